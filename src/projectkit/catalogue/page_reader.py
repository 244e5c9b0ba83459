"""How the pages of a catalogue are read: with the user's own layouts, knowing which lines recur in a folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from projectkit.catalogue.layouts import own_layouts
from projectkit.catalogue.recurring import recurring_lines
from projectkit.catalogue.root import Catalogue
from projectkit.parsing.layout import Layout
from projectkit.parsing.page import ParsedPage, parse_page


@dataclass(frozen=True)
class PageReader:
    """Reads pages of one catalogue, each by the same rules.

    Attributes:
        force: make a record even of a page that holds no project.
        layouts: layouts of the user's own.
        recurring: lines that stand on many pages of a folder, by the folder.
    """

    force: bool = False
    layouts: tuple[Layout, ...] = ()
    recurring: Mapping[str, frozenset[str]] | None = None

    def read(self, content: bytes, name: str) -> ParsedPage:
        """Read a page.

        Raises:
            UnreadableError: if the bytes are no text.
        """
        folder = PurePosixPath(name).parent.as_posix()
        recurring = (self.recurring or {}).get(folder, frozenset())
        return parse_page(content, name, force=self.force, layouts=self.layouts, recurring=recurring)


def page_reader(catalogue: Catalogue, folders: Iterable[str], *, force: bool = False) -> PageReader:
    """The reader for pages in these folders, named relative to the root of the catalogue.

    Raises:
        CatalogueError: if a layout of the user's own is not sound.
    """
    recurring = {folder: recurring_lines(catalogue.root / folder) for folder in set(folders)}
    return PageReader(force, own_layouts(catalogue), recurring)
