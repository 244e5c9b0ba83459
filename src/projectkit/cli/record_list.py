"""What `list`, `search` and `filter` share: they sort, cut and write records."""

from __future__ import annotations

import heapq
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from projectkit.cli.column_sets import named_columns
from projectkit.cli.request import ListFormat, Request
from projectkit.cli.start import BEGAN
from projectkit.language.figures import day
from projectkit.language.figures import number as written
from projectkit.language.translate import language, plural
from projectkit.model.labels import value_label
from projectkit.model.plain import value_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from projectkit.catalogue.root import Catalogue
    from projectkit.cli.screen import Styled
    from projectkit.model.plain import PlainRecord
    from projectkit.search.fields import Field

_TABLE = ("id", "title", "status", "start_date", "end_date")
_TSV = ("id", "title", "kind", "status", "start_date", "end_date", "themes")
# The share of the screen that an id may take where ids and other columns do not fit whole.
_ID_SHARE = 4


class Shown(NamedTuple):
    """A record to show, and what the command adds to it, such as a score."""

    record: PlainRecord
    extra: dict[str, Any] = {}  # noqa: RUF012  (never changed)


class View(NamedTuple):
    """What is shown of records, and how: a request with what the user left open filled in.

    Attributes:
        format: the format.
        language: of labels and values on a terminal, `nl` or `en`.
        sort: the field to sort by; with a hyphen before it, in descending order.
        limit: how many records are wanted; None for all.
        columns: the fields to show; None for the usual ones.
        paths: gives the path of each record file by its id, which a table that cuts ids has to
            tell apart; none where ids are not to be cut.
    """

    format: ListFormat
    language: str
    sort: str | None = None
    limit: int | None = None
    columns: list[str] | None = None
    paths: Callable[[], Mapping[str, str]] = dict

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
        figures = {"shown": written(shown, self.language), "number": written(whole, self.language)}
        return f"{told.format(**figures)} · {took}"


class _Counted:
    """Records that are counted as they are taken: a table that is cut says how many there are."""

    def __init__(self, records: Iterable[Shown]) -> None:
        self._records = iter(records)
        self._taken = 0

    def __iter__(self) -> Iterator[Shown]:
        for each in self._records:
            self._taken += 1
            yield each

    def whole(self) -> int:
        """How many there are, with those that nobody took."""
        return self._taken + sum(1 for _ in self._records)


def view(catalogue: Catalogue, request: Request) -> View:
    """Fill in what the user left open.

    Raises:
        SettingsError: if a set of columns names an unknown field.
    """
    columns = named_columns(catalogue, request.columns)
    # More records than Python can count are all of them.
    limit = None if request.limit is None else min(request.limit, sys.maxsize)
    paths = dict if request.parts else partial(_paths, catalogue)
    return View(_format(request), language(), request.sort, limit, columns, paths)


def _paths(catalogue: Catalogue) -> dict[str, str]:
    from projectkit.catalogue.record_names import paths_of_ids

    return paths_of_ids(catalogue)


def _format(request: Request) -> ListFormat:
    if request.as_json:
        return ListFormat.JSON
    usual = ListFormat.TABLE if sys.stdout.isatty() else ListFormat.TSV
    return request.format or usual


def write_records(records: Iterable[Shown], wanted: View, of: int | None = None) -> int:
    """Write records as a table, tab-separated lines or JSON.

    Args:
        records: the records.
        wanted: how they are to be shown.
        of: how many there are, where that is known without taking them all.

    Returns:
        How many were written.
    """
    if wanted.format is ListFormat.JSON:
        return _write_json(records, wanted)
    if wanted.format is ListFormat.TSV:
        return _write_tsv(records, wanted)
    return _write_table(records, wanted, of)


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


def _cells(
    columns: list[Field],
    language: str,
    in_language: Callable[[Field, Iterable[str], str], Iterable[str]],
) -> Callable[[Shown], list[str]]:
    from projectkit.export.privacy import value_without_contacts

    def cells(shown: Shown) -> list[str]:
        values = (
            (column, value_without_contacts(column.name, column.values_in(shown.record, language)))
            for column in columns
        )
        return ["; ".join(in_language(column, each, language)) for column, each in values]

    return cells


def _write_tsv(records: Iterable[Shown], wanted: View) -> int:
    from projectkit.cli.terminal import safe_line

    cells_of = _cells(wanted.fields(_TSV), "en", _in_pipe)
    count = 0
    for count, cells in enumerate(_ordered(records, wanted, cells_of), 1):  # noqa: B007
        sys.stdout.write("\t".join(map(safe_line, cells)) + "\n")
    return count


def _write_table(records: Iterable[Shown], wanted: View, of: int | None) -> int:
    from projectkit.cli.pager import show_paged
    from projectkit.cli.screen import painted
    from projectkit.cli.terminal import is_quiet

    columns = wanted.fields(_TABLE)
    counted = _Counted(records)
    rows = list(_ordered(counted, wanted, _cells(columns, wanted.language, _on_screen)))
    if rows:
        told = wanted.total(len(rows), counted.whole() if of is None else of)
        total = [] if is_quiet() else ["", painted(told, "dim")]
        show_paged(chain(_table(columns, rows, wanted), total))
    return len(rows)


def _in_pipe(column: Field, values: Iterable[str], language: str) -> Iterator[str]:
    """The values of a field as programs read them."""
    from projectkit.search.fields import shown

    return (shown(column, value, language) for value in values)


def _on_screen(column: Field, values: Iterable[str], language: str) -> Iterable[str]:
    """The values of a field as people read them in a table."""
    if column.name == "role":
        roles: dict[str, str] = {}
        for value in values:
            role = value_label("person_role", value, language)
            # What the page calls a role is often the word for it.
            roles.setdefault(role.casefold(), role)
        return roles.values()
    return (_value_on_screen(column, value, language) for value in values)


def _value_on_screen(column: Field, value: str, language: str) -> str:
    from projectkit.search.fields import Sort, shown

    if column.sort is Sort.DATE and value:
        return "–".join(day(each, language, short=True) for each in value.split("..") if each)
    if column.name == "amount":
        return written(Decimal(value), language)
    return shown(column, value, language)


def _table(columns: list[Field], rows: list[list[str]], wanted: View) -> Iterator[str]:
    from projectkit.cli.screen import Styled, TableColumn, table
    from projectkit.cli.terminal import safe_line
    from projectkit.search.fields import Sort

    heads = [
        TableColumn(
            column.label(wanted.language),
            right=column.sort is Sort.NUMBER,
            whole=column.sort in {Sort.DATE, Sort.CHOICE} or column.name == "id",
        )
        for column in columns
    ]
    shown = [[Styled(safe_line(text)) for text in row] for row in rows]
    for at in (at for at, column in enumerate(columns) if column.name == "id"):
        cells = _id_cells([row[at] for row in rows], wanted)
        for row, cell in zip(shown, cells, strict=True):
            row[at] = cell
    return table(heads, shown)


def _id_cells(shown: list[str], wanted: View) -> Iterator[Styled]:
    """Ids that leave room for other columns; those that are cut can still be given to commands."""
    from projectkit.catalogue.record_names import short_ids
    from projectkit.cli.screen import Styled, has_links, screen_width
    from projectkit.cli.terminal import safe_line

    room, linked = screen_width() // _ID_SHARE, has_links()
    is_cut = any(len(each) > room for each in shown)
    paths = wanted.paths() if is_cut or linked else {}
    short = short_ids(shown, paths, room) if paths else {}
    for each in shown:
        link = Path(paths[each]).as_uri() if linked and each in paths else ""
        yield Styled(safe_line(short.get(each, each)), "cyan", link)
