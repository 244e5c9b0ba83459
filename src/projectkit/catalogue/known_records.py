"""Which record belongs to which page: by its name, and where that changed by what it says."""

from __future__ import annotations

import hashlib
import os
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from projectkit.catalogue.record_facts import (
    RecordFacts,
    address_key,
    facts_from_json,
    facts_of,
    page_keys,
)
from projectkit.catalogue.records import RecordFiles
from projectkit.catalogue.root import Catalogue
from projectkit.language.translate import language
from projectkit.model.limits import read_page_file, read_record_file
from projectkit.model.slug import free_id
from projectkit.parsing.version import PARSER_VERSION
from projectkit.reading.decode import UnreadableError, decode
from projectkit.store.row import Row
from projectkit.store.scan import file_stamp, is_young, stamp_of
from projectkit.store.store import keep, open_store

if TYPE_CHECKING:
    from projectkit.model.record import Record

# Records and pages that are remembered before they are kept.
_BATCH = 1000
_FILE = re.compile(r"\s+(?:- )?file:")


@dataclass(frozen=True)
class KnownRecord:
    """What a run keeps of each record: its file, and the page that it was made of."""

    path: Path
    id: str
    page: str
    parser: str
    sha256: str
    in_conflict: bool = False
    is_joined: bool = False


@dataclass(frozen=True)
class SamePage:
    """A record whose page is the one at hand under another name.

    Attributes:
        known: the record.
        by: what shows that: `content`, `address` or `number`.
    """

    known: KnownRecord
    by: str


class KnownRecords:
    """The records of a catalogue, as far as a run over its pages needs them."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Look at every record; those that are as they were in the last run are not read."""
        self._catalogue, self._source = catalogue, RecordFiles(catalogue)
        self._by_page: dict[str, KnownRecord] = {}
        self._by_key: dict[tuple[str, str], KnownRecord] = {}
        self._keys_of: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._ids: set[str] = set()
        self._broken: dict[str, str] = {}
        self._broken_files: dict[str, str] = {}
        self._rows: list[Row] = []
        self._read_pages: list[tuple[str, str, str]] = []
        self._skipped_now: list[tuple[str, str, str]] = []
        self._circumstances: dict[str, str] = {}
        self._there: set[str] = set()
        self._layouts = _stamps(catalogue.root / "layouts")
        rows = open_store(self._source, all_files=True).rows
        self._pages, self._skipped = rows.pages(), rows.skipped()
        for file, facts in rows.facts():
            self._know(facts_from_json(facts), catalogue.root / file)
        for file in rows.broken():
            self._know_broken(file)
        rows.close()

    def _know_broken(self, file: str) -> None:
        """Take a broken record into account: what a person is mending is not overwritten."""
        path = self._catalogue.root / file
        self._ids.add(path.stem)
        self._broken.update(dict.fromkeys(_pages_named_in(path), file))
        self._broken_files[path.stem] = file

    def reason_to_skip(self, page: str, path: Path) -> str | None:
        """Why a page without a record was skipped, if all that decides it is as it was then."""
        found = self._skipped.get(page)
        if found is None or page in self._by_page:
            return None
        stamp, reason = found
        return reason if stamp == self._stamp_of_page(path) else None

    def remember_skipped(self, page: str, reason: str) -> None:
        """Keep for the next run why a page that was read has no record."""
        if stamp := self._circumstances.pop(page, None):
            self._skipped_now.append((page, stamp, reason))
            self._keep(_BATCH)

    def _stamp_of_page(self, path: Path) -> str | None:
        """What decides whether a page is skipped, and how that is told.

        Besides the page, that is the reader, layouts of the user's own with what was learned, and
        which pages are beside it: their lines may be those of a menu.
        """
        stamps = file_stamp(path), file_stamp(path.parent)
        if None in stamps:
            return None
        return " ".join(map(str, (PARSER_VERSION, language(), *stamps, self._layouts)))

    def remember(self, record: Record, path: Path, written: os.stat_result | None) -> None:
        """Take a new or changed record into account.

        Args:
            record: the record.
            path: its file.
            written: the status of the file before it got its name; None in a rehearsal.
        """
        self._know(facts_of(record), path)
        if written and _is_as_written(path, written):
            file = path.relative_to(self._catalogue.root)
            from projectkit.catalogue.record_rows import row_of  # noqa: PLC0415  (needs the model)

            row = Row(file.as_posix(), file.parent.as_posix(), stamp_of(path.stat()))
            self._rows.append(row_of(row, record))
        self._keep(_BATCH)

    def is_current(self, page: str, path: Path) -> bool:
        """Whether a page is known to be unchanged since its record was made, without reading it."""
        known, stamp = self._by_page.get(page), file_stamp(path)
        if stamp:
            self._there.add(page)
        return known is not None and self._pages.get(page) == (stamp, known.sha256)

    def read_page(self, page: str, path: Path) -> bytes:
        """The bytes of a page, whose digest is kept for the next run.

        Raises:
            OSError: if it cannot be read.
        """
        before, circumstances = path.stat(), self._stamp_of_page(path)
        content = read_page_file(path, self._catalogue.settings.limits)
        if not is_young(before):
            digest = hashlib.sha256(content).hexdigest()
            self._read_pages.append((page, stamp_of(before), digest))
            if circumstances and page not in self._by_page:
                self._circumstances[page] = circumstances
        return content

    def close(self) -> None:
        """Keep for the next run what this one learned."""
        self._keep(0)

    def _keep(self, most: int) -> None:
        """Hand what was learned to the store, if there are more records or pages than this."""
        if max(len(self._rows), len(self._read_pages), len(self._skipped_now)) > most:
            keep(self._source, self._rows, self._read_pages, self._skipped_now)
            self._rows, self._read_pages, self._skipped_now = [], [], []

    def _know(self, facts: RecordFacts, path: Path) -> None:
        self._ids |= {path.stem, facts.id}
        if facts.page is None:
            return
        known = KnownRecord(
            path, facts.id, facts.page, facts.parser, facts.sha256, facts.in_conflict
        )
        self._by_page[facts.page] = known
        for page, sha256, url in facts.joined:
            joined = KnownRecord(path, facts.id, page, facts.parser, sha256, is_joined=True)
            self._by_page.setdefault(page, joined)
            self._know_key(("content", sha256), joined)
            if url:
                self._know_key(("address", address_key(url)), joined)
        for key in facts.keys:
            self._know_key(key, known)

    def _know_key(self, key: tuple[str, str], known: KnownRecord) -> None:
        """Take the first record with a key to be the one that the key is of."""
        self._by_key.setdefault(key, known)
        self._keys_of[known.page].append(key)

    def of_page(self, page: str) -> KnownRecord | None:
        """The record that was made of a page."""
        return self._by_page.get(page)

    def broken_record_of(self, page: str) -> str | None:
        """The record file that names a page and cannot be read."""
        return self._broken.get(page)

    def broken_file_of(self, record_id: str) -> str | None:
        """The record file of this name, if it cannot be read."""
        return self._broken_files.get(record_id)

    def broken_files(self) -> list[str]:
        """Every record file that cannot be read."""
        return sorted(self._broken_files.values())

    def same_page(self, fresh: Record) -> SamePage | None:
        """The record of a page that is this one under another name: a copy, or moved or renamed."""
        for by, value in page_keys(fresh):
            known = self._by_key.get((by, value))
            if known and fresh.source and known.page != fresh.source.file:
                return SamePage(known, by)
        return None

    def moved(self, page: str) -> None:
        """Forget a page whose record now belongs to another page."""
        gone = self._by_page.pop(page, None)
        for key in self._keys_of.pop(page, ()):
            if self._by_key.get(key) is gone:
                del self._by_key[key]

    def vanished(self) -> Iterator[KnownRecord]:
        """Records whose page is no longer there, by the name of the page."""
        for page, known in sorted(self._by_page.items()):
            if known.page == page and not self.is_there(page):
                yield known

    def is_there(self, page: str) -> bool:
        """Whether a page that a record names can be found."""
        if page in self._there:
            return True
        try:
            return (self._catalogue.root / page).is_file()
        except (OSError, ValueError):
            return False

    def free_id(self, wanted: str) -> str:
        """The id itself, or with the first free number behind it."""
        return free_id(wanted, self._is_taken)

    def _is_taken(self, record_id: str) -> bool:
        file = self._catalogue.structured / f"{record_id}.yaml"
        return record_id in self._ids or file.exists()


def _stamps(folder: Path) -> str:
    """What changes whenever a file below a folder does; empty if there is no such folder."""
    if not folder.is_dir():
        return ""
    stamps = " ".join(f"{path.name} {file_stamp(path)}" for path in sorted(folder.rglob("*")))
    return hashlib.sha256(stamps.encode("utf-8", "surrogateescape")).hexdigest()


def _is_as_written(path: Path, written: os.stat_result) -> bool:
    """Whether a file is as this process wrote it; its name came later, with another st_ctime."""
    try:
        now = path.stat()
    except OSError:
        return False
    return all(
        getattr(now, each) == getattr(written, each)
        for each in ("st_ino", "st_size", "st_mtime_ns")
    )


def _pages_named_in(path: Path) -> list[str]:
    try:
        text = decode(read_record_file(path)).text
    except (OSError, UnreadableError):
        return []
    values = (
        line.strip(" -").removeprefix("file:").strip(" '\"")
        for line in text.splitlines()
        if _FILE.match(line)
    )
    return [value for value in values if value]
