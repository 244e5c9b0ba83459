"""Where what can be made again from a catalogue or crawl is kept: in the cache folder of the user."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from pathlib import Path

from projectkit.language.translate import _

_LOCK = "write.lock"
# How long to wait for another process that writes, in seconds.
_PATIENCE = 600


class CacheInUseError(OSError):
    """Another process writes to the cache for too long."""


def cache_folder(place: Path | str) -> Path:
    """The folder for a catalogue or crawl, by its folder or URL; it need not exist yet."""
    from platformdirs import user_cache_path  # noqa: PLC0415  (only what reads all records needs it)

    told = str(place.resolve() if isinstance(place, Path) else place)
    name = hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return user_cache_path("projectkit") / name


@contextlib.contextmanager
def cache_lock(folder: Path) -> Iterator[None]:
    """Hold what is kept in a folder for writing; the system lets go of it when the process ends, however it ends.

    The file of the lock is never removed: a process that holds one that is gone guards nothing.

    Raises:
        CacheInUseError: if another process holds it for too long.
        OSError: if there is no place for it.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415  (only what writes needs it)

    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with FileLock(folder / _LOCK, timeout=_PATIENCE):
            yield
    except Timeout:
        message = _("another process holds the index")
        raise CacheInUseError(message) from None


def forget_cache(folder: Path) -> None:
    """Throw away all that is kept in a folder, since it is damaged or holds what was just taken out of the records.

    Raises:
        CacheInUseError: if another process writes to it for too long.
    """
    import shutil  # noqa: PLC0415  (seldom needed)

    if not folder.is_dir():
        return
    with cache_lock(folder):
        for path in folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name != _LOCK:
                path.unlink(missing_ok=True)
