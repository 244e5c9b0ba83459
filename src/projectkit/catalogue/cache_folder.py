"""Where what can be made again from a catalogue is kept: in the user's cache folder, for the user's eyes alone."""

from __future__ import annotations

import hashlib
from pathlib import Path


def cache_folder(root: Path) -> Path:
    """The folder for the catalogue at a root; it need not exist yet."""
    from platformdirs import user_cache_path  # noqa: PLC0415  (only what reads all records needs it)

    name = hashlib.sha256(str(root.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return user_cache_path("projectkit") / name


def forget_cache(root: Path) -> None:
    """Throw away all that is kept of the catalogue at a root, since it holds what was just taken out of the records."""
    import shutil  # noqa: PLC0415  (seldom needed)

    shutil.rmtree(cache_folder(root), ignore_errors=True)
