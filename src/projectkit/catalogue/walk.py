"""Files below a folder, in order, at the cost of one look at each folder."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path


def files_below(folder: Path, endings: Collection[str], *, hidden: bool = True) -> Iterator[Path]:
    """Every file below a folder with one of these endings, by the parts of its path.

    Folders that are links are not entered: they may lead back to where they stand. What cannot be looked at is left
    out.

    Args:
        folder: where to begin; if there is no such folder, there is nothing below it.
        endings: endings with their dot, in lower case.
        hidden: whether files and folders count whose name begins with a dot.
    """
    return map(Path, _below(os.fspath(folder), tuple(endings), hidden=hidden))


def _below(folder: str, endings: tuple[str, ...], *, hidden: bool) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in found:
        if entry.name.startswith(".") and not hidden:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path, endings, hidden=hidden)
        elif entry.name.lower().endswith(endings) and (entry.is_file() or entry.is_symlink()):
            yield entry.path
