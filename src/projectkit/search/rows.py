"""Every record as a row of a small database: what lists and filters answer from, with what was seen of the folders.

It lies in the user's cache folder, and can be thrown away at any time.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, cast

from projectkit.model.plain import PlainRecord
from projectkit.search.damage import damage_told
from projectkit.search.stored import TEXTS, StoredRecord

_TABLES = (
    """CREATE TABLE IF NOT EXISTS files
    (file TEXT PRIMARY KEY, folder TEXT, stamp TEXT, broken INTEGER, indexed TEXT, record TEXT, id TEXT)""",
    "CREATE INDEX IF NOT EXISTS files_by_folder ON files (folder)",
    "CREATE INDEX IF NOT EXISTS files_by_id ON files (id) WHERE id IS NOT NULL",
    "CREATE INDEX IF NOT EXISTS broken_files ON files (file) WHERE broken",
    "CREATE INDEX IF NOT EXISTS pending_files ON files (file) WHERE indexed IS NOT stamp AND NOT broken",
    # Apart, since most questions do without, and a row is read as a whole.
    "CREATE TABLE IF NOT EXISTS texts (file TEXT PRIMARY KEY, texts BLOB)",
    # Files that the index has to forget.
    "CREATE TABLE IF NOT EXISTS gone (file TEXT PRIMARY KEY)",
    "CREATE TABLE IF NOT EXISTS folders (folder TEXT PRIMARY KEY, stamp TEXT)",
    "CREATE TABLE IF NOT EXISTS looked (at REAL, took REAL)",
    # Counted when something changes, since counting a hundred thousand files takes longer than
    # answering.
    "CREATE TABLE IF NOT EXISTS totals (files INTEGER, sound INTEGER)",
)
_PENDING = "WHERE indexed IS NOT stamp AND NOT broken"


class Looked(NamedTuple):
    """When all files were looked at last.

    Attributes:
        at: in seconds since the epoch.
        took: how long that took, in seconds.
        files: how many files there were.
    """

    at: float
    took: float
    files: int


class Row(NamedTuple):
    """A record file.

    Attributes:
        file: its name, as its source gives it.
        folder: the folder that it stands in.
        stamp: what it looked like before it was read.
        record: what it holds; None if that is no sound record.
        id: what it is found by, where that is not the name of its file.
    """

    file: str
    folder: str
    stamp: str
    record: PlainRecord | None
    id: str | None = None


class Rows:
    """The records of a source and the files and folders that they were read from."""

    def __init__(self, file: Path | None) -> None:
        """Open the database, or begin a new one; without a file it is kept in memory.

        Raises:
            sqlite3.Error: if it is damaged or in use for too long.
            OSError: if its folder cannot be made.
        """
        if file:
            # Records name people, so they are for the eyes of their owner alone.
            file.parent.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._file = file
        self._database = sqlite3.connect(file or ":memory:", timeout=5)
        self._inode = file.stat().st_ino if file else None
        for setting in ("journal_mode = WAL", "synchronous = OFF", "secure_delete = ON"):
            self._database.execute(f"PRAGMA {setting}")
        for statement in _TABLES:
            self._database.execute(statement)

    def is_there(self) -> bool:
        """Whether the database is the one that others open, and nobody threw it away meanwhile."""
        try:
            return self._file is None or self._file.stat().st_ino == self._inode
        except OSError:
            return False

    def looked(self) -> Looked | None:
        """When all files were looked at last; None if never."""
        row = self._database.execute(
            "SELECT at, took, (SELECT files FROM totals) FROM looked"
        ).fetchone()
        return Looked(row[0], row[1], row[2] or 0) if row else None

    def folders(self) -> dict[str, str]:
        """The stamp of each folder."""
        return dict(self._database.execute("SELECT folder, stamp FROM folders"))

    def stamps(self, folders: Iterable[str] | None = None) -> dict[str, str]:
        """The stamp of each file, or of those in some folders."""
        if folders is None:
            return dict(self._database.execute("SELECT file, stamp FROM files"))
        query = "SELECT file, stamp FROM files WHERE folder = ?"
        return {
            file: stamp
            for folder in folders
            for file, stamp in self._database.execute(query, (folder,))
        }

    def sound(self) -> int:
        """How many files hold a sound record."""
        row = self._database.execute("SELECT sound FROM totals").fetchone()
        return int(row[0]) if row else 0

    def broken(self) -> list[str]:
        """The files that hold no sound record."""
        return [
            file
            for (file,) in self._database.execute(
                "SELECT file FROM files WHERE broken ORDER BY file"
            )
        ]

    def records(self) -> Iterator[tuple[str, PlainRecord]]:
        """Each file with its record, by name; broken ones are left out.

        Raises:
            DamagedError: if the database is damaged.
        """
        query = "SELECT file, record FROM files WHERE NOT broken ORDER BY file"
        with damage_told(self._file):
            for file, text in self._database.execute(query):
                yield file, self._stored(file, text)

    def record(self, file: str) -> tuple[str, PlainRecord] | None:
        """The stamp and the record of a file; None if it is not known or broken.

        Raises:
            DamagedError: if the database is damaged.
        """
        query = "SELECT stamp, record FROM files WHERE file = ? AND NOT broken"
        with damage_told(self._file):
            row = self._database.execute(query, (file,)).fetchone()
            return (row[0], self._stored(file, row[1])) if row else None

    def with_id(self, record_id: str) -> str | None:
        """The file of the record with an id, where that is not the name of its file; None if there is none.

        Raises:
            DamagedError: if the database is damaged.
        """
        with damage_told(self._file):
            row = self._database.execute(
                "SELECT file FROM files WHERE id = ?", (record_id,)
            ).fetchone()
        return str(row[0]) if row else None

    def ids_from(self, beginning: str, most: int) -> list[str]:
        """Some of the ids that begin so, in order, where ids are not the names of files.

        Raises:
            DamagedError: if the database is damaged.
        """
        query = "SELECT id FROM files WHERE id >= ? AND id < ? ORDER BY id LIMIT ?"
        with damage_told(self._file):
            found = self._database.execute(
                query, (beginning, f"{beginning}\U0010ffff", most)
            ).fetchall()
        return [str(each) for (each,) in found]

    def _stored(self, file: str, text: str) -> PlainRecord:
        return cast("PlainRecord", StoredRecord(json.loads(text), lambda: self._texts(file)))

    def _texts(self, file: str) -> dict[str, Any]:
        """The texts of a record, as they are now; none if it is gone."""
        with damage_told(self._file):
            row = self._database.execute(
                "SELECT texts FROM texts WHERE file = ?", (file,)
            ).fetchone()
            return json.loads(zlib.decompress(row[0])) if row else {}

    def put(self, rows: Iterable[Row], gone: Iterable[str]) -> set[str]:
        """Keep what some files hold, and forget others; the files that were kept."""
        away, kept = list(gone), set()
        with self._database:
            for row in rows:
                self._put(row)
                kept.add(row.file)
                if row.record is None:
                    self._database.execute("INSERT OR REPLACE INTO gone VALUES (?)", (row.file,))
            for file in away:
                self._database.execute("INSERT OR REPLACE INTO gone VALUES (?)", (file,))
                self._database.execute("DELETE FROM files WHERE file = ?", (file,))
                self._database.execute("DELETE FROM texts WHERE file = ?", (file,))
            self._count()
        return kept

    def _put(self, row: Row) -> None:
        record: Mapping[str, Any] = row.record or {}
        light = {name: value for name, value in record.items() if name not in TEXTS}
        texts = {name: record[name] for name in TEXTS if name in record}
        self._database.execute(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, NULL, ?, ?)",
            (row.file, row.folder, row.stamp, row.record is None, _json(light), row.id),
        )
        packed = zlib.compress(_json(texts).encode(), level=1)
        if row.record is None:
            self._database.execute("DELETE FROM texts WHERE file = ?", (row.file,))
        else:
            self._database.execute("INSERT OR REPLACE INTO texts VALUES (?, ?)", (row.file, packed))

    def _count(self) -> None:
        self._database.execute("DELETE FROM totals")
        self._database.execute(
            "INSERT INTO totals SELECT n, n - (SELECT count(*) FROM files WHERE broken)"
            " FROM (SELECT count(*) AS n FROM files)"
        )

    def keep_look(
        self,
        folders: Iterable[tuple[str, str]],
        gone: Iterable[str],
        looked: tuple[float, float] | None,
    ) -> None:
        """Keep the stamps of folders, which of them are gone, and when all files were looked at, if they were."""
        with self._database:
            self._database.executemany(
                "DELETE FROM folders WHERE folder = ?", ((folder,) for folder in gone)
            )
            self._database.executemany("INSERT OR REPLACE INTO folders VALUES (?, ?)", folders)
            if looked:
                self._database.execute("DELETE FROM looked")
                self._database.execute("INSERT INTO looked VALUES (?, ?)", looked)

    def is_indexed(self) -> bool:
        """Whether the index has been told of everything."""
        query = f"SELECT EXISTS (SELECT 1 FROM files {_PENDING}) OR EXISTS (SELECT 1 FROM gone)"  # noqa: S608  (fixed)
        return not self._database.execute(query).fetchone()[0]

    def waiting(self) -> int:
        """How many files the index does not know as they are."""
        return int(self._database.execute(f"SELECT count(*) FROM files {_PENDING}").fetchone()[0])  # noqa: S608

    def pending(self, limit: int) -> list[tuple[str, str, PlainRecord]]:
        """Files that the index does not know as they are, with their stamps and records."""
        query = f"SELECT file, stamp, record FROM files {_PENDING} ORDER BY file LIMIT ?"  # noqa: S608  (fixed)
        rows = self._database.execute(query, (limit,)).fetchall()
        return [(file, stamp, self._stored(file, text)) for file, stamp, text in rows]

    def gone(self) -> list[str]:
        """Files that the index has to forget."""
        return [file for (file,) in self._database.execute("SELECT file FROM gone")]

    def keep_indexed(self, files: Iterable[tuple[str, str]], gone: Iterable[str]) -> None:
        """Keep that the index knows files by these stamps, and has forgotten others."""
        with self._database:
            update = "UPDATE files SET indexed = ? WHERE file = ?"
            self._database.executemany(update, ((stamp, file) for file, stamp in files))
            self._database.executemany(
                "DELETE FROM gone WHERE file = ?", ((file,) for file in gone)
            )

    def forget_index(self) -> None:
        """Keep that there is no index."""
        with self._database:
            self._database.execute("UPDATE files SET indexed = NULL")
            self._database.execute("DELETE FROM gone")


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
