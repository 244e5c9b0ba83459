"""XLSX (Office Open XML): one sheet, with real dates and numbers, and everything else as text that is never run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, BinaryIO

from projectkit.export.format import ExportError, Loss, Options
from projectkit.export.sheet import Column, columns, item_columns, item_rows, sheet_losses
from projectkit.export.tables import JOINED
from projectkit.language.translate import _
from projectkit.model.plain import PlainRecord
from projectkit.search.fields import Sort

# What a cell holds at most, in characters (Excel specifications and limits).
_LONGEST = 32_767
_MOST_ROWS = 1_048_576
_WHOLE_DATE = len("2009-09-01")
_FIRST_YEAR = 1900
# Widths in characters; other columns have the usual one.
_WIDTHS = {
    "id": 24,
    "title": 50,
    "themes": 30,
    "lead": 30,
    "partners": 40,
    "persons": 30,
    "sections.text": 80,
}
_WIDTH, _NARROW = 20, 12
_SHEET = {"nl": "projecten", "en": "projects"}
_COMMENT = {
    (True, "nl"): "Bevat contactgegevens van personen (AVG).",
    (True, "en"): "Contains contact data of persons (AVG/GDPR).",
    (False, "nl"): "Zonder contactgegevens van personen.",
    (False, "en"): "Without contact data of persons.",
}


def write_xlsx(records: Iterable[PlainRecord], file: BinaryIO, options: Options) -> None:
    """Write a sheet with a row per project, or per item of a list; rows go to disk as they come."""
    import xlsxwriter  # noqa: PLC0415  (only this format needs it)

    settings = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, settings)
    book.set_properties(
        {"title": "projectkit", "comments": _COMMENT[options.with_contacts, options.language]}
    )
    sheet = book.add_worksheet(options.items or _SHEET[options.language])
    chosen = item_columns(options) if options.items else columns(options)
    bold = book.add_format({"bold": True, "bottom": 1})
    day = book.add_format(
        {"num_format": "dd-mm-yyyy" if options.language == "nl" else "yyyy-mm-dd"}
    )
    for at, column in enumerate(chosen):
        width = (
            _NARROW if column.sort in {Sort.DATE, Sort.NUMBER} else _WIDTHS.get(column.name, _WIDTH)
        )
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, column.label, bold)
    last = 0
    for last, cells in enumerate(_rows(records, chosen, options), 1):
        if last >= _MOST_ROWS:
            message = _("a sheet holds no more than {most:,} rows: export fewer, or as csv").format(
                most=_MOST_ROWS
            )
            raise ExportError(message)
        for at, (column, values) in enumerate(zip(chosen, cells, strict=True)):
            _write_cell(sheet, (last, at), column, values, day)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(chosen) - 1)
    book.close()


def _rows(
    records: Iterable[PlainRecord], chosen: list[Column], options: Options
) -> Iterator[list[list[str]]]:
    for record in records:
        if options.items:
            yield from (
                [[cell] if cell else [] for cell in cells] for cells in item_rows(record, options)
            )
        else:
            yield [column.values(record) for column in chosen]


def _write_cell(
    sheet: Any, place: tuple[int, int], column: Column, values: list[str], day: Any
) -> None:
    if len(values) == 1:
        read = _READ.get(column.sort)
        known = read(values[0]) if read else None
        if isinstance(known, date):
            sheet.write_datetime(*place, known, day)
            return
        if known is not None:
            sheet.write_number(*place, known)
            return
    if values:
        sheet.write_string(*place, JOINED.join(values)[:_LONGEST])


def _day(value: str) -> date | None:
    """A whole date that Excel knows; years and months, and what was before 1900, stay text."""
    if len(value) != _WHOLE_DATE or int(value[:4]) < _FIRST_YEAR:
        return None
    return date.fromisoformat(value)


_READ: dict[Sort, Callable[[str], date | float | None]] = {Sort.DATE: _day, Sort.NUMBER: float}


def xlsx_losses(record: PlainRecord, options: Options) -> Iterator[Loss]:
    """Fields without a column, and texts that are longer than a cell."""
    yield from sheet_losses(record, options)
    chosen = item_columns(options) if options.items else columns(options)
    for cells in _rows([record], chosen, options):
        for column, values in zip(chosen, cells, strict=True):
            if len(JOINED.join(values)) > _LONGEST:
                yield Loss(
                    column.name.partition(".")[0],
                    _("a cell holds no more than {most:,} characters").format(most=_LONGEST),
                )
