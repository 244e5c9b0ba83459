"""Files below a folder, in order, at the cost of one look at each folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from functools import partial
from pathlib import Path, PurePath

# What macOS keeps of a file on disks of other systems, `._page.txt`, and what Word and LibreOffice
# keep of one that is open.
_COMPANIONS = ("._", "~$", ".~lock.")
# What the file managers of macOS and Windows keep in folders.
_OF_FOLDERS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
# The folder in which a browser keeps the pictures and frames of a page that it saves.
_OF_SAVED_PAGE = ("_files", "_bestanden", "_fichiers", "-Dateien")
_SAVED_PAGE = (".html", ".htm", ".xhtml")
# What `projectkit fetch` keeps of a page beside it: `page.html.json`.
_SIDECAR = ".json"


def files_below(
    folder: Path, endings: Collection[str], *, hidden: bool = True, dangling: bool = False
) -> Iterator[Path]:
    """Every file below a folder with one of these endings, by the parts of its path.

    What programs keep beside a file of the user is passed over: `._page.txt`, the folders
    `page_files` and `page_bestanden` beside a saved `page.html`, and `page.html.json`.

    Folders that are links are not entered: they may lead back to where they stand. What cannot be
    looked at is left out.

    Args:
        folder: where to begin; if there is no such folder, there is nothing below it.
        endings: endings with their dot, in lower case.
        hidden: whether files and folders count whose name begins with a dot.
        dangling: whether links count that lead to nothing.
    """
    return map(Path, paths_below(os.fspath(folder), endings, hidden=hidden, dangling=dangling))


def paths_below(
    folder: str, endings: Collection[str], *, hidden: bool, dangling: bool
) -> Iterator[str]:
    """The same as texts, which are made in a fraction of the time."""
    return _below(folder, tuple(endings), hidden=hidden, dangling=dangling)


def _below(folder: str, endings: tuple[str, ...], *, hidden: bool, dangling: bool) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return
    names = {entry.name for entry in found}
    for entry in found:
        if _is_beside(entry.name, names.__contains__) or (
            entry.name.startswith(".") and not hidden
        ):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path, endings, hidden=hidden, dangling=dangling)
        elif entry.name.lower().endswith(endings) and (dangling or _is_file(entry)):
            yield entry.path


def is_kept_beside(path: PurePath, is_there: Callable[[PurePath], bool]) -> bool:
    """Whether a program made a file, or a folder that it is in, beside one of the user.

    Args:
        path: the file.
        is_there: whether there is a file with a path.
    """
    return any(
        _is_beside(each.name, partial(_is_sibling, each, is_there))
        for each in (path, *path.parents)
    )


def _is_sibling(path: PurePath, is_there: Callable[[PurePath], bool], name: str) -> bool:
    return is_there(path.with_name(name))


def _is_beside(name: str, is_there: Callable[[str], bool]) -> bool:
    if name.startswith(_COMPANIONS) or name in _OF_FOLDERS:
        return True
    if name.endswith(_SIDECAR) and is_there(name.removesuffix(_SIDECAR)):
        return True
    page = next((name.removesuffix(end) for end in _OF_SAVED_PAGE if name.endswith(end)), None)
    return page is not None and any(is_there(f"{page}{ending}") for ending in _SAVED_PAGE)


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:  # a link that leads to itself
        return False
