"""Records as they were read last, so that only files that changed are read as YAML again.

The cache lives in the user's cache folder and can be thrown away at any moment: it is rebuilt from the records. A file
is taken for unchanged when its size, its times and its inode are those that were seen before, as git does.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
import time
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from projectkit.catalogue.record_facts import RecordFacts, facts_from_json, facts_of, facts_to_json
from projectkit.model.record import Record

# Raised when what is kept of a record changes; a cache of another version is thrown away.
_VERSION = 2
# A file that was changed this short a time ago (nanoseconds) may change again without a new time.
_YOUNG = 20_000_000
_TABLE = "CREATE TABLE IF NOT EXISTS records (file TEXT PRIMARY KEY, stamp TEXT, facts TEXT, record BLOB)"


def stamp(path: Path) -> str:
    """What changes whenever a file does.

    Raises:
        OSError: if the file is not there.
    """
    return _stamp(path.stat())


def _stamp(status: os.stat_result) -> str:
    return f"{status.st_mtime_ns}.{status.st_ctime_ns}.{status.st_size}.{status.st_ino}"


class RecordCache:
    """The records of one catalogue; without a folder to keep them in, it keeps nothing."""

    def __init__(self, root: Path) -> None:
        """Open the cache of the catalogue at a root, or a new one if it is missing, broken or of another version."""
        self._database: sqlite3.Connection | None = None
        with contextlib.suppress(OSError, sqlite3.Error):
            self._database = _open(cache_file(root))

    def facts(self) -> dict[str, tuple[str, RecordFacts]]:
        """The stamp and the facts of each file that is known, by its name."""
        try:
            rows = self._rows("SELECT file, stamp, facts FROM records")
            return {file: (seen, facts_from_json(text)) for file, seen, text in rows}
        except (sqlite3.Error, ValueError, TypeError, KeyError):
            self._give_up()
            return {}

    def record(self, file: str, path: Path) -> Record | None:
        """The record of a file, if the file is as it was when that was kept."""
        try:
            for seen, packed in self._rows("SELECT stamp, record FROM records WHERE file = ?", file):
                if seen == stamp(path):
                    return Record.model_validate_json(zlib.decompress(packed))
        except OSError:
            return None
        except (sqlite3.Error, zlib.error, ValueError, TypeError):
            self._give_up()
        return None

    def put(self, file: str, path: Path, record: Record, *, written: bool = False) -> None:
        """Keep what a file holds.

        Args:
            file: its name.
            path: where it is.
            record: what it holds.
            written: whether this process wrote it just now, so that nobody else can have changed it since.
        """
        with contextlib.suppress(OSError):
            status = path.stat()
            if written or time.time_ns() - status.st_mtime_ns > _YOUNG:
                row = (file, _stamp(status), facts_to_json(facts_of(record)), _packed(record))
                self._execute("INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?)", *row)

    def forget_all_but(self, files: Iterable[str]) -> None:
        """Forget files that are gone."""
        with contextlib.suppress(sqlite3.Error):
            known = {file for (file,) in self._rows("SELECT file FROM records")}
            for file in known.difference(files):
                self._execute("DELETE FROM records WHERE file = ?", file)

    def close(self) -> None:
        """Keep what was put."""
        if self._database is not None:
            with contextlib.suppress(sqlite3.Error):
                self._database.commit()
                self._database.close()
            self._database = None

    def _rows(self, query: str, *values: str) -> Iterator[tuple[Any, ...]]:
        return iter(self._database.execute(query, values) if self._database is not None else ())

    def _execute(self, statement: str, *values: str | bytes) -> None:
        if self._database is not None:
            try:
                self._database.execute(statement, values)
            except sqlite3.Error:
                self._give_up()

    def _give_up(self) -> None:
        """Go on without a cache: it is never worth failing for."""
        if self._database is not None:
            with contextlib.suppress(sqlite3.Error):
                self._database.close()
        self._database = None


def cache_file(root: Path) -> Path:
    """Where the cache of the catalogue at a root is kept."""
    from platformdirs import user_cache_path  # noqa: PLC0415  (only what reads all records needs it)

    name = hashlib.sha256(str(root.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return user_cache_path("projectkit") / f"{name}.sqlite"


def forget_cache(root: Path) -> None:
    """Throw away the cache of the catalogue at a root, since it holds what was just taken out of the records."""
    with contextlib.suppress(OSError):
        cache_file(root).unlink()


def _packed(record: Record) -> bytes:
    """A record as compressed JSON; decimals as text, since a number of JSON need not keep their last zero."""
    return zlib.compress(json.dumps(record.model_dump(exclude_defaults=True), default=str).encode(), level=1)


def _open(file: Path) -> sqlite3.Connection:
    # Records name people, so the cache is for the eyes of its owner alone.
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    for attempt in _attempts(file):
        with attempt:
            database = sqlite3.connect(file, timeout=1)
            file.chmod(0o600)
            (version,) = database.execute("PRAGMA user_version").fetchone()
            if version not in {0, _VERSION}:
                message = "of another version"
                raise sqlite3.DatabaseError(message)
            database.execute(_TABLE)
            database.execute(f"PRAGMA user_version = {_VERSION}")
            # What is lost when the machine fails is read again; what is deleted is not left readable in the file.
            database.execute("PRAGMA synchronous = OFF")
            database.execute("PRAGMA secure_delete = ON")
            return database
    return sqlite3.connect(file)


def _attempts(file: Path) -> Iterator[contextlib.AbstractContextManager[None]]:
    """A first try, and a second one after a broken file was thrown away."""
    yield contextlib.suppress(sqlite3.DatabaseError)
    file.unlink(missing_ok=True)
    yield contextlib.nullcontext()
