"""The folder in the user's cache that holds what can be made again from a catalogue or crawl."""

from __future__ import annotations

import hashlib
from pathlib import Path

from projectkit.store.lock import LOCK_FILE, cache_lock


class DamagedError(RuntimeError):
    """What is kept cannot be read; the records that it was made of are intact.

    Attributes:
        path: the damaged file or folder; None if it is in memory.
    """

    def __init__(self, path: Path | None) -> None:
        super().__init__(path)
        self.path = path


def cache_folder(place: Path | str) -> Path:
    """The cache folder of a catalogue or crawl, given by its folder or URL; it need not exist."""
    from platformdirs import user_cache_path  # noqa: PLC0415  (only what reads all records needs it)

    named = str(place.resolve() if isinstance(place, Path) else place)
    name = hashlib.sha256(named.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return user_cache_path("projectkit") / name


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
            if path.name != LOCK_FILE:
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
