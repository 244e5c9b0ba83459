"""The SQLite file of the store: its tables, reading as of one moment, writing, and damage."""

from __future__ import annotations

import contextlib
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from projectkit.store.folder import DamagedError
from projectkit.store.lock import is_in_use

_TABLES = """
CREATE TABLE IF NOT EXISTS files
    (file TEXT PRIMARY KEY, folder TEXT, stamp TEXT, id TEXT,
     facts_sum INTEGER, facts TEXT, sum INTEGER, record TEXT);
CREATE INDEX IF NOT EXISTS files_by_folder ON files (folder);
CREATE INDEX IF NOT EXISTS files_by_id ON files (id) WHERE id IS NOT NULL;
CREATE INDEX IF NOT EXISTS broken_files ON files (file) WHERE record IS NULL;
CREATE TABLE IF NOT EXISTS rest (file TEXT PRIMARY KEY, texts BLOB, source BLOB);
CREATE TABLE IF NOT EXISTS pages (file TEXT PRIMARY KEY, stamp TEXT, sha256 TEXT);
-- Pages that have no record, with what decided that and the reason as it is told.
CREATE TABLE IF NOT EXISTS skipped (file TEXT PRIMARY KEY, stamp TEXT, reason TEXT);
CREATE TABLE IF NOT EXISTS folders (folder TEXT PRIMARY KEY, stamp TEXT);
CREATE TABLE IF NOT EXISTS looked (at REAL, took REAL);
-- Counted after something changed: counting a hundred thousand files takes longer than answering.
CREATE TABLE IF NOT EXISTS totals (files INTEGER, sound INTEGER);
CREATE VIEW IF NOT EXISTS counted AS
    SELECT files, files - (SELECT count(*) FROM files WHERE record IS NULL) AS sound
    FROM (SELECT count(*) AS files FROM files);
-- Files that the index has to add, replace or forget, and the files that the index consists of.
CREATE TABLE IF NOT EXISTS unindexed (file TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS segments (name TEXT PRIMARY KEY, stamp TEXT, sum INTEGER);
"""
# What lost power would lose is read again; what is deleted is not left readable in the file.
# Readers and the one writer do not wait for each other.
_SETTINGS = ("journal_mode = WAL", "synchronous = OFF", "secure_delete = ON")
_VERSION = 1
# How long to wait for another process, in seconds.
_PATIENCE = 5


class Database:
    """A file of SQLite, or one in memory.

    Reading is from one moment, that of `begin`, whatever other processes write meanwhile.
    """

    def __init__(self, file: Path | None) -> None:
        """Open the database, or create it; without a file it is in memory.

        Raises:
            sqlite3.Error: if it is damaged, cannot be written or is in use for too long.
            OSError: if its folder cannot be made.
        """
        if file:
            # Records name people, so they are for the eyes of their owner alone.
            file.parent.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._file = file
        self._database = sqlite3.connect(file or ":memory:", _PATIENCE, isolation_level=None)
        self._inode = inode(file)
        for setting in _SETTINGS:
            self._database.execute(f"PRAGMA {setting}")
        if self._number("PRAGMA user_version") != _VERSION:
            if file:
                file.chmod(0o600)
            self._database.executescript(_TABLES)
            self._database.execute(f"PRAGMA user_version = {_VERSION}")

    def is_there(self) -> bool:
        """Whether the database is the one that others open, and nobody threw it away meanwhile."""
        return inode(self._file) == self._inode

    def begin(self) -> None:
        """Read from this moment on what is there now."""
        self.end()
        self._database.execute("BEGIN")
        # The moment is that of the first reading.
        self._database.execute("SELECT 1 FROM totals").fetchone()

    def end(self) -> None:
        """Read no longer from one moment."""
        if self._database.in_transaction:
            self._database.execute("ROLLBACK")

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        self.end()
        self._database.execute("BEGIN IMMEDIATE")
        with self._database:
            yield self._database

    def _rows(self, query: str, *values: str | int) -> Iterator[tuple[Any, ...]]:
        with self._damage_reported():
            yield from self._database.execute(query, values)

    def _text(self, query: str, value: str) -> str | None:
        return next((row[0] for row in self._rows(query, value)), None)

    def _number(self, query: str) -> int:
        return next((int(row[0]) for row in self._rows(query)), 0)

    @contextlib.contextmanager
    def _damage_reported(self) -> Iterator[None]:
        """Report every way in which SQLite and zlib find damage as one."""
        try:
            yield
        except (sqlite3.Error, zlib.error, ValueError, TypeError) as error:
            if is_in_use(error):
                raise
            raise DamagedError(self._file) from error

    def _check(self, is_sound: bool) -> None:  # noqa: FBT001  (reads as an assertion)
        if not is_sound:
            raise DamagedError(self._file)


def inode(file: Path | None) -> int | None:
    """The inode of a file; None if it is not there."""
    try:
        return file.stat().st_ino if file else None
    except OSError:
        return None
