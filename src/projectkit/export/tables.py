"""Records as flat tables: one of projects, and one for each list with its items in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from projectkit.model.plain import PlainRecord, value_of

ITEM = "item"
"""The column with the place of an item in its list, from 1."""
JOINED = "; "
"""The separator between the values of a cell."""
_QUOTED = re.compile(r'[^\S\r\n]*"((?:[^"]|"")*+)"[^\S\r\n]*')


def joined(values: Iterable[str]) -> str:
    """The values of a list in one cell; one that would not be read back as it is gets quotes.

    >>> joined(["Zorg; welzijn", "Jeugd"])
    '"Zorg; welzijn"; Jeugd'
    """
    return JOINED.join(f'"{_doubled(each)}"' if _needs_quotes(each) else each for each in values)


def parted(cell: str, separators: str = ";\r\n") -> list[str]:
    """The values that a cell joins, also as people write them; empty ones keep their place.

    >>> parted('"Zorg; welzijn"; Jeugd')
    ['Zorg; welzijn', 'Jeugd']

    Args:
        cell: the text of the cell.
        separators: the signs between values.
    """
    ends = re.compile(rf"\r\n|[{re.escape(separators)}]|\Z")
    found: list[str] = []
    at = 0
    while True:
        value, at = _quoted(cell, at, ends) or _plain(cell, at, ends)
        found.append(value)
        end = ends.match(cell, at)
        if end is None or not end[0]:
            return found
        at = end.end()


def _quoted(cell: str, at: int, ends: re.Pattern[str]) -> tuple[str, int] | None:
    """A value in quotes that it needs, and where it ends."""
    match = _QUOTED.match(cell, at)
    value = match[1].replace('""', '"') if match else ""
    if match is None or not ends.match(cell, match.end()) or not _needs_quotes(value):
        return None
    return value, match.end()


def _plain(cell: str, at: int, ends: re.Pattern[str]) -> tuple[str, int]:
    end = ends.search(cell, at)
    last = end.start() if end else len(cell)
    return cell[at:last].strip(), last


def _needs_quotes(value: str) -> bool:
    """Whether a value would be split, or lose blanks or quotes of its own."""
    if value.startswith('"') or value != value.strip():
        return True
    return any(sign in value for sign in ";\r\n")


def _doubled(value: str) -> str:
    return value.replace('"', '""')


class RecordTable(NamedTuple):
    """A table.

    Attributes:
        name: of the field that it holds; `projects` has the fields that are not lists.
        columns: the names of its columns.
        numbers: the columns with numbers.
    """

    name: str
    columns: tuple[str, ...]
    numbers: frozenset[str] = frozenset()

    @property
    def parts(self) -> tuple[str, ...]:
        """Of a list: the columns that hold an item, without its project and its place."""
        return tuple(column for column in self.columns if column not in {"id", ITEM})


PROJECTS = RecordTable(
    "projects",
    (
        "id",
        "kind",
        "title",
        "language",
        "status",
        "start_date",
        "end_date",
        "page_date",
        "progress_percent",
    ),
    frozenset({"progress_percent"}),
)
VALUE = ("value",)
"""The parts of a list of plain values: one; an item of another list has more."""
LISTS = (
    RecordTable("alternate_titles", ("id", ITEM, *VALUE)),
    RecordTable("themes", ("id", ITEM, *VALUE)),
    RecordTable("identifiers", ("id", ITEM, "scheme", "value")),
    RecordTable(
        "funding",
        ("id", ITEM, "funder", "programme", "call", "amount", "currency"),
        frozenset({"amount"}),
    ),
    RecordTable("organisations", ("id", ITEM, "name", "role", "unit", "ror")),
    RecordTable(
        "persons",
        (
            "id",
            ITEM,
            "name",
            "titles",
            "roles",
            "role_text",
            "organisation",
            "email",
            "phone",
            "address",
        ),
    ),
    RecordTable("sections", ("id", ITEM, "kind", "heading", "text")),
    RecordTable("subprojects", ("id", ITEM, "title", "text")),
    RecordTable("links", ("id", ITEM, "url", "label")),
)
TABLES = (PROJECTS, *LISTS)
REACHED_BY = ("email", "phone", "address")
CONTACTS = frozenset(REACHED_BY)
"""The columns with contact data of persons."""


def table(name: str) -> RecordTable:
    """The table with a name.

    Raises:
        KeyError: if there is none.
    """
    return {each.name: each for each in TABLES}[name]


def rows(record: PlainRecord, wanted: RecordTable) -> Iterator[tuple[str | int | None, ...]]:
    """The rows that a record has in a table."""
    if wanted is PROJECTS:
        yield tuple(value_of(record, column) for column in wanted.columns)
        return
    for number, item in enumerate(value_of(record, wanted.name), 1):
        if isinstance(item, str):
            yield record["id"], number, item
        else:
            yield record["id"], number, *(_cell(item[column]) for column in wanted.parts)


def _cell(value: object) -> str | None:
    """A part of an item as text; None if it is empty."""
    if isinstance(value, list):
        return JOINED.join(value) or None
    return None if value in {None, ""} else str(value)


def records(tables: Mapping[str, Iterable[dict[str, str]]]) -> Iterator[dict[str, object]]:
    """The records in the rows of tables: those of `projects`, each with its items.

    Args:
        tables: the rows of each table by its name, as columns with their values; an empty text
            is no value.
    """
    items: dict[str, dict[str, list[dict[str, str]]]] = {}
    for name, found in tables.items():
        if name != PROJECTS.name:
            for row in found:
                items.setdefault(row["id"], {}).setdefault(name, []).append(row)
    for row in tables[PROJECTS.name]:
        lists = {name: _items(name, found) for name, found in items.get(row["id"], {}).items()}
        yield {**{column: value for column, value in row.items() if value}, **lists}


def _items(name: str, found: list[dict[str, str]]) -> list[object]:
    ordered = sorted(found, key=lambda row: int(row.get(ITEM) or 0))
    if table(name).parts == VALUE:
        return [row["value"] for row in ordered]
    return [_item(row) for row in ordered]


def _item(row: dict[str, str]) -> dict[str, object]:
    parts: dict[str, object] = {
        key: value for key, value in row.items() if key not in {"id", ITEM} and value
    }
    if row.get("roles"):
        parts["roles"] = row["roles"].split(JOINED)
    return parts
