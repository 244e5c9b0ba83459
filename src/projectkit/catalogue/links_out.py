"""Links that lead out of the catalogue: what they lead to is never read as a part of it."""

from __future__ import annotations

from os.path import abspath, realpath
from pathlib import Path

from projectkit.catalogue.root import Catalogue, CatalogueError
from projectkit.language.translate import _


def leads_out(catalogue: Catalogue, path: Path) -> bool:
    """Whether a path in the catalogue ends outside it, because it is a link or passes one."""
    root = realpath(catalogue.root)
    if _is_below(path, root):
        return False
    # `..` is taken as it is written: who writes it names what lies elsewhere.
    written = Path(abspath(path))  # noqa: PTH100  (resolving would follow links)
    return any(_is_below(parent, root) for parent in written.parents)


def _is_below(path: Path, root: str) -> bool:
    return Path(realpath(path)).is_relative_to(root)


def refuse_links_out(catalogue: Catalogue, path: Path) -> None:
    """Refuse a path that a link leads out of the catalogue.

    Raises:
        CatalogueError: if it does.
    """
    if leads_out(catalogue, path):
        message = _(
            "{path} is a link that leads out of the catalogue: copy the file itself"
        ).format(path=path)
        raise CatalogueError(message)
