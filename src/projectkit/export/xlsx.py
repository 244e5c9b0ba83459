"""XLSX (Office Open XML): one sheet with real dates and numbers, and all else as inert text."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, BinaryIO

from projectkit.catalogue.unfinished import work_folder
from projectkit.export.format import ExportError, Loss, Options
from projectkit.export.sheet import Column, sheet_columns, sheet_losses, sheet_rows
from projectkit.export.tables import JOINED, joined
from projectkit.language.translate import _
from projectkit.model.plain import PlainRecord
from projectkit.search.fields import Sort

# The most characters that a cell holds (Excel specifications and limits).
_LONGEST = 32_767
_MOST_ROWS = 1_048_576
_WHOLE_DATE = len("2009-09-01")
_FIRST_YEAR = 1900
# Widths in characters; other columns have the default.
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
    """Write a row per project, or per item of a list; rows go to disk as they come.

    Raises:
        ExportError: if there are more rows than a sheet holds.
    """
    import xlsxwriter  # noqa: PLC0415  (only this format needs it)
    from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415

    settings = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with work_folder() as folder:
        # Closing an archive half written to a full disk would fail once more, beside the message.
        made = io.BytesIO()
        book = xlsxwriter.Workbook(made, settings | {"tmpdir": str(folder)})
        try:
            _fill(book, records, options)
            book.close()
        except FileCreateError as error:
            (full,) = error.args
            raise OSError(full.errno, full.strerror, str(folder)) from None
        finally:
            # A book that is not closed would try again, and say so, when it is collected.
            book.fileclosed = True
    file.write(made.getbuffer())


def _fill(book: Any, records: Iterable[PlainRecord], options: Options) -> None:
    """Write the only sheet of a book."""
    book.set_properties(
        {"title": "projectkit", "comments": _COMMENT[options.with_contacts, options.language]}
    )
    sheet = book.add_worksheet(options.items or _SHEET[options.language])
    chosen = sheet_columns(options)
    _write_head(book, sheet, chosen)
    date_form = "dd-mm-yyyy" if options.language == "nl" else "yyyy-mm-dd"
    day = book.add_format({"num_format": date_form})
    rows = (cells for record in records for cells in sheet_rows(record, options))
    last = 0
    for last, cells in enumerate(rows, 1):
        if last >= _MOST_ROWS:
            message = _("a sheet holds at most {most:,} rows: export fewer records, or use csv")
            raise ExportError(message.format(most=_MOST_ROWS))
        for at, (column, values) in enumerate(zip(chosen, cells, strict=True)):
            _write_cell(sheet, (last, at), column, values, day)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(chosen) - 1)


def _write_head(book: Any, sheet: Any, chosen: list[Column]) -> None:
    bold = book.add_format({"bold": True, "bottom": 1})
    for at, column in enumerate(chosen):
        sheet.set_column(at, at, _width(column))
        sheet.write_string(0, at, column.label, bold)


def _width(column: Column) -> int:
    return _NARROW if column.sort in _READ else _WIDTHS.get(column.name, _WIDTH)


def _write_cell(
    sheet: Any, place: tuple[int, int], column: Column, values: list[str], day: Any
) -> None:
    if not values:
        return
    read = _READ.get(column.sort) if len(values) == 1 else None
    known = read(values[0]) if read else None
    if known is None:
        sheet.write_string(*place, _text(column, values)[:_LONGEST])
    elif isinstance(known, date):
        sheet.write_datetime(*place, known, day)
    else:
        sheet.write_number(*place, known)


def _text(column: Column, values: list[str]) -> str:
    return joined(values) if column.is_list else JOINED.join(values)


def _day(value: str) -> date | None:
    """A full date that Excel can hold; years, months and dates before 1900 stay text."""
    if len(value) != _WHOLE_DATE or int(value[:4]) < _FIRST_YEAR:
        return None
    return date.fromisoformat(value)


_READ: dict[Sort, Callable[[str], date | float | None]] = {Sort.DATE: _day, Sort.NUMBER: float}


def xlsx_losses(record: PlainRecord, options: Options) -> Iterator[Loss]:
    """Fields without a column, and texts longer than a cell."""
    yield from sheet_losses(record, options)
    chosen = sheet_columns(options)
    for cells in sheet_rows(record, options):
        for column, values in zip(chosen, cells, strict=True):
            if len(_text(column, values)) > _LONGEST:
                reason = _("a cell holds at most {most:,} characters").format(most=_LONGEST)
                yield Loss(column.name.partition(".")[0], reason)
