"""One writer of a cache folder at a time, and how long another one waits."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from projectkit.language.translate import _

try:
    import fcntl
except ImportError:  # Windows, which locks in another way
    fcntl = None  # type: ignore[assignment]

LOCK_FILE = "write.lock"
"""The name of the lock in a cache folder."""

# How long to wait for another process that writes, in seconds.
_PATIENCE = 600


class CacheInUseError(OSError):
    """Another process keeps writing to the cache."""


def is_in_use(error: Exception) -> bool:
    """Whether another process holds what cannot be used, which is not damaged then."""
    codes = {"SQLITE_BUSY", "SQLITE_LOCKED"}
    return isinstance(error, CacheInUseError) or getattr(error, "sqlite_errorname", "") in codes


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
    check_locks(folder / LOCK_FILE)
    try:
        with FileLock(folder / LOCK_FILE, timeout=patience):
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
