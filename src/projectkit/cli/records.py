"""What `list`, `search` and `filter` have in common: load, say what is broken, sort, cut, and write."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

import typer

from projectkit.cli.options import ListFormat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import RenderableType

    from projectkit.catalogue.root import Catalogue
    from projectkit.model.record import Record

_TABLE = ("id", "title", "status", "start_date", "end_date")
_TSV = ("id", "title", "kind", "status", "start_date", "end_date", "themes")
_NARROW = {"start_date": 10, "end_date": 10, "status": 9, "kind": 9}
_ID_WIDTH = 22
_JSON = {"id", "title", "kind", "status", "start_date", "end_date", "themes"}


@dataclass(frozen=True)
class Row:
    """A record to show, and what the command knows of it besides (such as a score)."""

    record: Record
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class View:
    """What the user asked to see."""

    format: ListFormat
    language: str
    sort: str | None = None
    limit: int | None = None
    columns: str | None = None


def view(
    catalogue: Catalogue,
    *,
    as_json: bool,
    format_: ListFormat | None,
    lang: str | None,
    sort: str | None,
    limit: int | None,
    columns: str | None,
) -> View:
    """Settle what the user left open."""
    from projectkit.cli.terminal import language

    chosen = ListFormat.JSON if as_json else format_ or (ListFormat.TABLE if sys.stdout.isatty() else ListFormat.TSV)
    return View(chosen, language(lang, catalogue.settings), sort, limit, columns)


def load_sound(catalogue: Catalogue) -> Iterator[Record]:
    """The sound records of a catalogue, one at a time; the user hears of the others at the end."""
    from projectkit.catalogue.records import load_records
    from projectkit.cli.terminal import tell_broken

    broken: list[str] = []
    for file, record in load_records(catalogue):
        if record is None:
            broken.append(file)
        else:
            yield record
    tell_broken(broken)


def write_rows(rows: Iterable[Row], wanted: View) -> None:
    """Write records as a table, tab-separated lines or JSON."""
    chosen = islice(_ordered(rows, wanted), wanted.limit)
    if wanted.format is ListFormat.JSON:
        count = _write_json(chosen, wanted)
    elif wanted.format is ListFormat.TSV:
        count = _write_tsv(chosen, wanted)
    else:
        count = _write_table(list(chosen), wanted)
    if not count and wanted.format is not ListFormat.TABLE:
        typer.echo("nothing found", err=True)


def _ordered(rows: Iterable[Row], wanted: View) -> Iterable[Row]:
    from projectkit.search.fields import field as find_field

    if wanted.sort:
        rows = list(rows)
        by = find_field(wanted.sort.lstrip("-"))
        known = [row for row in rows if by.values(row.record)]
        unknown = [row for row in rows if not by.values(row.record)]
        known.sort(
            key=lambda row: _sort_key(by.values(row.record)[0], by.sort.value),
            reverse=wanted.sort.startswith("-"),
        )
        return known + unknown
    return rows


def _sort_key(value: str, sort: str) -> Any:
    from projectkit.search.fold import fold

    return float(value) if sort == "number" else fold(value)


def _columns(wanted: View, default: tuple[str, ...]) -> list[Any]:
    from projectkit.search.fields import field as find_field

    names = default if wanted.columns is None else wanted.columns.split(",")
    return [find_field(name.strip()) for name in names]


def _write_json(rows: Iterable[Row], wanted: View) -> int:
    from projectkit.cli.terminal import json_text

    more = _columns(wanted, ())
    items = [
        row.record.model_dump(mode="json", include=_JSON)
        | {column.name: column.values(row.record) for column in more if column.name not in _JSON}
        | row.extra
        for row in rows
    ]
    sys.stdout.write(json_text(items))
    return len(items)


def _write_tsv(rows: Iterable[Row], wanted: View) -> int:
    from projectkit.cli.terminal import safe_line

    columns, count = _columns(wanted, _TSV), 0
    for count, row in enumerate(rows, 1):  # noqa: B007  (how many there were)
        cells = ("; ".join(column.values(row.record)) for column in columns)
        sys.stdout.write("\t".join(map(safe_line, cells)) + "\n")
    return count


def _write_table(rows: list[Row], wanted: View) -> int:
    from projectkit.cli.terminal import plain, print_paged

    table = _table(rows, wanted)
    noun = "project" if len(rows) == 1 else "projecten" if wanted.language == "nl" else "projects"
    print_paged(*([table] if rows else []), plain(f"{len(rows)} {noun}", style="dim"))
    return len(rows)


def _table(rows: list[Row], wanted: View) -> RenderableType:
    from rich import box
    from rich.table import Table

    from projectkit.cli.terminal import plain

    columns = _columns(wanted, _TABLE)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for column in columns:
        label = column.label_nl if wanted.language == "nl" else column.label_en
        width = _NARROW.get(column.name)
        if column.name == "id":  # may be cut: every command takes the beginning of an id
            table.add_column(label, no_wrap=True, max_width=_ID_WIDTH, overflow="ellipsis")
        else:
            table.add_column(label, no_wrap=bool(width), min_width=width, overflow="fold")
    for row in rows:
        table.add_row(*(plain("; ".join(column.values(row.record))) for column in columns))
    return table
