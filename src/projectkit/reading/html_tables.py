"""Gives each row of an HTML table a cell for each column, where cells span rows or columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_SECTIONS = frozenset({"thead", "tbody", "tfoot"})
_CELLS = frozenset({"td", "th"})
# A cell that spans more columns, or holds more text, is layout and not a value; this also bounds
# what a table of a few bytes can grow to.
_MOST_COLUMNS = 8
_LONGEST_REPEATED = 120


def spanned_rows(table: Any) -> dict[int, list[Any]]:
    """The cells of each row of a table in which cells span rows or columns.

    Returns:
        By the place of the row in memory: its cells in the order of the columns, with those that
        reach into it from above, and None for each further column of a cell.
    """
    if table.css_first("[rowspan], [colspan]") is None:
        return {}
    found: dict[int, list[Any]] = {}
    for rows in _groups(table):
        reaching: dict[int, tuple[Any, int]] = {}
        for row in rows:
            found[row.mem_id] = _row(row, reaching)
    return found


def _groups(table: Any) -> Iterator[list[Any]]:
    """The rows of a table in groups: a cell does not reach beyond its group."""
    for child in table.iter():
        if child.tag in _SECTIONS:
            yield [row for row in child.iter() if row.tag == "tr"]


def _row(row: Any, reaching: dict[int, tuple[Any, int]]) -> list[Any]:
    """The cells of a row; what its cells reach into is added to `reaching`, by column."""
    cells: list[Any] = []
    for node in row.iter():
        if node.tag not in _CELLS:
            continue
        _add_reaching(cells, reaching)
        height, width = _span(node, "rowspan"), min(_span(node, "colspan"), _MOST_COLUMNS)
        if height > 1 and len(cells) < _MOST_COLUMNS:
            reaching[len(cells)] = (_repeated(node), height - 1)
        cells += [node, *[None] * (width - 1)]
    if cells:
        _add_reaching(cells, reaching)
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def _add_reaching(cells: list[Any], reaching: dict[int, tuple[Any, int]]) -> None:
    """Add the cells from above that stand at the next columns."""
    while (column := len(cells)) in reaching:
        node, left = reaching.pop(column)
        if left > 1:
            reaching[column] = (node, left - 1)
        cells.append(node)


def _repeated(node: Any) -> Any:
    """A cell as it stands in the rows below; nothing where it is more than a value."""
    return node if len(node.text()) <= _LONGEST_REPEATED else None


def _span(node: Any, name: str) -> int:
    value = (node.attributes.get(name) or "").strip()
    # As a browser does, 0 means: to the end of the group.
    count = int(value) if value.isascii() and value.isdigit() and len(value) < _MOST_COLUMNS else 1
    return count or (1 if name == "colspan" else 10**6)
