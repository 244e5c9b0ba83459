"""Files below a folder, in order, at the cost of one look at each folder."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path


def files_below(
    folder: Path, endings: Collection[str], *, hidden: bool = True, dangling: bool = False
) -> Iterator[Path]:
    """Every file below a folder with one of these endings, by the parts of its path.

    Folders that are links are not entered: they may lead back to where they stand. What cannot be
    looked at is left out.

    Args:
        folder: where to begin; if there is no such folder, there is nothing below it.
        endings: endings with their dot, in lower case.
        hidden: whether files and folders count whose name begins with a dot.
        dangling: whether links count that lead to nothing.
    """
    return map(Path, _below(os.fspath(folder), tuple(endings), hidden=hidden, dangling=dangling))


def _below(folder: str, endings: tuple[str, ...], *, hidden: bool, dangling: bool) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in found:
        if entry.name.startswith(".") and not hidden:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path, endings, hidden=hidden, dangling=dangling)
        elif entry.name.lower().endswith(endings) and (dangling or _is_file(entry)):
            yield entry.path


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:  # a link that leads to itself
        return False
