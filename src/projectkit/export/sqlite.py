"""SQLite: a table of projects, one for each list and a full-text index, ready for Datasette.

The database is built in a temporary file and copied, since SQLite only writes to its own files.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from projectkit.catalogue.unfinished import work_folder
from projectkit.export.format import ExportError, Options
from projectkit.export.tables import ITEM, PROJECTS, TABLES, RecordTable, rows
from projectkit.language.translate import _
from projectkit.model.plain import PlainRecord

# What others are likely to look projects up by.
_INDEXED = (
    ("themes", "value"),
    ("organisations", "name"),
    ("persons", "name"),
    ("identifiers", "value"),
)
_TEXTS = """
CREATE VIEW project_texts AS SELECT p.rowid AS rowid, p.id, p.title,
  (SELECT group_concat(value, ' · ') FROM themes t WHERE t.id = p.id) AS themes,
  (SELECT group_concat(name, ' · ') FROM organisations o WHERE o.id = p.id) AS organisations,
  (SELECT group_concat(name, ' · ') FROM persons n WHERE n.id = p.id) AS persons,
  (SELECT group_concat(coalesce(heading, '') || char(10) || coalesce(text, ''), char(10))
   FROM sections s WHERE s.id = p.id) AS texts
FROM projects p;
CREATE VIRTUAL TABLE projects_fts USING fts5
  (title, themes, organisations, persons, texts, content='project_texts',
  tokenize='unicode61 remove_diacritics 2');
INSERT INTO projects_fts (projects_fts) VALUES ('rebuild');
"""


def write_sqlite(records: Iterable[PlainRecord], file: BinaryIO, options: Options) -> None:
    """Write a database with the table `projects` and one for each list.

    Raises:
        ExportError: if two records have the same id.
    """
    with work_folder() as folder:
        path = folder / "projects.sqlite"
        try:
            with contextlib.closing(sqlite3.connect(path)) as database:
                _fill(database, records, options)
        except sqlite3.OperationalError as error:
            raise _system_error(error, folder) from error
        with path.open("rb") as made:
            shutil.copyfileobj(made, file)


def _system_error(error: sqlite3.OperationalError, folder: Path) -> OSError:
    """What went wrong in the temporary folder, which usually is that the disk is full."""
    is_full = error.sqlite_errorcode == sqlite3.SQLITE_FULL
    number = errno.ENOSPC if is_full else errno.EIO
    return OSError(number, os.strerror(number), str(folder))


def _fill(database: sqlite3.Connection, records: Iterable[PlainRecord], options: Options) -> None:
    with database:
        for wanted in TABLES:
            database.execute(_create(wanted))
        _add_about(database, options)
        for record in records:
            _add_record(database, record)
        for name, column in _INDEXED:
            database.execute(f"CREATE INDEX {name}_by_{column} ON {name} ({column})")
    database.executescript(_TEXTS)


def _add_about(database: sqlite3.Connection, options: Options) -> None:
    about = [
        ("made by", "projectkit"),
        ("contains contact data", "yes" if options.with_contacts else "no"),
    ]
    database.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT)")
    database.executemany("INSERT INTO about VALUES (?, ?)", about)


def _add_record(database: sqlite3.Connection, record: PlainRecord) -> None:
    try:
        for wanted in TABLES:
            marks = ", ".join("?" * len(wanted.columns))
            statement = f"INSERT INTO {wanted.name} VALUES ({marks})"  # noqa: S608  (our own names)
            database.executemany(statement, rows(record, wanted))
    except sqlite3.IntegrityError:
        message = _("two records have the id {id}: run `projectkit validate`")
        raise ExportError(message.format(id=record["id"])) from None


def _create(wanted: RecordTable) -> str:
    columns = [f"{column} {_type(wanted, column)}" for column in wanted.columns]
    if wanted is PROJECTS:
        columns[0] += " PRIMARY KEY"
    else:
        columns[0] += " NOT NULL REFERENCES projects (id)"
        columns.append(f"PRIMARY KEY (id, {ITEM})")
    return f"CREATE TABLE {wanted.name} ({', '.join(columns)})"


def _type(wanted: RecordTable, column: str) -> str:
    if column == ITEM or (wanted is PROJECTS and column in wanted.numbers):
        return "INTEGER"
    return "NUMERIC" if column in wanted.numbers else "TEXT"
