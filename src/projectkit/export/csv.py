"""CSV by RFC 4180, and as Excel opens it in a Dutch setting; nothing in it that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

from projectkit.export.format import Options
from projectkit.export.sheet import Column, columns, item_columns, item_rows
from projectkit.export.tables import JOINED
from projectkit.model.plain import PlainRecord
from projectkit.search.fields import Sort

# What makes a cell a formula in Excel, LibreOffice and Google Sheets, full-width forms too (OWASP,
# CSV Injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


class Dialect(NamedTuple):
    """How CSV is written.

    Attributes:
        delimiter: what parts cells.
        encoding: of the file.
        is_dutch: whether headers, dates and numbers are as a Dutch Excel expects them.
    """

    delimiter: str
    encoding: str
    is_dutch: bool = False


DIALECTS = {
    "rfc4180": Dialect(",", "utf-8"),
    "excel-nl": Dialect(";", "utf-8-sig", is_dutch=True),
}


def write_csv(records: Iterable[PlainRecord], file: BinaryIO, options: Options) -> None:
    """Write a row per project, or per item of a list."""
    _write(records, file, options, DIALECTS[options.dialect])


def write_tsv(records: Iterable[PlainRecord], file: BinaryIO, options: Options) -> None:
    """Write the same with tabs between cells."""
    _write(records, file, options, DIALECTS[options.dialect]._replace(delimiter="\t"))


def _write(
    records: Iterable[PlainRecord], file: BinaryIO, options: Options, dialect: Dialect
) -> None:
    # Plain CSV is for programs, whatever the language of the user.
    options = options.in_language("nl" if dialect.is_dutch else "en")
    chosen = item_columns(options) if options.items else columns(options)
    text = io.TextIOWrapper(file, encoding=dialect.encoding, errors="backslashreplace", newline="")
    writer = csv.writer(text, delimiter=dialect.delimiter, lineterminator="\r\n")
    writer.writerow(column.label if dialect.is_dutch else column.name for column in chosen)
    for record in records:
        for cells in _rows(record, chosen, options):
            pairs = zip(chosen, cells, strict=True)
            writer.writerow(
                _cell(column, values, dialect, raw=options.raw) for column, values in pairs
            )
    text.flush()
    text.detach()


def _rows(record: PlainRecord, chosen: list[Column], options: Options) -> Iterator[list[list[str]]]:
    if options.items:
        yield from ([[cell] for cell in cells] for cells in item_rows(record, options))
    else:
        yield [column.values(record) for column in chosen]


def _cell(column: Column, values: list[str], dialect: Dialect, *, raw: bool) -> str:
    """The values of a cell; each is defused, since where a semicolon parts cells the second one begins one too."""
    if dialect.is_dutch:
        values = [_in_dutch(column.sort, value) for value in values]
    return JOINED.join(values if raw else map(defused, values))


def _in_dutch(sort: Sort, value: str) -> str:
    """A date as dd-mm-jjjj, as far as it is known; a number with a comma."""
    if sort is Sort.DATE:
        return re.sub(
            r"\d{4}(?:-\d\d){1,2}", lambda date: "-".join(reversed(date[0].split("-"))), value
        )
    return value.replace(".", ",") if sort is Sort.NUMBER else value


def defused(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula, as text, with an apostrophe before it.

    One that has the apostrophe of its own gets another, so that `fused` can always take one away.
    """
    return f"'{cell}" if cell.lstrip("'").startswith(FORMULA) else cell


def fused(cell: str) -> str:
    """What a defused cell was before."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(FORMULA) else cell
