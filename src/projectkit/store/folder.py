"""The folder in the user's cache that holds what can be made again from a catalogue or crawl."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from pathlib import Path

from projectkit.language.translate import _

try:
    import fcntl
except ImportError:  # Windows, which locks in another way
    fcntl = None  # type: ignore[assignment]

_LOCK = "write.lock"
# How long to wait for another process that writes, in seconds.
_PATIENCE = 600


class CacheInUseError(OSError):
    """Another process keeps writing to the cache."""


class DamagedError(RuntimeError):
    """What is kept cannot be read; the records that it was made of are intact.

    Attributes:
        path: the damaged file or folder; None if it is in memory.
    """

    def __init__(self, path: Path | None) -> None:
        super().__init__(path)
        self.path = path


def is_in_use(error: Exception) -> bool:
    """Whether another process holds what cannot be used, which is not damaged then."""
    codes = {"SQLITE_BUSY", "SQLITE_LOCKED"}
    return isinstance(error, CacheInUseError) or getattr(error, "sqlite_errorname", "") in codes


def cache_folder(place: Path | str) -> Path:
    """The cache folder of a catalogue or crawl, given by its folder or URL; it need not exist."""
    from platformdirs import user_cache_path  # noqa: PLC0415  (only what reads all records needs it)

    named = str(place.resolve() if isinstance(place, Path) else place)
    name = hashlib.sha256(named.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return user_cache_path("projectkit") / name


@contextlib.contextmanager
def cache_lock(folder: Path, patience: float = _PATIENCE) -> Iterator[None]:
    """Hold a cache folder for writing; the system releases it however the process ends.

    The lock file is never removed: a process that holds a removed one guards nothing.

    Args:
        folder: the cache folder of a catalogue or crawl.
        patience: how long to wait for another process, in seconds.

    Raises:
        CacheInUseError: if another process holds it for longer.
        OSError: if the folder cannot be written.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415  (only what writes needs it)

    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    check_locks(folder / _LOCK)
    try:
        with FileLock(folder / _LOCK, timeout=patience):
            yield
    except Timeout:
        message = _("another process holds the index")
        raise CacheInUseError(message) from None


def check_locks(path: Path) -> None:
    """Let the disk say that it has no locks.

    Some versions of filelock then take the lock file itself for a lock that somebody holds.

    Args:
        path: the lock file, which need not be there.

    Raises:
        OSError: if the disk has no locks, or the file cannot be written.
    """
    if fcntl is not None:
        with path.open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_UN)


def forget_cache(folder: Path) -> None:
    """Remove everything in a cache folder.

    Raises:
        CacheInUseError: if another process keeps writing to it.
        OSError: if something cannot be removed.
    """
    if not folder.is_dir():
        return
    with cache_lock(folder):
        for path in folder.iterdir():
            if path.name != _LOCK:
                remove(path)


def remove(path: Path) -> None:
    """Remove a folder with its contents, or the file in its place; nothing if neither is there.

    Raises:
        OSError: if it cannot be removed.
    """
    import shutil  # noqa: PLC0415  (seldom needed)

    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
