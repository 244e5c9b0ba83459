"""Records as they were read last, so that only files that changed are read as YAML again.

The cache lives in the user's cache folder and can be thrown away at any moment: it is rebuilt from
the records. A file is taken for unchanged when its size, its times and its inode are those that
were seen before, as git does.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import time
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from projectkit.catalogue.cache_folder import cache_folder
from projectkit.catalogue.record_facts import RecordFacts, facts_from_json, facts_of, facts_to_json
from projectkit.catalogue.stamps import is_settled, stamp, stamp_of
from projectkit.model.record import Record

# Raised when what is kept of a record changes; a cache of another version is thrown away.
_VERSION = 4
# What SQLite keeps beside a file.
_PARTS = ("wal", "shm")
# How long to wait for another process, in seconds; after that it goes on without the cache.
_PATIENCE = 0.2
# How long a writer keeps others waiting, in seconds.
_COMMIT_AFTER = 0.1
_TABLES = (
    "CREATE TABLE IF NOT EXISTS records (file TEXT PRIMARY KEY, stamp TEXT, facts TEXT, record BLOB)",
    "CREATE TABLE IF NOT EXISTS pages (file TEXT PRIMARY KEY, stamp TEXT, sha256 TEXT)",
)


class RecordCache:
    """The records of one catalogue; without a folder to keep them in, it keeps nothing."""

    def __init__(self, root: Path) -> None:
        """Open the cache of the catalogue at a root, or a new one if it is missing, broken or of another version."""
        self._database: sqlite3.Connection | None = None
        self._committed = time.monotonic()
        self._file = cache_file(root)
        with contextlib.suppress(OSError, sqlite3.Error):
            self._database = _open(self._file)

    def facts(self) -> dict[str, tuple[str, RecordFacts]]:
        """The stamp and the facts of each file that is known, by its name."""
        try:
            rows = self._rows("SELECT file, stamp, facts FROM records")
            return {file: (seen, facts_from_json(text)) for file, seen, text in rows}
        except (sqlite3.Error, ValueError, TypeError, KeyError) as error:
            self._discard(error)
            return {}

    def record(self, file: str, path: Path) -> Record | None:
        """The record of a file, if the file is as it was when that was kept."""
        try:
            for seen, packed in self._rows(
                "SELECT stamp, record FROM records WHERE file = ?", file
            ):
                if seen == stamp(path):
                    return Record.model_validate_json(zlib.decompress(packed))
        except OSError:
            return None
        except (sqlite3.Error, zlib.error, ValueError, TypeError) as error:
            self._discard(error)
        return None

    def pages(self) -> dict[str, tuple[str, str]]:
        """The stamp and the digest of each page that is known, by its name."""
        try:
            return {
                file: (seen, digest)
                for file, seen, digest in self._rows("SELECT file, stamp, sha256 FROM pages")
            }
        except sqlite3.Error as error:
            self._discard(error)
            return {}

    def put_page(self, file: str, path: Path, sha256: str, seen: str) -> None:
        """Keep the digest of a page, if nobody can have changed it since it was read."""
        with contextlib.suppress(OSError):
            if is_settled(path.stat(), seen):
                self._execute("INSERT OR REPLACE INTO pages VALUES (?, ?, ?)", file, seen, sha256)

    def put(self, file: str, path: Path, record: Record, seen: str) -> None:
        """Keep what a file holds, if nobody can have changed it since it was read.

        Args:
            file: its name.
            path: where it is.
            record: what it holds.
            seen: its stamp from before it was read.
        """
        with contextlib.suppress(OSError):
            status = path.stat()
            if is_settled(status, seen):
                self._keep(file, status, record)

    def put_written(self, file: str, path: Path, record: Record, written: os.stat_result) -> None:
        """Keep what this process wrote to a file just now, unless somebody wrote to it since.

        Args:
            file: its name.
            path: where it is.
            record: what it holds.
            written: what was written, as the system knew it before it got its name.
        """
        with contextlib.suppress(OSError):
            status = path.stat()
            # The name came later, and with it another st_ctime.
            if (status.st_ino, status.st_size, status.st_mtime_ns) == (
                written.st_ino,
                written.st_size,
                written.st_mtime_ns,
            ):
                self._keep(file, status, record)

    def _keep(self, file: str, status: os.stat_result, record: Record) -> None:
        row = (file, stamp_of(status), facts_to_json(facts_of(record)), _packed(record))
        self._execute("INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?)", *row)

    def forget_all_but(self, files: Iterable[str]) -> None:
        """Forget files that are gone."""
        with contextlib.suppress(sqlite3.Error):
            known = {file for (file,) in self._rows("SELECT file FROM records")}
            for file in known.difference(files):
                self._execute("DELETE FROM records WHERE file = ?", file)

    def close(self) -> None:
        """Keep what was put."""
        self._commit()
        self._give_up()

    def _commit(self) -> None:
        if self._database is not None:
            with contextlib.suppress(sqlite3.Error):
                self._database.commit()
            self._committed = time.monotonic()

    def _rows(self, query: str, *values: str) -> Iterator[tuple[Any, ...]]:
        return iter(self._database.execute(query, values) if self._database is not None else ())

    def _execute(self, statement: str, *values: str | bytes) -> None:
        if self._database is None:
            return
        try:
            self._database.execute(statement, values)
        except sqlite3.Error:
            self._give_up()
        if time.monotonic() - self._committed > _COMMIT_AFTER:
            self._commit()

    def _discard(self, error: Exception) -> None:
        """Go on without a cache, and let the next run begin with a new one if this one is damaged."""
        self._give_up()
        if not isinstance(error, sqlite3.OperationalError):
            _remove(self._file)

    def _give_up(self) -> None:
        """Go on without a cache: it is never worth failing for."""
        if self._database is not None:
            with contextlib.suppress(sqlite3.Error):
                self._database.close()
        self._database = None


def cache_file(root: Path) -> Path:
    """Where the records of the catalogue at a root are kept."""
    return cache_folder(root) / "records.sqlite"


def _remove(file: Path) -> None:
    for name in (file, *(file.with_name(f"{file.name}-{part}") for part in _PARTS)):
        with contextlib.suppress(OSError):
            name.unlink()


def _packed(record: Record) -> bytes:
    """A record as compressed JSON; decimals as text, since a number of JSON need not keep their last zero."""
    return zlib.compress(
        json.dumps(record.model_dump(exclude_defaults=True), default=str).encode(), level=1
    )


def _open(file: Path) -> sqlite3.Connection:
    # Records name people, so the cache is for the eyes of its owner alone.
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    for attempt in _attempts(file):
        with attempt:
            return _connected(file)
    return _connected(file)


class _OfAnotherVersionError(sqlite3.DatabaseError):
    pass


def _connected(file: Path) -> sqlite3.Connection:
    database = sqlite3.connect(file, timeout=_PATIENCE)
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version not in {0, _VERSION}:
        raise _OfAnotherVersionError
    if version == 0:
        file.chmod(0o600)
        database.execute(f"PRAGMA user_version = {_VERSION}")
    for table in _TABLES:
        database.execute(table)
    # What is lost when the machine fails is read again; what is deleted is not left readable in the
    # file. Readers and one writer do not wait for each other.
    for setting in ("journal_mode = WAL", "synchronous = OFF", "secure_delete = ON"):
        database.execute(f"PRAGMA {setting}")
    return database


def _attempts(file: Path) -> Iterator[contextlib.AbstractContextManager[None]]:
    """A first try, and a second one after a broken file was thrown away; one that is in use is not broken."""
    yield _unless_in_use()
    _remove(file)


@contextlib.contextmanager
def _unless_in_use() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        return
