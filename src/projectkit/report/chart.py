"""A chart of a report: a drawing, a sentence that says what it shows, and the same as tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Cell(NamedTuple):
    """A text in a table, with the address in the page of the projects that it is about."""

    text: str
    href: str = ""


class ChartTable(NamedTuple):
    """What a chart shows, as a table."""

    headers: list[str]
    rows: list[list[Cell]]


class Chart(NamedTuple):
    """A chart.

    Attributes:
        name: what the page calls it.
        title: what people call it.
        sentence: what it shows, or that there is nothing to show.
        svg: the drawing; empty if there is nothing to show.
        tables: the same as tables.
        notes: what a reader should know.
        wide: whether it takes the width of the page.
    """

    name: str
    title: str
    sentence: str
    svg: str = ""
    tables: Sequence[ChartTable] = ()
    notes: Sequence[str] = ()
    wide: bool = False
