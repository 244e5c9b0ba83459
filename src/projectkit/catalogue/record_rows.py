"""Records as rows of the store: read from their files, or just written by this process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from projectkit.catalogue.record_facts import facts_of, facts_to_json
from projectkit.catalogue.record_file import load_inside
from projectkit.catalogue.root import Catalogue
from projectkit.model.record import Record
from projectkit.store.plain import plain
from projectkit.store.rows import Row


def read_rows(catalogue: Catalogue, rows: Iterable[Row]) -> Iterator[Row]:
    """Rows with the records of their files, where these are sound."""
    for row in rows:
        record = load_inside(catalogue, catalogue.root / row.file).record
        yield row_of(row, record) if record else row


def row_of(row: Row, record: Record) -> Row:
    """A row with a record."""
    source = record.source.model_dump(mode="json") if record.source else None
    filled = row.with_record(plain(record), source)
    return filled._replace(facts=facts_to_json(facts_of(record)))
