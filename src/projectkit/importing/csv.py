"""Records from a table with a row per project: from `projectkit export`, or with a mapping."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from projectkit.dutch.dates import read_date
from projectkit.export.csv import fused
from projectkit.export.sheet import CONTACTS_HEADER, ITEM_LABEL
from projectkit.export.tables import CONTACTS, JOINED
from projectkit.importing.incoming import ImportFileError, Incoming
from projectkit.importing.json import text_of
from projectkit.language.translate import LANGUAGES, _
from projectkit.model.partial_date import is_partial_date
from projectkit.search.fields import FIELDS, Field, Sort, field
from projectkit.search.fold import fold

_DELIMITERS = ";\t,"
# Never part of a text: the delimiter of a table with one column.
_NO_DELIMITER = "\x1f"
# What `export` writes beside the values.
_NOT_READ = frozenset(CONTACTS_HEADER.values())
# Fields whose values in a table cannot be read back.
_SHOWN_ONLY = frozenset({"active", "year", "role", "unit", "sections", "subprojects", "source"})
# Fields with one text, in which a semicolon separates nothing.
_SINGLE = frozenset({"id", "title", "language"})
# 12.500 is twelve thousand five hundred, as Dutch writes it; 12.50 is what programs write.
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?", re.ASCII)
_MONEY = re.compile(r"^(?:€|EUR)\s*|,-+$")
# Excel's own first line, which names the delimiter.
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def read_csv(path: Path, mapping: Mapping[str, str], *, raw: bool) -> Iterator[Incoming]:
    """The cells of each row.

    Args:
        path: the file; its first line shows the delimiter.
        mapping: the field of each column that has another name.
        raw: whether cells are read as they are, without undoing what `export` defused.

    Raises:
        ImportFileError: if it is not a table, or a column is not a field.
    """
    fields: dict[str, Field | None] | None = None
    for number, row in enumerate(cells_of(path), 2):
        if fields is None:
            fields = _fields(list(row), mapping, path.name)
        known = {
            each.name: values_of(each, row[column], raw=raw)
            for column, each in fields.items()
            if each
        }
        cells = {name: values for name, values in known.items() if values}
        if cells:
            yield Incoming(
                _("{file}, row {number}").format(file=path.name, number=number), {}, cells
            )


def cells_of(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a table, each as its columns with their cells.

    Raises:
        ImportFileError: if it is not a table.
    """
    text = text_of(path)
    said = _SEPARATOR_LINE.match(text)
    text = text[said.end() :] if said else text
    delimiter = said[1] if said else _delimiter(text.partition("\n")[0])
    # The limit applies to the whole process, so it is only ever raised.
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    reader = csv.DictReader(
        io.StringIO(text, newline=""), delimiter=delimiter, restkey="", strict=True
    )
    try:
        _check_head(reader.fieldnames or (), path.name)
        for row in reader:
            if row.pop("", None):
                message = _("{file}, row {number}: more cells than columns").format(
                    file=path.name, number=reader.line_num
                )
                raise ImportFileError(message)
            yield {key: value or "" for key, value in row.items() if key}
    except csv.Error as error:
        message = _("{file}, line {number}: {error}").format(
            file=path.name, number=reader.line_num, error=error
        )
        raise ImportFileError(message) from None


def _delimiter(head: str) -> str:
    usual = max(_DELIMITERS, key=head.count)
    return usual if usual in head else _NO_DELIMITER


def _check_head(names: object, file: str) -> None:
    listed = [name for name in names if name] if isinstance(names, list | tuple) else []
    twice = next((name for name, count in Counter(listed).items() if count > 1), None)
    if twice:
        message = _("{file}: two columns are called `{twice}`").format(file=file, twice=twice)
        raise ImportFileError(message)


def _fields(columns: list[str], mapping: Mapping[str, str], file: str) -> dict[str, Field | None]:
    """The field that each column holds; None for those that are not read.

    Raises:
        ImportFileError: if a column is not a field, cannot be read back, or occurs twice.
    """
    if set(ITEM_LABEL.values()).intersection(columns):
        message = _(
            "{file} has a row per item: import the folder that `export --long all` made"
        ).format(file=file)
        raise ImportFileError(message)
    found = {column: _field(column, mapping, file) for column in columns}
    names = [each.name for each in found.values() if each]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        message = _(
            "{file}: two columns are `{twice}`: map one of them to nothing (--mapping)"
        ).format(file=file, twice=twice)
        raise ImportFileError(message)
    if CONTACTS.intersection(names) and "persons" not in names:
        message = _(
            "{file}: e-mail addresses and phone numbers need a column with the names of persons"
        ).format(file=file)
        raise ImportFileError(message)
    return found


def _field(column: str, mapping: Mapping[str, str], file: str) -> Field | None:
    wanted = mapping.get(column, column).strip()
    if wanted in _NOT_READ or not wanted:
        return None
    known = {
        fold(name): each
        for each in FIELDS
        for name in (each.name, *each.aliases, *map(each.label, LANGUAGES))
    }
    found = known.get(fold(wanted))
    if found is None:
        message = (
            _(
                "{file}: `{wanted}`, to which the mapping points, is not a field: "
                "say which it is, or map it to nothing (--mapping)"
            )
            if column in mapping
            else _(
                "{file}: the column `{column}` is not a field: "
                "say which it is, or map it to nothing (--mapping)"
            )
        ).format(file=file, wanted=wanted, column=column)
        raise ImportFileError(message)
    if found.name in _SHOWN_ONLY:
        message = _(
            "{file}: the column `{column}` cannot be read back: map it to nothing (--mapping)"
        ).format(file=file, column=column)
        raise ImportFileError(message)
    return found


def values_of(known: Field, cell: str, *, raw: bool) -> list[str]:
    """The values of a cell, in the terms of the record."""
    if known.name in _SINGLE:
        text = (cell if raw else fused(cell)).strip()
        return [text] if text else []
    parts = (part.lstrip(" ") for part in cell.split(JOINED.strip()))
    stripped = [text for part in parts if (text := (part if raw else fused(part)).strip())]
    if known.sort is Sort.DATE:
        return [date_of(part) for part in stripped]
    if known.sort is Sort.CHOICE:
        return [(known.choices or {}).get(fold(part), part) for part in stripped]
    return [number_of(part) for part in stripped] if known.sort is Sort.NUMBER else stripped


def date_of(text: str) -> str:
    """A date in the form of the record; other text is left for the checks to refuse."""
    return text if is_partial_date(text) else read_date(text) or text


def number_of(text: str) -> str:
    """A number as programs write it; other text is left for the checks to refuse."""
    plain = _MONEY.sub("", text.strip())
    if _THOUSANDS.fullmatch(plain):
        return plain.replace(".", "").replace(",", ".")
    return plain.replace(",", ".") if re.fullmatch(r"\d+,\d{1,2}", plain, re.ASCII) else plain


def is_as_held(name: str, values: list[str], held: list[str]) -> bool:
    """Whether a cell says what the record already has, even if a semicolon split the value."""
    if field(name).sort is Sort.NUMBER:
        return list(map(_as_number, values)) == list(map(_as_number, held))
    return JOINED.join(values) == JOINED.join(
        part.strip() for value in held for part in value.split(";")
    )


def _as_number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text
