"""Which record belongs to which page: by the name of the page, and where that changed by what the page says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

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
        """Read every record once.

        Args:
            catalogue: the catalogue.
        """
        self._catalogue = catalogue
        self._by_page: dict[str, KnownRecord] = {}
        self._by_key: dict[tuple[str, str], KnownRecord] = {}
        self._ids: set[str] = set()
        self._broken: dict[str, str] = {}
        self._nameless: set[str] = set()
        for path in record_files(catalogue):
            self._read(path)

    def _read(self, path: Path) -> None:
        name = path.relative_to(self._catalogue.root).as_posix()
        record = load_file(path, name).record
        # The name of a broken file is taken too: whatever a person is mending there is never overwritten.
        self._ids.add(path.stem)
        if record is None:
            pages = _pages_named_in(path)
            self._broken.update(dict.fromkeys(pages, name))
            if not pages:
                self._nameless.add(path.stem)
            return
        self.remember(record, path)

    def remember(self, record: Record, path: Path) -> None:
        """Take a record into account that was read or written."""
        self._ids.add(record.id)
        source = record.source
        if source is None:
            return
        known = KnownRecord(path, record.id, source.file, source.parser, source.sha256)
        self._by_page[source.file] = known
        for joined in source.joined:
            page = KnownRecord(path, record.id, joined.file, source.parser, joined.sha256)
            self._by_page.setdefault(joined.file, page)
        for key in _keys(record):
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
        for by, value in _keys(fresh):
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


def _keys(record: Record) -> Iterator[tuple[str, str]]:
    """What makes two pages one: the same bytes, the same address, the same number above the same title."""
    source = record.source
    if source:
        yield "content", source.sha256
    if source and source.url:
        yield "address", source.url.rstrip("/")
    for identifier in record.identifiers:
        yield "number", f"{identifier.value}\n{(record.title or '').casefold()}"


def _pages_named_in(path: Path) -> list[str]:
    try:
        text = decode(path.read_bytes()).text
    except (OSError, UnreadableError):
        return []
    values = (
        line.strip().removeprefix("file:").strip(" '\"") for line in text.splitlines() if line.startswith("  file:")
    )
    return [value for value in values if value]
