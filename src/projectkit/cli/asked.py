"""What a command asks: the catalogue that the user stands in or named, or the parts of a crawl."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from projectkit.catalogue.root import Catalogue
    from projectkit.store.source import RecordSource


def catalogue_at(root: Path | None) -> Catalogue:
    """The catalogue that the user named, or the one that the working folder lies in.

    Raises:
        CatalogueError: if there is none.
    """
    from projectkit.catalogue.root import find_catalogue, open_catalogue

    return open_catalogue(root) if root else find_catalogue(Path.cwd())


def asked_of(root: Path | None, parts: str | None) -> tuple[Catalogue, RecordSource]:
    """The catalogue whose settings hold, and where the records come from: the catalogue itself, or parts.

    Raises:
        CatalogueError: if there is no catalogue, nor parts.
        SourceError: if there are no parts where they should be.
    """
    if parts is None:
        from projectkit.catalogue.records import RecordFiles

        catalogue = catalogue_at(root)
        return catalogue, RecordFiles(catalogue)
    from projectkit.bulk.source import Parts
    from projectkit.catalogue.root import Catalogue, CatalogueError

    try:
        catalogue = catalogue_at(root)
    except CatalogueError:
        if root:
            raise
        catalogue = Catalogue(Path.cwd())
    return catalogue, Parts(parts)
