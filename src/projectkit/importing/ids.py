"""Which record of the catalogue an incoming one is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from projectkit.catalogue.records import RecordFiles
from projectkit.catalogue.root import Catalogue
from projectkit.model.identity import Key, key
from projectkit.model.slug import free_id, id_from
from projectkit.search.conditions import And
from projectkit.search.fold import fold
from projectkit.search.select import Selection


class Ids:
    """The ids of a catalogue, and what else identifies a record: its numbers and its title."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Look at every record of a catalogue."""
        self._structured = catalogue.structured
        self._files: dict[str, Path] = {}
        self._by_number: dict[Key, str] = {}
        self._by_title: dict[str, list[tuple[str, set[Key]]]] = {}
        selection = Selection(RecordFiles(catalogue), And(()))
        for file, record in selection:
            self.add(record["id"], catalogue.root / file, record)
        broken = {path.stem: path for path in map(catalogue.root.joinpath, selection.rows.broken())}
        self._broken = broken.keys() - self._files.keys()
        self._files = broken | self._files

    def add(self, record_id: str, file: Path, record: Mapping[str, object]) -> None:
        """Take a record into account."""
        self._files[record_id] = file
        numbers = _numbers(record)
        for number in numbers:
            self._by_number.setdefault(number, record_id)
        self._by_title.setdefault(_title(record), []).append((record_id, numbers))

    def file(self, record_id: str) -> Path | None:
        """The file of a record."""
        return self._files.get(record_id)

    def id_of(self, data: Mapping[str, object]) -> str | None:
        """The id of a record: its own, that of the record it matches, or a free one from its title.

        Returns:
            The id; None if nothing identifies the record.
        """
        own = str(data.get("id") or "")
        if own in self._files:
            return own
        numbers = sorted(_numbers(data))
        known = (self._by_number[number] for number in numbers if number in self._by_number)
        found = next(known, own)
        if found:
            return found
        if _title(data):
            return self._of_title(data)
        return self._free("project") if numbers else None

    def _of_title(self, data: Mapping[str, object]) -> str:
        """The record of this title, unless both have numbers: then these tell them apart."""
        numbers = _numbers(data)
        for record_id, others in self._by_title.get(_title(data), ()):
            if not (numbers and others):
                return record_id
        wanted = id_from(_title(data)) or "project"
        return wanted if wanted in self._broken else self._free(wanted)

    def _free(self, wanted: str) -> str:
        return free_id(wanted, self._is_taken)

    def _is_taken(self, record_id: str) -> bool:
        return record_id in self._files or (self._structured / f"{record_id}.yaml").exists()


def _title(record: Mapping[str, object]) -> str:
    title = record.get("title")
    return fold(title).strip() if isinstance(title, str) else ""


def _numbers(record: Mapping[str, object]) -> set[Key]:
    """The numbers of a record, with who gave them."""
    items = record.get("identifiers")
    known = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    return {key("identifiers", item) for item in known if item.get("value")}
