"""Records from a table with a row per project, whatever the file that it is in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from projectkit.importing.columns import check_columns, check_head, columns_of
from projectkit.importing.incoming import Incoming
from projectkit.importing.values import read_cells
from projectkit.language.translate import _


class TableRow(NamedTuple):
    """A row of a table.

    Attributes:
        number: of the row as a spreadsheet counts them.
        cells: the texts of its cells.
    """

    number: int
    cells: list[str]


class Table(NamedTuple):
    """A table: a row of headings, and rows below it.

    Attributes:
        name: of the file, and of the sheet where it has several.
        head: the headings; those of columns without one are empty.
        rows: the rows below.
    """

    name: str
    head: list[str]
    rows: Iterable[TableRow]


def read_rows(table: Table, mapping: Mapping[str, str], *, raw: bool) -> Iterator[Incoming]:
    """The records of a table; one that does not fit its columns comes with its problem.

    Args:
        table: the table.
        mapping: the field of each column that has another name.
        raw: whether cells are read as they are, without undoing what `export` defused.

    Raises:
        ImportFileError: if its rows are not projects, or, once all are read, if it is not clear
            what each column holds.
    """
    check_head(table.name, table.head)
    rows = [row for row in table.rows if any(map(str.strip, row.cells))]
    filled = {at for row in rows for at, cell in enumerate(row.cells) if cell.strip()}
    columns, problems = columns_of(table.head, filled, mapping)
    for row in rows:
        place = _("{file}, row {number}").format(file=table.name, number=row.number)
        too_many = surplus(row, len(table.head))
        if too_many:
            yield Incoming(place, {}, problems=(too_many,))
            continue
        cells, unread, losses = read_cells(columns, row.cells, raw=raw)
        if cells.values or cells.people or unread:
            yield Incoming(place, {}, cells, tuple(unread), tuple(losses))
    check_columns(table.name, problems)


def surplus(row: TableRow, width: int) -> str:
    """What is wrong with a row that has cells beyond the last column; empty if it has none."""
    beyond = [cell.strip() for cell in row.cells[width:] if cell.strip()]
    if not beyond:
        return ""
    count = _("{cells} cells and {columns} columns").format(cells=len(row.cells), columns=width)
    return _(
        "more cells than columns ({count}): text with the sign between cells needs double quotes"
    ).format(count=count)


def table_of(name: str, rows: Iterable[TableRow]) -> Table:
    """A table from all its rows: the first that is not empty has the headings."""
    below = iter(rows)
    for row in below:
        if any(map(str.strip, row.cells)):
            return Table(name, [" ".join(cell.split()) for cell in row.cells], below)
    return Table(name, [], ())
