"""Which record belongs to which page: by the name of the page, and where that changed by what the page says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from projectkit.catalogue.record_cache import RecordCache, stamp
from projectkit.catalogue.record_facts import RecordFacts, facts_of, page_keys
from projectkit.catalogue.root import Catalogue
from projectkit.catalogue.store import load_file, record_files
from projectkit.model.record import Record
from projectkit.reading.decode import UnreadableError, decode


@dataclass(frozen=True)
class KnownRecord:
    """What a run keeps of each record: its file and the page that it was made of, not the record itself."""

    path: Path
    id: str
    page: str
    parser: str
    sha256: str


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
        self._nameless: set[str] = set()
        self._cache = RecordCache(catalogue.root)
        kept = self._cache.facts()
        files = {path.relative_to(catalogue.root).as_posix(): path for path in record_files(catalogue)}
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
        record = load_file(path, name).record
        # The name of a broken file is taken too: whatever a person is mending there is never overwritten.
        self._ids.add(path.stem)
        if record is None:
            pages = _pages_named_in(path)
            self._broken.update(dict.fromkeys(pages, name))
            if not pages:
                self._nameless.add(path.stem)
            return
        self._know(facts_of(record), path)
        self._cache.put(name, path, record)

    def remember(self, record: Record, path: Path, *, written: bool) -> None:
        """Take a record into account that was made.

        Args:
            record: the record.
            path: its file.
            written: whether it stands in that file now, and not only in a rehearsal.
        """
        self._know(facts_of(record), path)
        if written:
            self._cache.put(path.relative_to(self._catalogue.root).as_posix(), path, record, written=True)

    def close(self) -> None:
        """Keep for the next run what this one learned."""
        self._cache.close()

    def _know(self, facts: RecordFacts, path: Path) -> None:
        self._ids |= {path.stem, facts.id}
        if facts.page is None:
            return
        known = KnownRecord(path, facts.id, facts.page, facts.parser, facts.sha256)
        self._by_page[facts.page] = known
        for page, sha256 in facts.joined:
            self._by_page.setdefault(page, KnownRecord(path, facts.id, page, facts.parser, sha256))
        for key in facts.keys:
            self._by_key.setdefault(key, known)

    def of_page(self, page: str) -> KnownRecord | None:
        """The record that was made of a page."""
        return self._by_page.get(page)

    def broken_record_of(self, page: str) -> str | None:
        """The record file that names a page and cannot be read."""
        return self._broken.get(page)

    def may_be_broken(self, record_id: str) -> bool:
        """Whether a record file of this name cannot be read and does not say which page it is of."""
        return record_id in self._nameless

    def same_page(self, fresh: Record) -> SamePage | None:
        """The record of a page that was saved, moved or renamed under the name of this one before."""
        for by, value in page_keys(fresh):
            known = self._by_key.get((by, value))
            if known and fresh.source and known.page != fresh.source.file:
                return SamePage(known, by)
        return None

    def moved(self, page: str) -> None:
        """Forget a page whose record is now that of another one."""
        self._by_page.pop(page, None)

    def vanished(self) -> Iterator[KnownRecord]:
        """Records whose page is no longer there, by the name of the page."""
        for page, known in sorted(self._by_page.items()):
            if known.page == page and not (self._catalogue.root / page).is_file():
                yield known

    def free_id(self, wanted: str) -> str:
        """The id itself, or with the first free number behind it."""
        taken, number = wanted, 2
        while taken in self._ids or (self._catalogue.structured / f"{taken}.yaml").exists():
            taken, number = f"{wanted}-{number}", number + 1
        return taken


def _pages_named_in(path: Path) -> list[str]:
    try:
        text = decode(path.read_bytes()).text
    except (OSError, UnreadableError):
        return []
    values = (
        line.strip().removeprefix("file:").strip(" '\"") for line in text.splitlines() if line.startswith("  file:")
    )
    return [value for value in values if value]
