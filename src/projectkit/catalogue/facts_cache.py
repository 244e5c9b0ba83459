"""What a run needs to know of each record, kept between runs so that only files that changed are read again.

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
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

# Raised when what is kept of a record changes; a cache of another version is thrown away.
_VERSION = 1
# A file that was changed this short a time ago (nanoseconds) may change again without a new time.
_YOUNG = 20_000_000


@dataclass(frozen=True)
class RecordFacts:
    """What is kept of a sound record.

    Attributes:
        id: its id.
        page: the page that it was made of, if it says so.
        parser: the version of the parser that read it.
        sha256: the digest of the page.
        keys: what tells that a page under another name is the same one, each with its kind.
        joined: pages that were joined with it, each with its digest.
    """

    id: str
    page: str | None = None
    parser: str = ""
    sha256: str = ""
    keys: tuple[tuple[str, str], ...] = ()
    joined: tuple[tuple[str, str], ...] = ()


def stamp(path: Path) -> str:
    """What changes whenever a file does.

    Raises:
        OSError: if the file is not there.
    """
    return _stamp(path.stat())


def _stamp(status: os.stat_result) -> str:
    return f"{status.st_mtime_ns}.{status.st_ctime_ns}.{status.st_size}.{status.st_ino}"


class FactsCache:
    """The facts of the records of one catalogue; without a folder to keep them in, it keeps nothing."""

    def __init__(self, root: Path) -> None:
        """Open the cache of the catalogue at a root, or a new one if it is missing, broken or of another version."""
        self._database: sqlite3.Connection | None = None
        with contextlib.suppress(OSError, sqlite3.Error):
            self._database = _open(_file(root))

    def load(self) -> dict[str, tuple[str, RecordFacts]]:
        """The stamp and the facts of each file that is known, by its name."""
        if self._database is None:
            return {}
        try:
            rows = self._database.execute("SELECT file, stamp, facts FROM records")
            return {file: (seen, _facts(text)) for file, seen, text in rows}
        except (sqlite3.Error, ValueError, TypeError, KeyError):
            self._give_up()
            return {}

    def put(self, file: str, path: Path, facts: RecordFacts, *, written: bool = False) -> None:
        """Keep the facts of a file.

        Args:
            file: its name.
            path: where it is.
            facts: what it holds.
            written: whether this process wrote it just now, so that nobody else can have changed it since.
        """
        with contextlib.suppress(OSError):
            status = path.stat()
            if written or time.time_ns() - status.st_mtime_ns > _YOUNG:
                row = (file, _stamp(status), json.dumps(asdict(facts)))
                self._execute("INSERT OR REPLACE INTO records VALUES (?, ?, ?)", row)

    def drop(self, file: str) -> None:
        """Forget a file that is gone."""
        self._execute("DELETE FROM records WHERE file = ?", (file,))

    def close(self) -> None:
        """Keep what was put."""
        if self._database is not None:
            with contextlib.suppress(sqlite3.Error):
                self._database.commit()
                self._database.close()
            self._database = None

    def _execute(self, statement: str, values: tuple[str, ...]) -> None:
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


def _file(root: Path) -> Path:
    from platformdirs import user_cache_path  # noqa: PLC0415  (only what reads all records needs it)

    name = hashlib.sha256(str(root.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return user_cache_path("projectkit") / f"{name}.sqlite"


def _open(file: Path) -> sqlite3.Connection:
    file.parent.mkdir(parents=True, exist_ok=True)
    for attempt in _attempts(file):
        with attempt:
            database = sqlite3.connect(file, timeout=1)
            (version,) = database.execute("PRAGMA user_version").fetchone()
            if version not in {0, _VERSION}:
                message = "of another version"
                raise sqlite3.DatabaseError(message)
            database.execute("CREATE TABLE IF NOT EXISTS records (file TEXT PRIMARY KEY, stamp TEXT, facts TEXT)")
            database.execute(f"PRAGMA user_version = {_VERSION}")
            # What is lost when the machine fails is read again.
            database.execute("PRAGMA synchronous = OFF")
            return database
    return sqlite3.connect(file)


def _attempts(file: Path) -> Iterator[contextlib.AbstractContextManager[None]]:
    """A first try, and a second one after a broken file was thrown away."""
    yield contextlib.suppress(sqlite3.DatabaseError)
    file.unlink(missing_ok=True)
    yield contextlib.nullcontext()


def _facts(text: str) -> RecordFacts:
    data = json.loads(text)
    pairs = {key: tuple((str(first), str(second)) for first, second in data[key]) for key in ("keys", "joined")}
    return RecordFacts(data["id"], data["page"], data["parser"], data["sha256"], **pairs)
