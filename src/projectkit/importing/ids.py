"""Which record of the catalogue an incoming one is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from projectkit.catalogue.root import Catalogue
from projectkit.model.slug import slug
from projectkit.search.conditions import And
from projectkit.search.fold import fold
from projectkit.search.select import Selection

_NAMELESS = "project"


class Ids:
    """The ids of a catalogue, and what else tells a record: its numbers, and its title."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Look at every record of a catalogue."""
        self._files: dict[str, Path] = {}
        self._by_key: dict[str, str] = {}
        selection = Selection(catalogue, And(()))
        for file, record in selection:
            self.add(record["id"], catalogue.root / file, record)
        for file in selection.rows.broken():
            path = catalogue.root / file
            self._files.setdefault(path.stem, path)

    def add(self, record_id: str, file: Path, record: Mapping[str, Any]) -> None:
        """Take a record into account."""
        self._files[record_id] = file
        for key in _keys(record):
            self._by_key.setdefault(key, record_id)

    def file(self, record_id: str) -> Path | None:
        """The file of a record."""
        return self._files.get(record_id)

    def named(self, data: dict[str, Any]) -> dict[str, Any]:
        """A record with an id: its own, that of the record that it is, or one of its title that no other has."""
        if data.get("id"):
            return data
        same = next((self._by_key[key] for key in _keys(data) if key in self._by_key), None)
        return {**data, "id": same or self._free(str(data.get("title") or ""))}

    def _free(self, title: str) -> str:
        wanted = slug(title) or _NAMELESS
        taken, number = wanted, 2
        while taken in self._files:
            taken, number = f"{wanted}-{number}", number + 1
        return taken


def _keys(record: Mapping[str, Any]) -> list[str]:
    """What tells a record: each of its numbers, then its title."""
    items = record.get("identifiers")
    listed = items if isinstance(items, list) else []
    numbers = [f"number {item['value']}" for item in listed if isinstance(item, dict) and item.get("value")]
    title = record.get("title")
    return [*numbers, *([f"title {fold(title)}"] if isinstance(title, str) and title else [])]
