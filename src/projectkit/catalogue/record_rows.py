"""Records as rows of the store: read from their files, or just written by this process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import ValidationError

from projectkit.catalogue.record_facts import facts_of, facts_to_json
from projectkit.catalogue.record_file import load_inside
from projectkit.catalogue.root import Catalogue
from projectkit.model.migrations import migrated
from projectkit.model.record import SCHEMA_VERSION, Record
from projectkit.model.yaml_quick import read_quickly
from projectkit.store.row import Row
from projectkit.store.stored import plain
from projectkit.validation.shape import Loaded, load_record


def read_rows(catalogue: Catalogue, rows: Iterable[Row]) -> Iterator[Row]:
    """Rows with the records of their files, where these are sound."""
    for row in rows:
        record = load_inside(catalogue, catalogue.root / row.file, load_quickly).record
        yield row_of(row, record) if record else row


def load_quickly(text: str, file: str) -> Loaded:
    """A record without the places of its values; a text that seems unsound is read in full."""
    data = read_quickly(text)
    if data is None:
        return load_record(text, file)
    try:
        return Loaded(file, Record.model_validate(migrated(data, SCHEMA_VERSION)), text=text)
    except ValidationError:
        return load_record(text, file)


def row_of(row: Row, record: Record) -> Row:
    """A row with a record."""
    source = record.source.model_dump(mode="json") if record.source else None
    filled = row.with_record(plain(record), source)
    return filled._replace(facts=facts_to_json(facts_of(record)))
