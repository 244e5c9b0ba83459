"""JSON and JSON Lines: whole records, without their source."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, BinaryIO

from projectkit.export.format import Options
from projectkit.export.record_parts import without_source
from projectkit.model.plain import PlainRecord

# The control characters that JSON allows in a text, but that a terminal would obey.
_CONTROL = re.compile("[\x7f-\x9f]")


def write_json(records: Iterable[PlainRecord], file: BinaryIO, options: Options) -> None:
    """Write an array with a record per line, so that files diff well."""
    del options
    start = b"[\n"
    for record in records:
        file.write(start + _line(record))
        start = b",\n"
    file.write(b"[\n]\n" if start == b"[\n" else b"\n]\n")


def write_jsonl(records: Iterable[PlainRecord], file: BinaryIO, options: Options) -> None:
    """Write a record per line (jsonlines.org)."""
    del options
    file.writelines(_line(record) + b"\n" for record in records)


def as_json(record: PlainRecord) -> dict[str, Any]:
    """A record as plain data for JSON, without its source; amounts are numbers."""
    return without_source(record, json_number)


def json_number(amount: str | None) -> int | float | None:
    """An amount as a JSON number; its at most fifteen digits stay exact (IEEE 754)."""
    if amount is None:
        return None
    exact = Decimal(amount)
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def json_line(data: object) -> str:
    """Data as JSON on one line, with escapes for what a terminal would obey."""
    text = json.dumps(data, ensure_ascii=False)
    return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _line(record: PlainRecord) -> bytes:
    # A lone surrogate, which UTF-8 cannot hold, becomes a JSON escape.
    return json_line(as_json(record)).encode("utf-8", "backslashreplace")
