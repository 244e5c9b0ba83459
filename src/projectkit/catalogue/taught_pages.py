"""The pages of a catalogue as learning needs them: read with and without what was learned."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from projectkit.catalogue.layouts import plain_layouts
from projectkit.catalogue.learned import UnsoundError, cards, is_as_proposed, layout_file
from projectkit.catalogue.page_reader import PageReader, RecurringByFolder, page_reader
from projectkit.catalogue.root import Catalogue
from projectkit.catalogue.sidecar import Fetched, fetched_of
from projectkit.catalogue.walk import files_below
from projectkit.learning.fit import lines_read
from projectkit.learning.sites import SitePage
from projectkit.model.limits import read_page_file
from projectkit.model.record import Record
from projectkit.parsing.layout import Layout, recognise
from projectkit.parsing.page import Reading, read_closely
from projectkit.reading.kinds import ENDINGS
from projectkit.reading.page import SavedPage, read_page

# A page with more than this is not an example: a person does not correct it as a whole.
_MOST_LINES = 5_000
_MOST_CHARACTERS = 500_000


@dataclass(frozen=True)
class TaughtPage:
    """A page: its name, its bytes, what is noted beside it, and its lines."""

    name: str
    content: bytes
    fetched: Fetched
    saved: SavedPage

    @cached_property
    def texts(self) -> list[str]:
        """Its lines that are not blank."""
        return [line.text for line in lines_read(self.saved) if line.text]

    @cached_property
    def is_too_long(self) -> bool:
        """Whether it is too long to learn from."""
        texts = self.texts
        return len(texts) > _MOST_LINES or sum(map(len, texts)) > _MOST_CHARACTERS


class TaughtPages:
    """The pages of a catalogue that can be read.

    Attributes:
        files: the pages, by name.
        reader: reads them with all that the catalogue learned so far.
        layouts: the layouts of the catalogue that a person wrote or changed.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        """Read the lines of all pages.

        Raises:
            CatalogueError: if a layout or a card cannot be read.
        """
        self.files = {file.name: file for file in _taught_pages(catalogue)}
        self.reader = _reader(catalogue)
        proposed = {
            card.name
            for card in cards(catalogue)
            if is_as_proposed(layout_file(catalogue, card.name), card)
        }
        self.layouts = tuple(
            replace(layout, reader=None)
            for layout in self.reader.layouts
            if layout.name not in proposed
        )
        self._before: dict[str, Record | None] = {}

    def __contains__(self, page: str) -> bool:
        """Whether there is a page of this name that can be read."""
        return page in self.files

    def lines(self, page: str) -> SitePage:
        """What shows of which site a page is."""
        file = self.files[page]
        own = {layout.name for layout in self.layouts}
        name = self.layout(page).name if own else ""
        return SitePage(tuple(file.texts), file.saved.url, name if name in own else "")

    def layout(self, page: str) -> Layout:
        """The layout of a page without what was learned."""
        return recognise(self.files[page].saved.lines, self.layouts)

    def recurring(self, page: str) -> frozenset[str]:
        """The lines that recur in the folder of a page."""
        return self.reader.recurring(page)

    def read(self, page: str, layout: Layout) -> Reading:
        """Read a page by one layout, and keep what was weighed on it."""
        file = self.files[page]
        return read_closely(
            file.content,
            page,
            force=True,
            layouts=(layout,),
            recurring=self.recurring(page),
            url=file.fetched.url,
        )

    def read_before(self, page: str) -> Record | None:
        """A page as it is read without what was learned."""
        if page not in self._before:
            reader = PageReader(force=True, layouts=self.layouts, folders=self.reader.folders)
            self._before[page] = self.read_by(reader, page)
        return self._before[page]

    def read_by(self, reader: PageReader, page: str) -> Record | None:
        """A page as some reader reads it."""
        file = self.files[page]
        return reader.read(file.content, page, fetched=file.fetched).record


def _reader(catalogue: Catalogue) -> PageReader:
    """The reader of a catalogue; without what it learned if that is damaged and made anew."""
    try:
        return page_reader(catalogue)
    except UnsoundError:
        folders = RecurringByFolder(catalogue.root)
        return PageReader(layouts=plain_layouts(catalogue), folders=folders)


def _taught_pages(catalogue: Catalogue) -> Iterator[TaughtPage]:
    for path in files_below(catalogue.raw, ENDINGS):
        with suppress(Exception):  # `ingest` says what is wrong
            yield _taught_page(catalogue, path)


def _taught_page(catalogue: Catalogue, path: Path) -> TaughtPage:
    name, fetched = catalogue.relative(path), fetched_of(path)
    name.encode("utf-8")  # on Linux a file may have any bytes as its name, and a card may not
    content = read_page_file(path, catalogue.settings.limits)
    return TaughtPage(name, content, fetched, read_page(content, name, fetched.url))
