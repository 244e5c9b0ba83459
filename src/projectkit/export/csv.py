"""CSV by RFC 4180, and as a Dutch Excel opens it, without cells that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import BinaryIO, NamedTuple

from projectkit.export.columns import Column, sheet_columns, sheet_rows
from projectkit.export.format import Options
from projectkit.export.tables import JOINED, joined
from projectkit.model.plain import PlainRecord
from projectkit.search.fields import Sort

# What starts a formula in Excel, LibreOffice and Google Sheets, including full-width forms (OWASP,
# CSV Injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")

# What a line may be split at. A sign before a blank is no formula, as in "€ 100,- per jaar".
_SPLIT, _RUN = r"([,;|\t\r\n])", r"(?='*(?:[=@\uff1d\uff20]|[+\-\uff0b\uff0d][^\s.,;)]))"
_INNER = re.compile(rf"{_SPLIT}{_RUN}")
_INNER_DEFUSED = re.compile(rf"{_SPLIT}'{_RUN}")


class Dialect(NamedTuple):
    """How CSV is written.

    Attributes:
        delimiter: what separates cells.
        encoding: of the file.
        is_dutch: whether headers, dates and numbers are written as a Dutch Excel expects them.
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
    """Write the same with tabs between the cells."""
    _write(records, file, options, DIALECTS[options.dialect]._replace(delimiter="\t"))


def _write(
    records: Iterable[PlainRecord], file: BinaryIO, options: Options, dialect: Dialect
) -> None:
    # Plain CSV is for programs, whatever the user's language.
    options = options.in_language("nl" if dialect.is_dutch else "en")
    chosen = sheet_columns(options)
    text = io.TextIOWrapper(file, encoding=dialect.encoding, errors="backslashreplace", newline="")
    writer = csv.writer(text, delimiter=dialect.delimiter, lineterminator="\r\n")
    writer.writerow(column.label if dialect.is_dutch else column.name for column in chosen)
    for record in records:
        for cells in sheet_rows(record, options):
            pairs = zip(chosen, cells, strict=True)
            writer.writerow(
                _cell(column, values, dialect, raw=options.raw) for column, values in pairs
            )
    text.flush()
    text.detach()


def _cell(column: Column, values: list[str], dialect: Dialect, *, raw: bool) -> str:
    """The values of a cell, each defused: a reader that splits at semicolons makes each a cell."""
    if dialect.is_dutch:
        values = [_in_dutch(column.sort, value) for value in values]
    written = values if raw else list(map(defused, values))
    return joined(written) if column.is_list else JOINED.join(written)


def _in_dutch(sort: Sort, value: str) -> str:
    """A date as dd-mm-yyyy, as far as it is known; a number with a decimal comma."""
    if sort is Sort.DATE:
        return re.sub(r"\d{4}(?:-\d\d){1,2}", _day_first, value)
    return value.replace(".", ",") if sort is Sort.NUMBER else value


def _day_first(date: re.Match[str]) -> str:
    return "-".join(reversed(date[0].split("-")))


def defused(cell: str) -> str:
    """A cell as text, with an apostrophe before what a spreadsheet would read as a formula.

    That is its beginning, and what follows a sign that a spreadsheet may split the line at: `=1` in
    `x;=1` is a cell of its own in Dutch settings. Where an apostrophe stands already comes another,
    so that `fused` can always remove one.

    >>> defused("x;=1+1")
    "x;'=1+1"
    """
    return _INNER.sub(r"\1'", f"'{cell}" if _is_formula(cell) else cell)


def fused(cell: str) -> str:
    """The original of a defused cell."""
    cell = _INNER_DEFUSED.sub(r"\1", cell)
    return cell[1:] if cell.startswith("'") and _is_formula(cell) else cell


def _is_formula(cell: str) -> bool:
    return cell.lstrip("'").startswith(FORMULA)
