"""Writing a file so that a reader sees the old text or the new one, whatever happens."""

from __future__ import annotations

import contextlib
import errno
import glob
import os
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import BinaryIO

from projectkit.catalogue.unfinished import hold, remove_abandoned
from projectkit.language.translate import _

# Letters of a name that the temporary file beside it has too: together they have to fit into a
# name.
_LONGEST = 60
_TEMPORARY = ".tmp"
# Random bytes in the name of a temporary file, and the letters they become, as a pattern.
_RANDOM = 4
_CHOSEN = "????????"


def write_atomically(path: Path, content: bytes) -> os.stat_result:
    """Write to a temporary file beside the target, flush it to disk, and rename it into place.

    Returns:
        What was written, as the system knows it: its inode, size and time.

    Raises:
        OSError: if the disk is full or the folder cannot be written; the target is as it was.
    """
    # No generator here: an interrupt between its steps would leave the temporary file.
    temporary = _temporary(path)
    try:
        with _create(temporary, path) as file:
            file.write(content)
            file.flush()
            written = os.fstat(file.fileno())
            os.fsync(file.fileno())
        _put_in_place(temporary, path)
    except BaseException:
        _drop(temporary)
        raise
    _sync_folder(path.parent)
    return written


@contextlib.contextmanager
def writing_to(path: Path) -> Iterator[BinaryIO]:
    """Write where a user says: a file atomically, also behind a link; a device or pipe directly.

    Raises:
        OSError: if it cannot be written; a file that was there is as it was.
    """
    try:
        path = path.resolve()
    except RuntimeError:
        raise OSError(errno.ELOOP, _("links that lead to each other"), str(path)) from None
    if not path.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, _("there is no such folder"), str(path.parent))
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, _("this is a folder"), str(path))
    if path.exists() and not path.is_file():
        with path.open("wb") as file:
            yield file
        return
    remove_abandoned(path.parent.glob(f"{glob.escape(_prefix(path))}{_CHOSEN}{_TEMPORARY}"))
    with _beside(path) as file:
        hold(file.fileno())
        yield file


def write_file(path: Path, content: bytes) -> None:
    """Write to where a user says, as `writing_to` does.

    Raises:
        OSError: if it cannot be written.
    """
    with writing_to(path) as file:
        file.write(content)


def temporary_files(folder: Path, endings: Collection[str]) -> Iterator[Path]:
    """The temporary files below a folder: abandoned, unless a command still writes them.

    Args:
        folder: the folder.
        endings: how the files end that they were to become, such as `.yaml`; other files, though
            they look alike, are not ours.
    """
    for path in folder.rglob(f".*.{_CHOSEN}{_TEMPORARY}"):
        if path.with_suffix("").with_suffix("").suffix in endings:
            yield path


@contextlib.contextmanager
def _beside(path: Path) -> Iterator[BinaryIO]:
    """A temporary file beside the target, which takes its place when all is written."""
    temporary = _temporary(path)
    try:
        with _create(temporary, path) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _put_in_place(temporary, path)
    except BaseException:
        _drop(temporary)
        raise
    _sync_folder(path.parent)


def _temporary(path: Path) -> Path:
    """The name of a temporary file, known before it is there, so that an interrupt leaves none."""
    return path.with_name(f"{_prefix(path)}{os.urandom(_RANDOM).hex()}{_TEMPORARY}")


def _put_in_place(temporary: Path, path: Path) -> None:
    _copy_mode(path, temporary)
    temporary.replace(path)


def _drop(temporary: Path) -> None:
    with contextlib.suppress(OSError):
        temporary.unlink()


def _create(temporary: Path, path: Path) -> BinaryIO:
    """A new file that only its owner can read until it gets the permissions of its target."""
    try:
        return open(temporary, "xb", opener=_privately)
    except OSError as error:
        # The user asked for this file, and has never heard of the temporary one.
        raise OSError(error.errno, error.strerror, str(path)) from error


def _privately(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def _prefix(path: Path) -> str:
    return f".{path.stem[:_LONGEST]}{path.suffix}."


def _copy_mode(path: Path, temporary: Path) -> None:
    """Keep the permissions of a replaced file; a new one gets those of the user's umask."""
    try:
        mode = path.stat().st_mode & 0o777
    except FileNotFoundError:
        umask = os.umask(0)
        os.umask(umask)
        mode = 0o666 & ~umask
    temporary.chmod(mode)


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable; not every system can do this for a folder."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
