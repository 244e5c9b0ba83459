"""The rows of a table in a text file, whose first row shows the sign between cells."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from projectkit.importing.incoming import ImportFileError, Incoming
from projectkit.importing.json import text_of
from projectkit.importing.rows import Table, TableRow, read_rows, table_of
from projectkit.language.translate import _

_DELIMITERS = ";\t,"
# Never part of a text: the delimiter of a table with one column.
_NO_DELIMITER = "\x1f"
# Excel's own first line, which names the delimiter.
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def read_csv(path: Path, mapping: Mapping[str, str], *, raw: bool) -> Iterator[Incoming]:
    """The record of each row.

    Args:
        path: the file; its first line shows the delimiter.
        mapping: the field of each column that has another name.
        raw: whether cells are read as they are, without undoing what `export` defused.

    Raises:
        ImportFileError: if it is not a table, or if it is not clear what each column holds.
    """
    return read_rows(csv_table(path), mapping, raw=raw)


def csv_table(path: Path) -> Table:
    """The table in a file.

    Raises:
        ImportFileError: if there is none.
    """
    text = text_of(path)
    said = _SEPARATOR_LINE.match(text)
    text = text[said.end() :] if said else text
    delimiter = said[1] if said else _delimiter(text.lstrip("\r\n").partition("\n")[0])
    return table_of(path.name, _rows(text, delimiter, path.name))


def _delimiter(head: str) -> str:
    usual = max(_DELIMITERS, key=head.count)
    return usual if usual in head else _NO_DELIMITER


def _rows(text: str, delimiter: str, file: str) -> Iterator[TableRow]:
    # The limit applies to the whole process, so it is only ever raised.
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            yield TableRow(number, cells)
    except csv.Error as error:
        # Where a quote is missing, nobody knows which of the lines that follow are rows.
        message = _(
            "{file}, row {number}: the double quotes around a cell do not fit "
            "(write one in a cell twice): {error}"
        ).format(file=file, number=number + 1, error=error)
        raise ImportFileError(message) from None
