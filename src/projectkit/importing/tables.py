"""Records from tables without lists in cells: a folder of CSV files, or SQLite, as `export` writes them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from projectkit.export.tables import TABLES, records, table
from projectkit.importing.csv import cells_of
from projectkit.importing.incoming import ImportFileError, Incoming


def read_folder(path: Path, *, raw: bool) -> Iterator[Incoming]:
    """Records from `projects.csv` and the files of lists beside it.

    Raises:
        ImportFileError: if there is no `projects.csv`, or a file is no such table.
    """
    files = {table.name: path / f"{table.name}.csv" for table in TABLES}
    found = {name: file for name, file in files.items() if file.is_file()}
    if "projects" not in found:
        message = f"{path}: a folder of tables has a file projects.csv"
        raise ImportFileError(message)
    tables = {name: [_plain(name, row) for row in cells_of(file, raw=raw)] for name, file in found.items()}
    for data in records(tables):
        yield Incoming(f"{path.name}, {data.get('id')}", data)


def _plain(name: str, row: dict[str, str]) -> dict[str, str]:
    """The cells of a row by the part of the item that they are."""
    parts = {key.removeprefix(f"{name}."): value for key, value in row.items()}
    if name in parts:
        parts["value"] = parts.pop(name)
    return {column: parts[column] for column in table(name).columns if column in parts}


def read_sqlite(path: Path) -> Iterator[Incoming]:
    """Records from the tables of a database.

    Raises:
        ImportFileError: if it is none of `projectkit export`.
    """
    database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        tables = {table.name: _rows(database, table.name) for table in TABLES}
    except sqlite3.Error as error:
        message = f"{path.name}: {error}"
        raise ImportFileError(message) from None
    finally:
        database.close()
    for data in records(tables):
        yield Incoming(f"{path.name}, {data.get('id')}", data)


def _rows(database: sqlite3.Connection, table: str) -> list[dict[str, str]]:
    found = database.execute(f"SELECT * FROM {table}")  # noqa: S608  (a name of this package)
    names = [column[0] for column in found.description]
    return [{name: str(value) for name, value in zip(names, row, strict=True) if value is not None} for row in found]
