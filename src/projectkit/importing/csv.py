"""Records from a table with a row per project: one of `projectkit export`, or any other with a mapping."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from projectkit.dutch.amounts import read_amount
from projectkit.dutch.dates import read_date
from projectkit.export.csv import fused
from projectkit.importing.incoming import ImportFileError, Incoming
from projectkit.importing.json import text_of
from projectkit.search.fields import FIELDS, Field, Sort
from projectkit.search.fold import fold

_DELIMITERS = ";\t,"
_LIST_SEPARATOR = ";"
# What `export` writes beside the values.
_NOT_READ = ("contains contact data (AVG)", "bevat contactgegevens (AVG)", "item")
# Fields of which a table shows values that cannot be read back.
_SHOWN_ONLY = frozenset({"active", "year", "role", "sections", "subprojects", "source"})


def read_csv(path: Path, mapping: Mapping[str, str], *, raw: bool) -> Iterator[Incoming]:
    """A record from each row.

    Args:
        path: the file; its delimiter is told by its first line.
        mapping: the field for each column that is called otherwise.
        raw: whether cells stand as they are, and not as `export` defuses them.

    Raises:
        ImportFileError: if it is no table, or has a column that is no field.
    """
    fields: dict[str, Field | None] = {}
    for number, row in enumerate(cells_of(path, raw=raw), 2):
        for column in row:
            if column not in fields:
                fields[column] = _field(column, mapping, path.name)
        known = {field.name: value for column, value in row.items() if (field := fields[column]) and value}
        if known:
            yield Incoming(f"{path.name}, row {number}", _record(known))


def cells_of(path: Path, *, raw: bool) -> Iterator[dict[str, str]]:
    """The rows of a table, each as its columns with their values.

    Raises:
        ImportFileError: if it is no table.
    """
    text = text_of(path)
    head = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=head.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restkey="", strict=True)
    try:
        for row in reader:
            if row.pop("", None):
                message = f"{path.name}, row {reader.line_num}: more cells than columns"
                raise ImportFileError(message)
            yield {key: _cell(value or "", raw=raw) for key, value in row.items() if key}
    except csv.Error as error:
        message = f"{path.name}, line {reader.line_num}: {error}"
        raise ImportFileError(message) from None


def _cell(value: str, *, raw: bool) -> str:
    return value if raw else "; ".join(fused(part) for part in value.split("; "))


def _field(column: str, mapping: Mapping[str, str], file: str) -> Field | None:
    """The field that a column holds, by its name in any language; None if it is not read."""
    wanted = mapping.get(column, column).strip()
    if wanted in _NOT_READ or not wanted:
        return None
    known = {fold(name): each for each in FIELDS for name in (each.name, *each.aliases, each.label_nl, each.label_en)}
    found = known.get(fold(wanted))
    if found is None:
        message = f"{file}: the column `{column}` is no field: name it in a mapping (--mapping), or map it to nothing"
        raise ImportFileError(message)
    return None if found.name in _SHOWN_ONLY else found


def _record(cells: dict[str, str]) -> dict[str, Any]:
    values = {name: _values(_by_name(name), value) for name, value in cells.items()}
    data: dict[str, Any] = {}
    for name, found in values.items():
        if name in {"themes", "alternate_titles"}:
            data[name] = found
        elif name not in _PARTS:
            data[name] = cells[name] if _by_name(name).sort is Sort.TEXT else found[0]
    data |= {
        "organisations": [
            {"name": name, "role": role}
            for column, role in (("lead", "lead"), ("partners", "partner"), ("organisations", "other"))
            for name in values.get(column, ())
        ],
        "funding": _funding(values),
        "identifiers": [_identifier(value) for value in values.get("identifiers", ())],
        "persons": _persons(values),
        "links": [{"url": url} for url in values.get("links", ())],
    }
    return {name: value for name, value in data.items() if value not in ("", [])}


_PARTS = frozenset({
    "organisations", "lead", "partners", "unit", "funder", "programme", "amount", "identifiers", "persons", "links",
    "email", "phone",
})  # fmt: skip


def _by_name(name: str) -> Field:
    return {each.name: each for each in FIELDS}[name]


def _values(known: Field, cell: str) -> list[str]:
    """The values of a cell, in the terms of the record."""
    parts = [part.strip() for part in cell.split(_LIST_SEPARATOR) if part.strip()]
    if known.sort is Sort.DATE:
        return [read_date(part) or part for part in parts]
    if known.sort is Sort.CHOICE:
        return [(known.choices or {}).get(fold(part), part) for part in parts]
    if known.sort is Sort.NUMBER:
        return [_number(part) for part in parts]
    return parts


def _number(text: str) -> str:
    """A number with a point or a Dutch comma; text that is none is left for the checks to refuse."""
    try:
        return str(float(text)) if "." in text and "," not in text and text.count(".") == 1 else str(int(text))
    except ValueError:
        amount = read_amount(f"€ {text}")
        return text if amount is None else str(amount)


def _funding(values: dict[str, list[str]]) -> list[dict[str, str]]:
    """One grant of each place in the cells of funder, programme and amount."""
    columns = {name: values[name] for name in ("funder", "programme", "amount") if name in values}
    count = max(map(len, columns.values()), default=0)
    return [{name: found[at] for name, found in columns.items() if at < len(found)} for at in range(count)]


def _identifier(text: str) -> dict[str, str]:
    scheme, colon, value = text.partition(": ")
    return {"scheme": scheme, "value": value} if colon else {"scheme": "project", "value": text}


def _persons(values: dict[str, list[str]]) -> list[dict[str, str]]:
    """Persons by name, with the addresses that stand behind their names in other columns."""
    found = {name: {"name": name} for name in values.get("persons", ())}
    for part in ("email", "phone"):
        for text in values.get(part, ()):
            name, colon, address = text.rpartition(": ")
            if colon and name in found:
                found[name][part] = address
    return list(found.values())
