"""YAML: a stream of documents, each a record as the catalogue keeps it, without its source."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from projectkit.export.format import Options
from projectkit.export.json import as_json
from projectkit.model.plain import PlainRecord


def write_yaml(records: Iterable[PlainRecord], file: BinaryIO, options: Options) -> None:
    """Write a document per record (YAML 1.2, 9.2)."""
    from projectkit.model.record import Record  # noqa: PLC0415  (formats that need no model do without)
    from projectkit.model.record_yaml import record_to_yaml  # noqa: PLC0415

    del options
    for record in records:
        known = Record.model_validate(as_json(record))
        file.write(b"---\n" + record_to_yaml(known).encode("utf-8"))
