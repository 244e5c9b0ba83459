"""Records from tables without lists in cells: a folder of CSV files or SQLite, from `export`."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

from projectkit.dutch.amounts import read_sum
from projectkit.export.columns import item_columns
from projectkit.export.csv import fused
from projectkit.export.format import Options
from projectkit.export.tables import ITEM, PROJECTS, TABLES, RecordTable, records
from projectkit.importing.csv import csv_table
from projectkit.importing.incoming import ImportFileError, Incoming
from projectkit.importing.rows import Table, surplus
from projectkit.importing.values import date_of
from projectkit.language.translate import LANGUAGES, _
from projectkit.model.limits import USUAL, bytes_of
from projectkit.search.fields import field, value_meant

_ENDINGS = (".csv", ".tsv")


def read_folder(path: Path, *, raw: bool) -> Iterator[Incoming]:
    """Records from the table `projects` and those of lists beside it.

    Raises:
        ImportFileError: if there is no table of projects, or a file is not such a table.
    """
    places = ((table, path / f"{table.name}{ending}") for table in TABLES for ending in _ENDINGS)
    found = {table: file for table, file in places if file.is_file()}
    if PROJECTS not in found:
        message = _("{path}: a folder of tables has a file projects.csv").format(path=path)
        raise ImportFileError(message)
    tables: dict[str, list[dict[str, str]]] = {}
    problems: dict[str, list[str]] = {}
    for table, file in found.items():
        tables[table.name] = []
        for row, problem in _rows_of(table, csv_table(file), raw=raw):
            if problem:
                problems.setdefault(row["id"], []).append(problem)
            if not problem or table is PROJECTS:
                tables[table.name].append(row)
    for data in records(tables):
        wrong = problems.pop(str(data["id"]), [])
        yield Incoming(f"{path.name}, {data['id']}", data, problems=tuple(wrong))
    for record_id, wrong in problems.items():
        yield Incoming(f"{path.name}, {record_id}", {}, problems=tuple(wrong))


def _rows_of(table: RecordTable, file: Table, *, raw: bool) -> Iterator[tuple[dict[str, str], str]]:
    """The rows of a file by the column that each cell is in, and what is wrong with each.

    Headers may be in any language.
    """
    names = _names(table)
    heads = [names.get(head, "") for head in file.head]
    _check(table, heads, file.name)
    for row in file.rows:
        texts = zip(heads, row.cells, strict=False)
        cells = {name: text if raw else fused(text) for name, text in texts if name}
        problem = surplus(row, len(heads)) or _position_problem(cells)
        if any(cells.values()) or problem:
            place = _("{file}, row {number}").format(file=file.name, number=row.number)
            found = {name: _plain(table, name, value) for name, value in cells.items()}
            yield {"id": "", **found}, f"{place}: {problem}" if problem else ""


@cache
def _names(table: RecordTable) -> dict[str, str]:
    """The column for each header that `export` writes."""
    known: dict[str, str] = {}
    for language in LANGUAGES:
        heads = item_columns(Options(language=language, items=table.name, with_contacts=True))
        for column, head in zip(table.columns, heads, strict=False):
            known |= {head.name: column, head.label: column}
    return known


def _check(table: RecordTable, columns: Collection[str], file: str) -> None:
    missing = [
        column
        for column in table.columns
        if column in {"id", ITEM, "value"} and column not in columns
    ]
    if missing:
        message = _("{file}: a table of {table} has a column `{column}`").format(
            file=file, table=table.name, column=missing[0]
        )
        raise ImportFileError(message)


def _position_problem(cells: dict[str, str]) -> str:
    """Why the position of an item is none; empty if it is one."""
    if ITEM not in cells or re.fullmatch(r"\d{1,9}", cells[ITEM], re.ASCII):
        return ""
    return _("`{text}` is not a position in a list").format(text=cells[ITEM])


def _plain(table: RecordTable, name: str, value: str) -> str:
    """A value as the record has it: a Dutch Excel writes dates, numbers and words of its own."""
    if not value:
        return value
    if table is PROJECTS and name in {"status", "kind"}:
        return value_meant(field(name), value) or value
    if name.endswith("_date"):
        return date_of(value) or value
    known = read_sum(value) if name in table.numbers else None
    return f"{known.amount:f}" if known else value


def read_sqlite(path: Path) -> Iterator[Incoming]:
    """Records from the tables of a database.

    Raises:
        ImportFileError: if `projectkit export` did not make it.
    """
    database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    # Expressions in a schema can neither make values of any size nor call anything harmful.
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, bytes_of(USUAL.record))
    try:
        database.execute("PRAGMA trusted_schema = OFF")
        tables = {table.name: _rows(database, table, path) for table in TABLES}
    except (sqlite3.Error, UnicodeDecodeError) as error:
        # SQLite quotes what is damaged, and that need not be text.
        message = _("{file}: this is not a sound SQLite database: {problem}").format(
            file=path.name, problem=error
        )
        raise ImportFileError(message) from None
    finally:
        database.close()
    for data in records(tables):
        yield Incoming(f"{path.name}, {data.get('id')}", data)


def _rows(database: sqlite3.Connection, table: RecordTable, path: Path) -> list[dict[str, str]]:
    known = database.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (table.name,)
    ).fetchone()
    if known is None:
        message = _("{file}: there is no table {table}").format(file=path.name, table=table.name)
        raise ImportFileError(message)
    found = database.execute(f"SELECT {', '.join(table.columns)} FROM {table.name}")  # noqa: S608  (names of this package)
    rows, holds = [], path.stat().st_size
    for row in found:
        holds -= sum(len(value) for value in row if isinstance(value, str))
        if holds < 0:
            # Rows that share pages or are computed have no end, since they are not stored.
            message = _("{file}: the table {table} gives more text than the file holds").format(
                file=path.name, table=table.name
            )
            raise ImportFileError(message)
        cells = {
            name: str(value)
            for name, value in zip(table.columns, row, strict=True)
            if isinstance(value, str | int | float)
        }
        if problem := _position_problem(cells):
            message = f"{path.name}: {problem}"
            raise ImportFileError(message)
        rows.append(cells)
    return rows
