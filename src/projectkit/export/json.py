"""JSON: an array of whole records, without where they were read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from projectkit.model.record import Record


def write_json(records: Iterable[Record], stream: TextIO) -> None:
    """Write records, one per line, so that files compare well."""
    lines = (json.dumps(as_json(record), ensure_ascii=False) for record in records)
    stream.write("[\n" + ",\n".join(lines) + "\n]\n")


def as_json(record: Record) -> dict[str, object]:
    """A record as plain data for JSON, without its source."""
    return record.model_dump(mode="json", exclude={"source"})
