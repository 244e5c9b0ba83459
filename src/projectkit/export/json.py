"""JSON and JSON Lines: whole records, without where they were read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from projectkit.export.format import Options
from projectkit.model.plain import PlainRecord
from projectkit.search.stored import whole


def write_json(records: Iterable[PlainRecord], file: BinaryIO, options: Options) -> None:
    """Write an array of records, one per line, so that files compare well."""
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
    data: dict[str, Any] = {
        name: value for name, value in whole(record).items() if name != "source"
    }
    data["funding"] = [item | {"amount": _number(item["amount"])} for item in data["funding"]]
    return data


def _number(amount: str | None) -> float | int | None:
    """An amount as a number of JSON: a whole one without a point."""
    if amount is None:
        return None
    number = float(amount)
    return int(number) if number.is_integer() else number


def _line(record: PlainRecord) -> bytes:
    # What UTF-8 cannot hold, a lone surrogate, is escaped as JSON escapes it.
    return json.dumps(as_json(record), ensure_ascii=False).encode("utf-8", "backslashreplace")
