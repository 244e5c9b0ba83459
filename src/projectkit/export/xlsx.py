"""XLSX (Office Open XML): a cover, and a sheet of real dates, numbers and inert text."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, BinaryIO, NamedTuple

from projectkit.catalogue.unfinished import work_folder
from projectkit.export.columns import Column, sheet_columns, sheet_losses, sheet_rows
from projectkit.export.cover import (
    CONTACTS_SAID,
    Counts,
    add_cover,
    day_form,
    fill_cover,
    month_form,
)
from projectkit.export.format import ExportError, Loss, Options
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
# The columns that link to the page of a project, and those with amounts of money.
_LINKED = frozenset({"title", "url"})
_AMOUNTS = frozenset({"amount", "funding.amount"})
# The most links of a sheet, and the most characters of one (Excel specifications and limits).
_MOST_LINKS, _LONGEST_LINK = 65_530, 2_079


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
    """Write the sheets of a book: a cover, and the data."""
    said = CONTACTS_SAID[options.with_contacts, options.language]
    book.set_properties({"title": "projectkit", "comments": said})
    cover = add_cover(book, options)
    chosen = sheet_columns(options)
    sheet = book.add_worksheet(options.items or _SHEET[options.language])
    data = _Data(sheet, _Styles.of(book, options.language))
    data.write_head(chosen)
    projects = 0
    for record in records:
        projects += 1
        for cells in sheet_rows(record, options):
            data.write_row(record, chosen, cells)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, data.last, len(chosen) - 1)
    fill_cover(book, cover, chosen, Counts(projects, data.last), options)


class _Styles(NamedTuple):
    """How cells show what they hold."""

    head: Any
    day: Any
    month: Any
    euros: Any
    money: Any
    link: Any

    @classmethod
    def of(cls, book: Any, language: str) -> _Styles:
        return cls(
            head=book.add_format({"bold": True, "bottom": 1}),
            day=book.add_format({"num_format": day_form(language)}),
            month=book.add_format({"num_format": month_form(language)}),
            euros=book.add_format({"num_format": "[$€-2] #,##0.00"}),
            money=book.add_format({"num_format": "#,##0.00"}),
            link=book.get_default_url_format(),
        )


class _Data:
    """The sheet of rows.

    Attributes:
        last: the last row that was written, from 0.
    """

    def __init__(self, sheet: Any, styles: _Styles) -> None:
        self._sheet, self._styles = sheet, styles
        self._links = 0
        self.last = 0

    def write_head(self, chosen: list[Column]) -> None:
        """Write the headings, and how wide their columns are."""
        for at, column in enumerate(chosen):
            self._sheet.set_column(at, at, _width(column))
            self._sheet.write_string(0, at, column.label, self._styles.head)

    def write_row(self, record: PlainRecord, chosen: list[Column], cells: list[list[str]]) -> None:
        """Write the next row.

        Raises:
            ExportError: if there are more rows than a sheet holds.
        """
        self.last += 1
        if self.last >= _MOST_ROWS:
            message = _("a sheet holds at most {most:,} rows: export fewer records, or use csv")
            raise ExportError(message.format(most=_MOST_ROWS))
        for at, (column, values) in enumerate(zip(chosen, cells, strict=True)):
            if values:
                self._write((self.last, at), column, values, record)

    def _write(
        self, place: tuple[int, int], column: Column, values: list[str], record: PlainRecord
    ) -> None:
        known = _known(column, values)
        text = _text(column, values)[:_LONGEST]
        if isinstance(known, date):
            form = self._styles.day if len(values[0]) == _WHOLE_DATE else self._styles.month
            self._sheet.write_datetime(*place, known, form)
        elif known is not None:
            self._sheet.write_number(*place, known, self._money(column, record))
        elif column.name in _LINKED and self._may_link(_page(record)):
            self._links += 1
            self._sheet.write_url(*place, _page(record), self._styles.link, text)
        else:
            self._sheet.write_string(*place, text)

    def _may_link(self, page: str) -> bool:
        return bool(page) and len(page) <= _LONGEST_LINK and self._links < _MOST_LINKS

    def _money(self, column: Column, record: PlainRecord) -> Any:
        if column.name not in _AMOUNTS:
            return None
        currencies = {grant["currency"] for grant in record["funding"] if grant["amount"]}
        return self._styles.euros if currencies == {"EUR"} else self._styles.money


def _page(record: PlainRecord) -> str:
    """The address of the page of a project; empty if it is not known or not of the web."""
    source = record["source"]
    page = (source["url"] or "") if source else ""
    return page if re.match(r"https?://", page) else ""


def _width(column: Column) -> int:
    return _NARROW if column.sort in _READ else _WIDTHS.get(column.name, _WIDTH)


def _known(column: Column, values: list[str]) -> date | float | None:
    """The date or number of a cell; None if it is text."""
    read = _READ.get(column.sort) if len(values) == 1 else None
    return read(values[0]) if read else None


def _text(column: Column, values: list[str]) -> str:
    return joined(values) if column.is_list else JOINED.join(values)


def _day(value: str) -> date | None:
    """A day or month that Excel can hold; years, and what was before 1900, stay text."""
    if len(value) < len("2009-09") or int(value[:4]) < _FIRST_YEAR:
        return None
    return date.fromisoformat(value if len(value) == _WHOLE_DATE else f"{value}-01")


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
