"""Reading the pages of a catalogue: with the user's own layouts and the lines that recur."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from projectkit.catalogue.layouts import own_layouts
from projectkit.catalogue.root import Catalogue
from projectkit.catalogue.sidecar import Fetched

if TYPE_CHECKING:
    from projectkit.parsing.layout import Layout
    from projectkit.parsing.page import ParsedPage, Reading

# The parser is imported when a page is read: most runs find that nothing changed.


class RecurringByFolder(dict[str, frozenset[str]]):
    """The lines that stand on many pages of a folder, looked for when they are first asked for."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self._root = root

    def __missing__(self, folder: str) -> frozenset[str]:
        from projectkit.catalogue.recurring import recurring_lines  # noqa: PLC0415

        self[folder] = recurring_lines(self._root / folder) if folder != "." else frozenset()
        return self[folder]


@dataclass(frozen=True)
class PageReader:
    """Reads pages of one catalogue, each by the same rules.

    Attributes:
        force: make a record even of a page that holds no project.
        layouts: layouts of the user's own.
        folders: lines that recur in each folder; None for a page without others.
    """

    force: bool = False
    layouts: tuple[Layout, ...] = ()
    folders: RecurringByFolder | None = field(default=None, repr=False)

    def recurring(self, name: str) -> frozenset[str]:
        """The lines that recur in the folder of a page."""
        return (
            frozenset()
            if self.folders is None
            else self.folders[PurePosixPath(name).parent.as_posix()]
        )

    def read(
        self,
        content: bytes,
        name: str,
        recurring: frozenset[str] | None = None,
        fetched: Fetched = Fetched(),  # noqa: B008  (it cannot be changed)
    ) -> ParsedPage:
        """Read a page.

        Args:
            content: its bytes.
            name: its path relative to the root of the catalogue.
            recurring: the lines that recur in its folder, if they are known.
            fetched: what is noted beside it.

        Raises:
            UnreadableError: if it cannot be read.
        """
        from projectkit.parsing.page import parse_page  # noqa: PLC0415

        known = self.recurring(name) if recurring is None else recurring
        return parse_page(
            content,
            name,
            force=self.force,
            layouts=self.layouts,
            recurring=known,
            url=fetched.url,
            fetched=fetched.when,
        )

    def read_closely(self, content: bytes, name: str, url: str | None = None) -> Reading:
        """Read a page and keep what was weighed on it.

        Raises:
            UnreadableError: if it cannot be read.
        """
        from projectkit.parsing.page import read_closely  # noqa: PLC0415

        recurring = self.recurring(name)
        return read_closely(
            content, name, force=self.force, layouts=self.layouts, recurring=recurring, url=url
        )

    @property
    def in_general(self) -> PageReader:
        """Reads pages without what the catalogue learned about their sites."""
        return replace(self, layouts=tuple(each for each in self.layouts if not each.reader))


def page_reader(catalogue: Catalogue, *, force: bool = False) -> PageReader:
    """The reader for pages of a catalogue.

    Raises:
        CatalogueError: if a layout of the user's own is not sound.
    """
    return PageReader(force, own_layouts(catalogue), RecurringByFolder(catalogue.root))
