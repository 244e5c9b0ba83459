"""What `list`, `search` and `filter` share: they sort, cut and write records."""

from __future__ import annotations

import heapq
import sys
import time
from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from projectkit.cli.column_sets import named_columns
from projectkit.cli.request import ListFormat, Request
from projectkit.cli.start import BEGAN
from projectkit.language.translate import language, plural
from projectkit.model.plain import value_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import RenderableType

    from projectkit.catalogue.root import Catalogue
    from projectkit.model.plain import PlainRecord
    from projectkit.search.fields import Field

_TABLE = ("id", "title", "status", "start_date", "end_date")
_TSV = ("id", "title", "kind", "status", "start_date", "end_date", "themes")
_NARROW = {"start_date": 10, "end_date": 10, "status": 9, "kind": 9}
_ID_WIDTH = 22


class Shown(NamedTuple):
    """A record to show, and what the command adds to it, such as a score."""

    record: PlainRecord
    extra: dict[str, Any] = {}  # noqa: RUF012  (never changed)


class View(NamedTuple):
    """What is shown of records, and how: a request with what the user left open filled in."""

    format: ListFormat
    language: str
    sort: str | None = None
    limit: int | None = None
    columns: list[str] | None = None

    def fields(self, default: tuple[str, ...]) -> list[Field]:
        """The requested columns, or the usual ones.

        Raises:
            UnknownFieldError: if there is no such field.
        """
        from projectkit.search.fields import field as find_field

        return [find_field(name) for name in (default if self.columns is None else self.columns)]

    def total(self, shown: int, found: int | None = None) -> str:
        """How many records there are and how long it took: the last line of a table."""
        whole = shown if found is None else found
        if whole == shown:
            told = plural("{number} project", "{number} projects", whole)
        else:
            told = plural("{shown} of {number} project", "{shown} of {number} projects", whole)
        took = f"{time.perf_counter() - BEGAN:.2f} s"
        took = took.replace(".", ",") if self.language == "nl" else took
        return f"{told.format(shown=shown, number=whole)} · {took}"


def view(catalogue: Catalogue, request: Request) -> View:
    """Fill in what the user left open.

    Raises:
        SettingsError: if a set of columns names an unknown field.
    """
    columns = named_columns(catalogue, request.columns)
    # More records than Python can count are all of them.
    limit = None if request.limit is None else min(request.limit, sys.maxsize)
    return View(_format(request), language(), request.sort, limit, columns)


def _format(request: Request) -> ListFormat:
    if request.as_json:
        return ListFormat.JSON
    usual = ListFormat.TABLE if sys.stdout.isatty() else ListFormat.TSV
    return request.format or usual


def write_records(records: Iterable[Shown], wanted: View) -> int:
    """Write records as a table, tab-separated lines or JSON, and return their number."""
    if wanted.format is ListFormat.JSON:
        return _write_json(records, wanted)
    if wanted.format is ListFormat.TSV:
        return _write_tsv(records, wanted)
    return _write_table(records, wanted)


def _ordered(records: Iterable[Shown], wanted: View, made: Callable[[Shown], Any]) -> Iterator[Any]:
    """What `made` makes of each record, in the requested order; only what is shown is kept."""
    if not wanted.sort:
        yield from map(made, islice(records, wanted.limit))
        return
    key = _sort_key(wanted.sort)
    pairs = ((key(shown.record), at, made(shown)) for at, shown in enumerate(records))
    ordered = sorted(pairs) if wanted.limit is None else heapq.nsmallest(wanted.limit, pairs)
    yield from (item for _, _, item in ordered)


class _Down(str):
    """A text that sorts in descending order."""

    __slots__ = ()

    def __lt__(self, other: str) -> bool:
        return str.__gt__(self, other)


def _sort_key(name: str) -> Callable[[PlainRecord], tuple[bool, Any]]:
    """The sort key of records; those without the field come last."""
    from projectkit.search.fields import Sort
    from projectkit.search.fields import field as find_field
    from projectkit.search.fold import fold

    by, down = find_field(name.removeprefix("-")), name.startswith("-")

    def key(record: PlainRecord) -> tuple[bool, Any]:
        value = next(iter(by.values(record)), None)
        if value is None:
            return True, ""
        if by.sort is Sort.NUMBER:
            return False, -float(value) if down else float(value)
        return False, _Down(fold(value)) if down else fold(value)

    return key


def _write_json(records: Iterable[Shown], wanted: View) -> int:
    from projectkit.cli.terminal import write_json_array
    from projectkit.export.privacy import value_without_contacts

    more = [column for column in wanted.fields(()) if column.name not in _TSV]

    def item(shown: Shown) -> dict[str, Any]:
        usual = {name: value_of(shown.record, name) for name in _TSV}
        found = usual | {column.name: column.values(shown.record) for column in more}
        allowed = {name: value_without_contacts(name, value) for name, value in found.items()}
        return allowed | shown.extra

    return write_json_array(_ordered(records, wanted, item))


def _cells(columns: list[Field], language: str = "en") -> Callable[[Shown], list[str]]:
    from projectkit.export.privacy import value_without_contacts
    from projectkit.search.fields import shown as in_language

    def cells(shown: Shown) -> list[str]:
        values = (
            (column, value_without_contacts(column.name, column.values(shown.record)))
            for column in columns
        )
        return [
            "; ".join(in_language(column, value, language) for value in each)
            for column, each in values
        ]

    return cells


def _write_tsv(records: Iterable[Shown], wanted: View) -> int:
    from projectkit.cli.terminal import safe_line

    count = 0
    for count, cells in enumerate(_ordered(records, wanted, _cells(wanted.fields(_TSV))), 1):  # noqa: B007
        sys.stdout.write("\t".join(map(safe_line, cells)) + "\n")
    return count


def _write_table(records: Iterable[Shown], wanted: View) -> int:
    from projectkit.cli.terminal import plain, print_paged

    columns = wanted.fields(_TABLE)
    rows = list(_ordered(records, wanted, _cells(columns, wanted.language)))
    if rows:
        print_paged(
            _table(columns, rows, wanted.language), plain(wanted.total(len(rows)), style="dim")
        )
    return len(rows)


def _table(columns: list[Field], rows: list[list[str]], language: str) -> RenderableType:
    from rich import box
    from rich.table import Table

    from projectkit.cli.terminal import plain

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for column in columns:
        label = column.label(language)
        width = _NARROW.get(column.name)
        if column.name == "id":  # may be cut: every command takes the beginning of an id
            table.add_column(label, no_wrap=True, max_width=_ID_WIDTH, overflow="ellipsis")
        else:
            table.add_column(label, no_wrap=bool(width), min_width=width, overflow="fold")
    for cells in rows:
        table.add_row(*map(plain, cells))
    return table
