"""The tables of a report as Markdown, CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

from projectkit.export.csv import defused
from projectkit.export.markdown import escaped
from projectkit.report.figures import Figures


def as_markdown(figures: Figures) -> str:
    """A heading and a table for each (GitHub Flavored Markdown, 4.10)."""
    parts = []
    for table in figures.tables:
        head = f"| {' | '.join(map(escaped, table.headers))} |\n|{'---|' * len(table.headers)}"
        rows = (f"| {' | '.join(escaped(str(value)) for value in row)} |" for row in table.rows)
        parts.append("\n".join([f"## {escaped(table.title)}\n", head, *rows]) + "\n")
    return "\n".join(parts)


def as_csv(figures: Figures) -> str:
    """A row for each figure, with the name of its table before it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    for table in figures.tables:
        writer.writerow(["table", *table.headers])
        writer.writerows([table.name, *(defused(str(value)) for value in row)] for row in table.rows)
    return text.getvalue()


def as_json(figures: Figures) -> str:
    """One object, with a list of rows for each table."""
    tables = {
        table.name: [dict(zip(table.headers, row, strict=True)) for row in table.rows] for table in figures.tables
    }
    return json.dumps({"total": figures.total, **tables}, ensure_ascii=False, indent=2) + "\n"


FORMATS: dict[str, Callable[[Figures], str]] = {"md": as_markdown, "csv": as_csv, "json": as_json}
