"""Every file of a catalogue that mentions a person, found without reading what does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from projectkit.catalogue.mentions import Mentions
from projectkit.catalogue.misnamed import misnamed_files
from projectkit.catalogue.person_name import NamePattern
from projectkit.catalogue.privacy import (
    NamedPlace,
    contacts_of,
    find_in_comments,
    find_in_lines,
    find_in_record,
)
from projectkit.catalogue.record_file import load_inside
from projectkit.catalogue.record_names import record_files
from projectkit.catalogue.record_rows import load_quickly
from projectkit.catalogue.root import Catalogue, CatalogueError
from projectkit.catalogue.walk import files_below
from projectkit.language.translate import _
from projectkit.model.limits import read_page_file
from projectkit.model.record import Record
from projectkit.reading.decode import UnreadableError, decode
from projectkit.validation.shape import Loaded

_PAGE_NAMED = re.compile(r"\bfile:\s{0,3}['\"]?([^'\"\n,}]{1,500})")

Told = Callable[[int, int], None]
"""Hears how many files have been looked at, of how many."""


class FoundPlace(NamedTuple):
    """One place in the catalogue that mentions the person.

    Attributes:
        file: the file, relative to the root of the catalogue.
        id: the record, if it is in a sound one.
        place: where in the file, and what stands there.
    """

    file: str
    id: str | None
    place: NamedPlace


class PersonSearch:
    """The files of a catalogue that mention one person.

    A file whose text has neither the name nor what reaches the person is not read as a record, so
    that a large catalogue takes little longer than reading its files.

    Attributes:
        mentions: what is looked for: the name, and what reaches nobody else.
        records: the record files that may mention the person.
        unread_records: record files that cannot be read.
        unread_pages: pages that cannot be read.
        is_person: whether a record has a person of this name.
    """

    def __init__(self, catalogue: Catalogue, name: NamePattern, told: Told) -> None:
        """Look through the records.

        Args:
            catalogue: the catalogue.
            name: the name of the person.
            told: hears how far it is.
        """
        self._catalogue, self._told, self._done = catalogue, told, 0
        self.unread_records: list[str] = []
        self.unread_pages: list[str] = []
        self._pages_named: set[str] = set()
        files = record_files(catalogue)
        self._of = 2 * len(files) + len(self._pages_below)
        self.mentions = Mentions(name)
        named = {path for path in files if self._mentions(path)}
        self.is_person = False
        self.mentions = Mentions(name, contacts_of(name, self._persons_in(sorted(named))))
        reached = {path for path in files if path not in named and self._reaches(path)}
        self.records = [path for path in files if path in named or path in reached]
        if reached:
            self.mentions = Mentions(name, contacts_of(name, self._persons_in(self.records)))

    def _mentions(self, path: Path) -> bool:
        """Whether the text of a record file has the name; what else it tells is kept."""
        text = self._text(path)
        if text is None:
            self.unread_records.append(self._name(path))
            return False
        self._pages_named.update(_PAGE_NAMED.findall(text))
        return bool(self.mentions.by_name(text))

    def _reaches(self, path: Path) -> bool:
        """Whether the text of a record file has what reaches the person."""
        text = self._text(path) if self.mentions.contacts else None
        return text is not None and bool(self.mentions.by_contacts(text))

    def _text(self, path: Path) -> str | None:
        """The text of a record file, sound or not; None if it cannot be read."""
        self._tell()
        loaded = load_inside(self._catalogue, path, _unparsed)
        return None if loaded.diagnostics else loaded.text

    def _persons_in(self, paths: list[Path]) -> Iterator[Record]:
        for path in paths:
            record = load_inside(self._catalogue, path, load_quickly).record
            if record:
                self.is_person |= any(map(self._is_person, (each.name for each in record.persons)))
                yield record

    def _is_person(self, name: str) -> bool:
        return self.mentions.name.find(name) is not None

    def in_records(self) -> Iterator[FoundPlace]:
        """Places in records."""
        for path in self.records:
            yield from self.places(load_inside(self._catalogue, path, load_quickly))

    def in_misnamed(self) -> Iterator[FoundPlace]:
        """Places in files that look like records and are not read as one."""
        for path in misnamed_files(self._catalogue):
            text = self._text(path) or ""
            for place in find_in_lines(text, self.mentions):
                yield FoundPlace(self._name(path), None, place)

    def places(self, loaded: Loaded) -> Iterator[FoundPlace]:
        """Places in a record: fields and comments, or the lines of one that is broken."""
        record = loaded.record
        if record is None:
            found = find_in_lines(loaded.text, self.mentions)
            yield from (FoundPlace(loaded.file, None, place) for place in found)
            return
        for place in find_in_record(record, self.mentions):
            yield FoundPlace(loaded.file, record.id, place)
        for place in find_in_comments(loaded.text, self.mentions):
            yield FoundPlace(loaded.file, record.id, place)

    def in_pages(self) -> Iterator[FoundPlace]:
        """Places in saved pages, those that records name included, and in the names of pages."""
        for path in self._pages():
            self._tell()
            name = self._name(path)
            named = self.mentions.by_name(name)
            if named:
                whole = NamedPlace(_("name of the file"), name, (name,))
                yield FoundPlace(name, None, whole)
            for place in find_in_lines(self._page_text(path) or "", self.mentions):
                yield FoundPlace(name, None, place)

    def _page_text(self, path: Path) -> str | None:
        try:
            # A link may lead out of the catalogue.
            self._catalogue.relative(path)
            return decode(read_page_file(path, self._catalogue.settings.limits)).text
        except CatalogueError:
            return None
        except (OSError, UnreadableError):
            self.unread_pages.append(self._name(path))
            return None

    @cached_property
    def _pages_below(self) -> list[Path]:
        return list(files_below(self._catalogue.raw, ("",)))

    def _pages(self) -> Iterator[Path]:
        yield from self._pages_below
        known = {self._name(path) for path in self._pages_below}
        root = self._catalogue.root.resolve()
        for file in sorted(self._pages_named - known):
            page = self._catalogue.root / file
            if _is_file(page) and page.resolve().is_relative_to(root):
                yield page

    def _name(self, path: Path) -> str:
        return path.relative_to(self._catalogue.root).as_posix()

    def _tell(self) -> None:
        self._done += 1
        self._told(min(self._done, self._of), self._of)


def _unparsed(text: str, file: str) -> Loaded:
    return Loaded(file, None, text=text)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
