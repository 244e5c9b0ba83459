"""What the index has seen of the catalogue: each file and folder with its stamp, in a small database beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

_TABLES = (
    "CREATE TABLE IF NOT EXISTS files (file TEXT PRIMARY KEY, folder TEXT, stamp TEXT, broken INTEGER)",
    "CREATE INDEX IF NOT EXISTS files_by_folder ON files (folder)",
    "CREATE TABLE IF NOT EXISTS folders (folder TEXT PRIMARY KEY, stamp TEXT)",
    "CREATE TABLE IF NOT EXISTS looked (at REAL, took REAL)",
    # Counted when something changes, since counting a hundred thousand files takes longer than answering.
    "CREATE TABLE IF NOT EXISTS totals (files INTEGER, sound INTEGER)",
)


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


class Seen:
    """The files and folders that the index was made of."""

    def __init__(self, file: Path) -> None:
        """Open the database, or begin a new one.

        Raises:
            sqlite3.Error: if it is damaged or in use for too long.
        """
        self._database = sqlite3.connect(file, timeout=5)
        for statement in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = OFF", *_TABLES):
            self._database.execute(statement)

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def looked(self) -> Looked | None:
        """When all files were looked at last; None if never."""
        row = self._database.execute("SELECT at, took, (SELECT files FROM totals) FROM looked").fetchone()
        return Looked(row[0], row[1], row[2] or 0) if row else None

    def folders(self) -> dict[str, str]:
        """The stamp of each folder."""
        return dict(self._database.execute("SELECT folder, stamp FROM folders"))

    def files(self, folders: Iterable[str] | None = None) -> dict[str, str]:
        """The stamp of each file, or of those in some folders."""
        if folders is None:
            return dict(self._database.execute("SELECT file, stamp FROM files"))
        query = "SELECT file, stamp FROM files WHERE folder = ?"
        return {file: stamp for folder in folders for file, stamp in self._database.execute(query, (folder,))}

    def sound(self) -> int:
        """How many files hold a sound record."""
        row = self._database.execute("SELECT sound FROM totals").fetchone()
        return int(row[0]) if row else 0

    def broken(self) -> list[str]:
        """The files that hold no sound record."""
        return [file for (file,) in self._database.execute("SELECT file FROM files WHERE broken ORDER BY file")]

    def keep(
        self,
        files: Iterable[tuple[str, str, str, bool]],
        folders: Iterable[tuple[str, str]],
        gone: Iterable[str],
        gone_folders: Iterable[str],
        looked: tuple[float, float] | None,
    ) -> None:
        """Keep what was seen.

        Args:
            files: each with its folder, its stamp, and whether it is broken.
            folders: each with its stamp.
            gone: files that are no longer there.
            gone_folders: folders that are no longer there.
            looked: when all files were looked at, and how long that took, if they were.
        """
        with self._database:
            self._database.executemany("DELETE FROM files WHERE file = ?", ((file,) for file in gone))
            self._database.executemany("DELETE FROM folders WHERE folder = ?", ((folder,) for folder in gone_folders))
            self._database.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", files)
            self._database.executemany("INSERT OR REPLACE INTO folders VALUES (?, ?)", folders)
            self._database.execute("DELETE FROM totals")
            self._database.execute("INSERT INTO totals SELECT count(*), count(*) - ifnull(sum(broken), 0) FROM files")
            if looked:
                self._database.execute("DELETE FROM looked")
                self._database.execute("INSERT INTO looked VALUES (?, ?)", looked)
