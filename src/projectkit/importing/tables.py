"""Records from tables without lists in cells: a folder of CSV files or SQLite, from `export`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from projectkit.export.csv import fused
from projectkit.export.format import Options
from projectkit.export.sheet import item_columns
from projectkit.export.tables import ITEM, PROJECTS, TABLES, RecordTable, records
from projectkit.importing.csv import cells_of, date_of, number_of
from projectkit.importing.incoming import ImportFileError, Incoming
from projectkit.language.translate import LANGUAGES, _
from projectkit.model.limits import USUAL, bytes_of
from projectkit.search.fields import field
from projectkit.search.fold import fold

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
    tables = {
        table.name: [_row(table, row, file.name, raw=raw) for row in cells_of(file)]
        for table, file in found.items()
    }
    for data in records(tables):
        yield Incoming(f"{path.name}, {data.get('id')}", data)


def _row(table: RecordTable, row: dict[str, str], file: str, *, raw: bool) -> dict[str, str]:
    """The cells of a row by the column that they are, whatever the language of the header."""
    names = _names(table)
    cells = {
        names[head]: value if raw else fused(value) for head, value in row.items() if head in names
    }
    _check(table, cells, file)
    return {name: _plain(table, name, value) for name, value in cells.items()}


@cache
def _names(table: RecordTable) -> dict[str, str]:
    """The column for each header that `export` writes."""
    known: dict[str, str] = {}
    for language in LANGUAGES:
        heads = item_columns(Options(language=language, items=table.name, with_contacts=True))
        for column, head in zip(table.columns, heads, strict=False):
            known |= {head.name: column, head.label: column}
    return known


def _check(table: RecordTable, cells: dict[str, str], file: str) -> None:
    missing = [
        column
        for column in table.columns
        if column in {"id", ITEM, "value"} and column not in cells
    ]
    if missing:
        message = _("{file}: a table of {table} has a column `{column}`").format(
            file=file, table=table.name, column=missing[0]
        )
        raise ImportFileError(message)
    if ITEM in cells and not cells[ITEM].isdecimal():
        message = _("{file}: `{text}` is not a position in a list").format(
            file=file, text=cells[ITEM]
        )
        raise ImportFileError(message)


def _plain(table: RecordTable, name: str, value: str) -> str:
    """A value as the record has it: a Dutch Excel writes dates, numbers and words of its own."""
    if table is PROJECTS and name in {"status", "kind"}:
        return (field(name).choices or {}).get(fold(value), value)
    if name.endswith("_date") and value:
        return date_of(value)
    return number_of(value) if name in table.numbers else value


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
        _check(table, cells, path.name)
        rows.append(cells)
    return rows
