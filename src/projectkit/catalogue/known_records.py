"""Which record belongs to which page: by the name of the page, and where that changed by what the page says."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from projectkit.catalogue.record_cache import RecordCache
from projectkit.catalogue.record_facts import RecordFacts, facts_of, page_keys
from projectkit.catalogue.root import Catalogue
from projectkit.catalogue.stamps import stamp
from projectkit.catalogue.store import load_inside, record_files
from projectkit.model.limits import read_page_file, read_record_file
from projectkit.model.record import Record
from projectkit.model.slug import free_id
from projectkit.reading.decode import UnreadableError, decode

_FILE = re.compile(r"\s+(?:- )?file:")


@dataclass(frozen=True)
class KnownRecord:
    """What a run keeps of each record: its file and the page that it was made of, not the record itself."""

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
        by: what tells so: `content`, `address` or `number`.
    """

    known: KnownRecord
    by: str


class KnownRecords:
    """The records of a catalogue, as far as a run over its pages needs them."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Look at every record; those that are as they were in the last run are not read."""
        self._catalogue = catalogue
        self._by_page: dict[str, KnownRecord] = {}
        self._by_key: dict[tuple[str, str], KnownRecord] = {}
        self._ids: set[str] = set()
        self._broken: dict[str, str] = {}
        self._broken_files: dict[str, str] = {}
        self._cache = RecordCache(catalogue.root)
        self._pages = self._cache.pages()
        kept = self._cache.facts()
        files = {
            path.relative_to(catalogue.root).as_posix(): path for path in record_files(catalogue)
        }
        for name, path in files.items():
            self._look(name, path, kept.get(name))
        self._cache.forget_all_but(files)

    def _look(self, name: str, path: Path, kept: tuple[str, RecordFacts] | None) -> None:
        """Take a record file into account; one that is as it was is not read."""
        try:
            unchanged = kept is not None and stamp(path) == kept[0]
        except OSError:
            unchanged = False
        if kept and unchanged:
            self._know(kept[1], path)
        else:
            self._read(name, path)

    def _read(self, name: str, path: Path) -> None:
        seen = stamp(path)
        record = load_inside(self._catalogue, path).record
        # The name of a broken file is taken too: whatever a person is mending there is never
        # overwritten.
        self._ids.add(path.stem)
        if record is None:
            self._broken.update(dict.fromkeys(_pages_named_in(path), name))
            self._broken_files[path.stem] = name
            return
        self._know(facts_of(record), path)
        if seen:
            self._cache.put(name, path, record, seen)

    def remember(self, record: Record, path: Path, written: os.stat_result | None) -> None:
        """Take a record into account that was made.

        Args:
            record: the record.
            path: its file.
            written: what was written to the file; None in a rehearsal.
        """
        self._know(facts_of(record), path)
        if written:
            self._cache.put_written(
                path.relative_to(self._catalogue.root).as_posix(), path, record, written
            )

    def is_current(self, page: str, path: Path) -> bool:
        """Whether a page is known to be as it was when its record was made of it, without reading it."""
        known, kept = self._by_page.get(page), self._pages.get(page)
        return bool(known and kept and kept[1] == known.sha256 and kept[0] == stamp(path))

    def read_page(self, page: str, path: Path) -> bytes:
        """The bytes of a page, whose digest is kept for the next run.

        Raises:
            OSError: if it cannot be read.
        """
        seen = stamp(path)
        content = read_page_file(path, self._catalogue.settings.limits)
        if seen:
            self._cache.put_page(page, path, hashlib.sha256(content).hexdigest(), seen)
        return content

    def close(self) -> None:
        """Keep for the next run what this one learned."""
        self._cache.close()

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
            self._by_key.setdefault(("content", sha256), joined)
            if url:
                self._by_key.setdefault(("address", url.rstrip("/")), joined)
        for key in facts.keys:
            self._by_key.setdefault(key, known)

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
        """The record of a page that was saved, moved or renamed under the name of this one before."""
        for by, value in page_keys(fresh):
            known = self._by_key.get((by, value))
            if known and fresh.source and known.page != fresh.source.file:
                return SamePage(known, by)
        return None

    def moved(self, page: str) -> None:
        """Forget a page whose record is now that of another one."""
        gone = self._by_page.pop(page, None)
        self._by_key = {key: known for key, known in self._by_key.items() if known is not gone}

    def vanished(self) -> Iterator[KnownRecord]:
        """Records whose page is no longer there, by the name of the page."""
        for page, known in sorted(self._by_page.items()):
            if known.page == page and not self.is_there(page):
                yield known

    def is_there(self, page: str) -> bool:
        """Whether a page that a record names can be found."""
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
