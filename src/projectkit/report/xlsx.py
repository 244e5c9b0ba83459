"""The tables of a report as a workbook: a sheet for each, with real numbers and inert text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from projectkit.report.figures import Figures, FigureTable

# What the name of a sheet cannot have, and how long it can be (Excel specifications and limits).
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']+")
_LONGEST_NAME = 31
_LONGEST_TEXT = 32_767
_WIDTH, _NARROW = 44, 12


def as_xlsx(figures: Figures) -> bytes:
    """A workbook of figures."""
    import xlsxwriter  # noqa: PLC0415  (only this format needs it)

    made = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(made, settings) as book:
        book.set_properties({"title": "projectkit"})
        bold = book.add_format({"bold": True, "bottom": 1})
        for name, table in zip(_names(figures.tables), figures.tables, strict=True):
            _fill(book.add_worksheet(name), table, bold)
    return made.getvalue()


def _names(tables: list[FigureTable]) -> Iterator[str]:
    """The names of the sheets, each different from the others."""
    from projectkit.report.labels import capital  # noqa: PLC0415  (it needs yaml)

    seen: set[str] = set()
    for number, table in enumerate(tables, 1):
        name = _FORBIDDEN.sub(" ", capital(table.title)).strip()[:_LONGEST_NAME] or table.name
        if name.casefold() in seen:
            name = f"{number} {name}"[:_LONGEST_NAME]
        seen.add(name.casefold())
        yield name


def _fill(sheet: Any, table: FigureTable, bold: Any) -> None:
    sheet.set_column(0, 0, _WIDTH)
    sheet.set_column(1, len(table.headers) - 1, _NARROW)
    for at, header in enumerate(table.headers):
        sheet.write_string(0, at, header[:_LONGEST_TEXT], bold)
    for number, row in enumerate(table.rows, 1):
        for at, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(number, at, value)
            else:
                sheet.write_string(number, at, value[:_LONGEST_TEXT])
    sheet.freeze_panes(1, 1)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.headers) - 1)
