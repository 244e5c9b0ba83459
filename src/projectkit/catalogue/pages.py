"""Which pages of a catalogue a user means."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from projectkit.catalogue.root import Catalogue, CatalogueError
from projectkit.catalogue.unread_files import readable
from projectkit.catalogue.walk import files_below, is_kept_beside
from projectkit.language.translate import _
from projectkit.reading.kinds import ENDINGS


def find_pages(catalogue: Catalogue, paths: Iterable[Path]) -> list[Path]:
    """The pages that a user means: files, and those in folders; without any, all of `data/raw`.

    Raises:
        CatalogueError: if a path does not exist.
    """
    found: dict[Path, None] = {}
    for path in list(paths) or [catalogue.raw]:
        if path.is_dir():
            found.update(dict.fromkeys(readable(files_below(path, ENDINGS))))
        elif path.exists():
            found.update({} if is_kept_beside(path, os.path.exists) else {path: None})
        else:
            raise CatalogueError(_no_page(path))
    return list(found)


def _no_page(path: Path) -> str:
    """What to tell of a page that is not there; an address is fetched first."""
    scheme, _slashes, rest = path.as_posix().partition(":/")
    if scheme.lower() not in {"http", "https"}:
        return _("there is no page {path}").format(path=path)
    message = _("{url} is on the web: save it first with `projectkit fetch {url}`")
    return message.format(url=f"{scheme}://{rest}")
