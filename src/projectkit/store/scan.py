"""Scanning a folder of records: names and stamps, without opening any file."""

from __future__ import annotations

import os
import time
from pathlib import Path

UNSETTLED = ""
"""The stamp of what may change without a new stamp; no file that can be read has it."""

# A file that changed this short a time ago (nanoseconds) may change again without a new time.
_YOUNG = 20_000_000


class Look:
    """What is in some folders.

    Attributes:
        files: the stamp of each record file, by its name relative to the root of the catalogue.
        young: those that changed a moment ago.
        folder_of: the folder of each.
        folders: the stamp of each folder that was scanned.
        gone: folders that are no longer there.
        looked: when all files were scanned and how long that took, in seconds; None if only some
            were.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self.files: dict[str, str] = {}
        self.young: set[str] = set()
        self.folder_of: dict[str, str] = {}
        self.folders: dict[str, str] = {}
        self.gone: list[str] = []
        self.looked: tuple[float, float] | None = None


def stamp_of(status: os.stat_result) -> str:
    """What changes whenever a file does: its times, size and inode, as in git."""
    return f"{status.st_mtime_ns}.{status.st_ctime_ns}.{status.st_size}.{status.st_ino}"


def is_young(status: os.stat_result) -> bool:
    """Whether a file changed a moment ago, so that it may change again without a new stamp."""
    return not _is_settled(max(status.st_mtime_ns, status.st_ctime_ns))


def file_stamp(path: Path) -> str | None:
    """The stamp of a file; None if it is not there."""
    try:
        return stamp_of(path.stat())
    except OSError:
        return None


def scan_all(root: Path, folder: str) -> Look:
    """Every record file below a folder, given relative to the root."""
    began = time.time()
    found, waiting = Look(), [folder]
    while waiting:
        waiting += _scan_folder(root, waiting.pop(), found)
    found.looked = began, time.time() - began
    return found


def scan_changed(root: Path, known: dict[str, str]) -> Look | None:
    """What is in the folders that changed, and in new ones below them; None if no folder changed.

    Args:
        root: the root of the catalogue.
        known: the stamp of each known folder.
    """
    changed = [
        folder
        for folder, stamp in known.items()
        if stamp == UNSETTLED or _folder_stamp(root, folder) != stamp
    ]
    if not changed:
        return None
    found, waiting = Look(), changed
    while waiting:
        inner = _scan_folder(root, waiting.pop(), found)
        waiting += [folder for folder in inner if folder not in known]
    return found


def _scan_folder(root: Path, folder: str, found: Look) -> list[str]:
    """Scan one folder; the folders in it.

    Hidden files and folders are those of editors and of writes in progress. A folder that is a link
    is not entered: it may lead back to where it is.
    """
    stamp = _folder_stamp(root, folder)
    inner: list[str] = []
    try:
        with os.scandir(root / folder) as entries:
            for entry in entries:
                # A name that is not text is reported as that of a broken file.
                name = f"{folder}/{entry.name}".encode("utf-8", "backslashreplace").decode()
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    inner.append(name)
                elif entry.name.lower().endswith(".yaml"):
                    _add_file(name, folder, entry, found)
    except OSError:
        found.gone.append(folder)
        return []
    found.folders[folder] = stamp
    return inner


def _add_file(name: str, folder: str, entry: os.DirEntry[str], found: Look) -> None:
    found.folder_of[name] = folder
    try:
        status = entry.stat()
    except OSError:
        found.files[name] = UNSETTLED
        return
    found.files[name] = stamp_of(status)
    if is_young(status):
        found.young.add(name)


def _folder_stamp(root: Path, folder: str) -> str:
    try:
        status = (root / folder).stat()
    except OSError:
        return "gone"
    is_settled = _is_settled(status.st_mtime_ns)
    return f"{status.st_mtime_ns}.{status.st_ino}" if is_settled else UNSETTLED


def _is_settled(changed: int) -> bool:
    """Whether a change was long enough ago; a time in the future is not a moment ago."""
    return abs(time.time_ns() - changed) > _YOUNG
