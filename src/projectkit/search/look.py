"""Looking at the record files of a catalogue: names and stamps, without opening any."""

from __future__ import annotations

import os
import time
from pathlib import Path

from projectkit.catalogue.stamps import YOUNG, stamp_of

FEW = 1000
"""Catalogues of up to so many files are looked at whole each time."""

# A stamp that no look is ever content with.
_UNSETTLED = ""


class Look:
    """What stands in some folders.

    Attributes:
        files: the stamp of each record file, by its name relative to the root of the catalogue.
        folder_of: the folder of each.
        folders: the stamp of each folder that was looked at.
        gone: folders that are no longer there.
        looked: when all files were looked at and how long that took, in seconds; None if only some
            were.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self.files: dict[str, str] = {}
        self.folder_of: dict[str, str] = {}
        self.folders: dict[str, str] = {}
        self.gone: list[str] = []
        self.looked: tuple[float, float] | None = None


def look_below(root: Path, folder: str) -> Look:
    """Every record file below a folder, given relative to the root."""
    found, waiting = Look(), [folder]
    while waiting:
        waiting += _look_in(root, waiting.pop(), found)
    return found


def look_again(root: Path, known: dict[str, str]) -> Look | None:
    """What stands in the folders that changed, and in new ones below them; None if no folder changed.

    Args:
        root: the root of the catalogue.
        known: the stamp of each folder that is known.
    """
    changed = [
        folder
        for folder, stamp in known.items()
        if not stamp or _folder_stamp(root, folder) != stamp
    ]
    if not changed:
        return None
    found = Look()
    waiting = changed
    while waiting:
        waiting += [inner for inner in _look_in(root, waiting.pop(), found) if inner not in known]
    return found


def _look_in(root: Path, folder: str, found: Look) -> list[str]:
    """Look into one folder; the folders in it."""
    stamp = _folder_stamp(root, folder)
    inner: list[str] = []
    try:
        with os.scandir(root / folder) as entries:
            for entry in entries:
                # A name that is no text is told as one of a broken file.
                name = f"{folder}/{entry.name}".encode("utf-8", "backslashreplace").decode()
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    inner.append(name)
                elif entry.name.lower().endswith(".yaml"):
                    found.files[name] = _file_stamp(entry)
                    found.folder_of[name] = folder
    except OSError:
        found.gone.append(folder)
        return []
    found.folders[folder] = stamp
    return inner


def _file_stamp(entry: os.DirEntry[str]) -> str:
    try:
        return stamp_of(entry.stat())
    except OSError:
        return _UNSETTLED


def _folder_stamp(root: Path, folder: str) -> str:
    try:
        status = (root / folder).stat()
    except OSError:
        return "gone"
    settled = time.time_ns() - status.st_mtime_ns > YOUNG
    return f"{status.st_mtime_ns}.{status.st_ino}" if settled else _UNSETTLED
