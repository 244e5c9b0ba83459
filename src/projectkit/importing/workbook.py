"""Records from a sheet of a workbook (`.xlsx`, `.ods`): which sheet, and where its table begins."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from projectkit.export.cover import is_cover
from projectkit.importing.columns import is_heading
from projectkit.importing.heads import head_of
from projectkit.importing.incoming import ImportFileError, Incoming
from projectkit.importing.rows import Table, TableRow, read_rows
from projectkit.language.translate import _
from projectkit.reading.bounded import ask
from projectkit.reading.decode import UnreadableError

Place = tuple[int, int]
"""A row and a column, from 0."""

# A heading alone is a word in a text; a row of them is the head of a table.
_FEW_HEADINGS = 2


class SheetChoiceError(ImportFileError):
    """A workbook has several sheets, and it is not clear which one to import.

    Attributes:
        names: of the sheets.
    """

    def __init__(self, file: str, names: list[str]) -> None:
        self.names = names
        message = _("{file} has several sheets with rows: add --sheet with one of {names}")
        super().__init__(message.format(file=file, names=", ".join(f"'{name}'" for name in names)))


class WorkbookSheet(NamedTuple):
    """A sheet of a workbook.

    Attributes:
        name: what its tab says.
        is_visible: whether people see it.
        rows: the texts of its cells, from the first row and column on.
        merged: the first and last place of each range of merged cells.
    """

    name: str
    is_visible: bool
    rows: list[list[str]]
    merged: list[tuple[Place, Place]]

    @property
    def has_rows(self) -> bool:
        """Whether it can be a table: a head, and something below."""
        return sum(1 for row in self.rows if any(map(str.strip, row))) > 1


def read_workbook(
    path: Path, mapping: Mapping[str, str], *, raw: bool, sheet: str | None
) -> Iterator[Incoming]:
    """The record of each row of a sheet.

    Args:
        path: the file.
        mapping: the field of each column that has another name.
        raw: whether cells are read as they are, without undoing what `export` defused.
        sheet: the name or number of the sheet; None for the only one that has projects.

    Raises:
        SheetChoiceError: if several sheets may have projects, and none was named.
        ImportFileError: if it cannot be read, or has no such sheet.
    """
    sheets = sheets_of(path)
    chosen = _chosen(path.name, sheets, mapping, sheet)
    # Cells of our own workbooks are text as it is; no spreadsheet runs them.
    is_ours = any(is_cover(each.name, each.rows) for each in sheets)
    return read_rows(table_in(chosen, path.name, mapping), mapping, raw=raw or is_ours)


def sheets_of(path: Path) -> list[WorkbookSheet]:
    """The sheets of a workbook.

    Raises:
        ImportFileError: if it is damaged, encrypted or too large.
    """
    try:
        process = "projectkit.importing.workbook_process"
        answer = ask(process, path.suffix, path.read_bytes(), {"sheets"})
    except UnreadableError as error:
        message = f"{path.name}: {error}"
        raise ImportFileError(message) from None
    return [
        WorkbookSheet(
            **{**each, "merged": [(tuple(first), tuple(last)) for first, last in each["merged"]]}
        )
        for each in json.loads(answer.text)
    ]


def _chosen(
    file: str, sheets: list[WorkbookSheet], mapping: Mapping[str, str], said: str | None
) -> WorkbookSheet:
    if said is not None:
        return _named(file, sheets, said)
    filled = [sheet for sheet in sheets if sheet.has_rows and not is_cover(sheet.name, sheet.rows)]
    seen = [sheet for sheet in filled if sheet.is_visible] or filled
    if not seen:
        message = _("{file}: no sheet has a row of headings and rows below it").format(file=file)
        raise ImportFileError(message)
    tables = [sheet for sheet in seen if _has_head(sheet, mapping)] or seen
    if len(tables) > 1:
        raise SheetChoiceError(file, [sheet.name for sheet in tables])
    return tables[0]


def _named(file: str, sheets: list[WorkbookSheet], said: str) -> WorkbookSheet:
    """The sheet with a name, or at a place counted from 1."""
    for sheet in sheets:
        if sheet.name == said:
            return sheet
    if said.isdecimal() and 1 <= int(said) <= len(sheets):
        return sheets[int(said) - 1]
    message = _("{file} has no sheet `{sheet}`, but {names}").format(
        file=file, sheet=said, names=", ".join(f"'{sheet.name}'" for sheet in sheets)
    )
    raise ImportFileError(message)


def _has_head(sheet: WorkbookSheet, mapping: Mapping[str, str]) -> bool:
    head = head_of(sheet.rows, sheet.merged, mapping)
    known = sum(is_heading(text, mapping) for text in head.texts if text)
    return known >= min(_FEW_HEADINGS, sum(map(bool, head.texts)))


def table_in(sheet: WorkbookSheet, file: str, mapping: Mapping[str, str]) -> Table:
    """The table of a sheet: its head, and the rows below.

    A cell that is merged over several rows is about each of them.
    """
    head = head_of(sheet.rows, sheet.merged, mapping)
    rows = [list(row) for row in sheet.rows]
    for (top, left), (bottom, _right) in sheet.merged:
        if top < head.below or top >= len(rows) or left >= len(rows[top]):
            continue
        for row in rows[top + 1 : bottom + 1]:
            row[left] = row[left] or rows[top][left]
    numbered = [TableRow(at, row) for at, row in enumerate(rows, 1)]
    name = _("{file}, sheet {sheet}").format(file=file, sheet=sheet.name)
    return Table(name, head.texts, numbered[head.below :], sheet.name)
