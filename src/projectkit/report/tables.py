"""The tables of a report as Markdown, CSV, JSON and XLSX."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

from projectkit.export.csv import defused
from projectkit.export.markdown import escaped
from projectkit.report.figures import PIVOT, Figures, FigureTable
from projectkit.report.xlsx import as_xlsx


def as_markdown(figures: Figures) -> str:
    """A heading and a table for each (GitHub Flavored Markdown, 4.10)."""
    parts = []
    for table in figures.tables:
        head = f"| {' | '.join(map(escaped, table.headers))} |\n|{'---|' * len(table.headers)}"
        rows = (f"| {' | '.join(escaped(str(value)) for value in row)} |" for row in table.rows)
        parts.append("\n".join([f"## {escaped(table.title)}\n", head, *rows]) + "\n")
    return "\n".join(parts)


def as_csv(figures: Figures) -> str:
    """A row for each figure: its table, the value that it counts, its column, and the number.

    A two-way table is a table here too, with a row per value and a column per value of the other.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    if [table.name for table in figures.tables] == [PIVOT]:
        (pivot,) = figures.tables
        writer.writerow(map(defused, pivot.headers))
        writer.writerows([defused(str(value)), *numbers] for value, *numbers in pivot.rows)
        return text.getvalue()
    writer.writerow(["table", "value", "column", "number"])
    for table in figures.tables:
        for value, *numbers in table.rows:
            pairs = zip(table.headers[1:], numbers, strict=True)
            writer.writerows(
                [table.name, defused(str(value)), defused(head), number] for head, number in pairs
            )
    return text.getvalue()


def as_json(figures: Figures) -> str:
    """An object with a list for each table, its keys the same in every language.

    Only the counts of a pivot have values as keys.
    """
    tables = {table.name: [_row(table, row) for row in table.rows] for table in figures.tables}
    now = {} if figures.now is None else {"running_now": figures.now}
    return (
        json.dumps({"total": figures.total, **now, **tables}, ensure_ascii=False, indent=2) + "\n"
    )


def _row(table: FigureTable, row: tuple[str | int, ...]) -> dict[str, object]:
    if table.name == PIVOT:
        counts = dict(zip(table.headers[1:-1], row[1:-1], strict=True))
        return {"value": row[0], "counts": counts, "total": row[-1]}
    return dict(zip(("value", "count", "percent"), row, strict=False))


def _encoded(write: Callable[[Figures], str]) -> Callable[[Figures], bytes]:
    return lambda figures: write(figures).encode("utf-8")


FORMATS: dict[str, Callable[[Figures], bytes]] = {
    "md": _encoded(as_markdown),
    "csv": _encoded(as_csv),
    "json": _encoded(as_json),
    "xlsx": as_xlsx,
}
