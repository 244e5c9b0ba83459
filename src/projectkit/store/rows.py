"""The rows of the store: each record, and what was seen of files and folders.

A row holds what lists and filters read. Its texts and its source, which few questions need, are
packed in a table of their own: a row is read as a whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, cast

from projectkit.model.plain import PlainRecord
from projectkit.store.database import Database
from projectkit.store.row import Row, checksum_of, unpacked
from projectkit.store.stored import StoredRecord

# A file that was read again and says the same is left as it is in the index.
_UNINDEXED = """
INSERT OR IGNORE INTO unindexed SELECT ?1 WHERE NOT EXISTS
    (SELECT 1 FROM files JOIN rest USING (file) WHERE file = ?1 AND record = ?2 AND texts = ?3)
"""
# Bytes of packed texts that are indexed at a time: memory is bounded whatever a page holds.
_MOST_PACKED = 8_000_000


class Looked(NamedTuple):
    """When all files were scanned last.

    Attributes:
        at: in seconds since the epoch.
        took: how long that took, in seconds.
        files: how many files there were.
    """

    at: float
    took: float
    files: int


class Segment(NamedTuple):
    """A file of the index: its stamp, and a checksum of its contents."""

    stamp: str
    sum: int


class Rows(Database):
    """The records of a source and the files and folders that they were read from."""

    # Files and folders.

    def looked(self) -> Looked | None:
        """When all files were scanned last; None if never."""
        query = (
            "SELECT at, took, coalesce((SELECT files FROM totals), (SELECT files FROM counted))"
            " FROM looked"
        )
        return next((Looked(*row) for row in self._rows(query)), None)

    def folders(self) -> dict[str, str]:
        """The stamp of each folder."""
        return dict(self._rows("SELECT folder, stamp FROM folders"))

    def stamps(self, folders: Iterable[str] | None = None) -> dict[str, str]:
        """The stamp of each file, or of those in some folders."""
        if folders is None:
            return dict(self._rows("SELECT file, stamp FROM files"))
        query = "SELECT file, stamp FROM files WHERE folder = ?"
        return dict(row for folder in folders for row in self._rows(query, folder))

    def stamp(self, file: str) -> str | None:
        """The stamp of a file from before it was read; None if it is not known."""
        return self._text("SELECT stamp FROM files WHERE file = ?", file)

    def sound(self) -> int:
        """How many files hold a sound record."""
        query = "SELECT coalesce((SELECT sound FROM totals), (SELECT sound FROM counted))"
        return self._number(query)

    def broken(self) -> list[str]:
        """The files that hold no sound record."""
        query = "SELECT file FROM files WHERE record IS NULL ORDER BY file"
        return [file for (file,) in self._rows(query)]

    def pages(self) -> dict[str, tuple[str, str]]:
        """The stamp and the digest of each known page."""
        rows = self._rows("SELECT file, stamp, sha256 FROM pages")
        return {file: (stamp, digest) for file, stamp, digest in rows}

    def skipped(self) -> dict[str, tuple[str, str]]:
        """What decided that a page has no record, and the reason, for each such page."""
        rows = self._rows("SELECT file, stamp, reason FROM skipped")
        return {file: (stamp, reason) for file, stamp, reason in rows}

    # Records. Damage shows here: each row has a checksum, and none may be missing.

    def records(self) -> Iterator[tuple[str, PlainRecord]]:
        """Each file with its record, by name; broken ones are left out.

        Raises:
            DamagedError: if the database is damaged.
        """
        for file, data in self.data():
            yield file, self._stored(file, data)

    def data(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Each file with the data that is kept of it, by name; broken ones are left out.

        Raises:
            DamagedError: if the database is damaged.
        """
        query = "SELECT file, sum, record FROM files WHERE record IS NOT NULL ORDER BY file"
        count = 0
        for file, checksum, text in self._rows(query):
            count += 1
            yield file, self._loaded(checksum, text)
        self._check(count == self.sound())

    def whole_records(self) -> Iterator[tuple[str, dict[str, Any] | None]]:
        """Each file with its record, its texts and all of its source; None for broken ones.

        Raises:
            DamagedError: if the database is damaged.
        """
        query = (
            "SELECT file, sum, record, texts, source FROM files LEFT JOIN rest USING (file)"
            " ORDER BY file"
        )
        for file, checksum, text, *rest in self._rows(query):
            if text is None:
                yield file, None
                continue
            texts, source = map(self._unpacked, rest)
            yield file, {**self._loaded(checksum, text), **texts, **source}

    def record(self, file: str) -> PlainRecord | None:
        """The record of a file; None if it is not known or broken.

        Raises:
            DamagedError: if the database is damaged.
        """
        query = "SELECT sum, record FROM files WHERE file = ? AND record IS NOT NULL"
        found = (self._loaded(*row) for row in self._rows(query, file))
        return next((self._stored(file, data) for data in found), None)

    def whole_record(self, file: str) -> dict[str, Any] | None:
        """The record of a file with its texts and all of its source; None if it is not known.

        Raises:
            DamagedError: if the database is damaged.
        """
        query = (
            "SELECT sum, record, texts, source FROM files JOIN rest USING (file)"
            " WHERE file = ? AND record IS NOT NULL"
        )
        for checksum, text, *rest in self._rows(query, file):
            texts, source = map(self._unpacked, rest)
            return {**self._loaded(checksum, text), **texts, **source}
        return None

    def facts(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Each sound file with what `ingest` needs to know of its record.

        Raises:
            DamagedError: if the database is damaged.
        """
        query = "SELECT file, facts_sum, facts FROM files WHERE record IS NOT NULL ORDER BY file"
        count = 0
        for file, checksum, text in self._rows(query):
            count += 1
            yield file, self._loaded(checksum, text)
        self._check(count == self.sound())

    def with_id(self, record_id: str) -> str | None:
        """The file of the record with an id, where that is not its name; None if there is none."""
        return self._text("SELECT file FROM files WHERE id = ?", record_id)

    def ids_from(self, beginning: str, most: int) -> list[str]:
        """Some of the ids that begin so, in order, where ids are not the names of files."""
        query = "SELECT id FROM files WHERE id >= ? AND id < ? ORDER BY id LIMIT ?"
        found = self._rows(query, beginning, f"{beginning}\U0010ffff", most)
        return [str(each) for (each,) in found]

    def _stored(self, file: str, data: dict[str, Any]) -> PlainRecord:
        return cast("PlainRecord", StoredRecord(data, lambda: self._texts(file)))

    def _texts(self, file: str) -> dict[str, Any]:
        """The texts of a record; none if it is gone."""
        rows = self._rows("SELECT texts FROM rest WHERE file = ?", file)
        return next((self._unpacked(packed) for (packed,) in rows), {})

    def _loaded(self, checksum: int, text: str) -> dict[str, Any]:
        self._check(checksum_of(text) == checksum)
        return json.loads(text)  # type: ignore[no-any-return]

    def _unpacked(self, packed: bytes) -> dict[str, Any]:
        with self._damage_reported():
            return unpacked(packed)

    # Writing, one transaction each, by the process that holds the lock of the cache.

    def put(self, rows: Sequence[Row], gone: Iterable[str] = ()) -> None:
        """Keep what some files hold, and forget others."""
        files = (
            (
                *row[:3],
                row.id,
                checksum_of(row.facts),
                row.facts,
                checksum_of(row.record),
                row.record,
            )
            for row in rows
        )
        rest = ((row.file, row.texts, row.source) for row in rows if row.record is not None)
        away = [(file,) for file in gone]
        emptied = [*away, *((row.file,) for row in rows if row.record is None)]
        with self._writing() as database:
            # Who is stopped before it counts leaves no count, rather than one that is wrong.
            database.execute("DELETE FROM totals")
            database.executemany(_UNINDEXED, ((row.file, row.record, row.texts) for row in rows))
            database.executemany("INSERT OR IGNORE INTO unindexed VALUES (?)", away)
            database.executemany("DELETE FROM files WHERE file = ?", away)
            database.executemany("DELETE FROM rest WHERE file = ?", emptied)
            database.executemany(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?)", files
            )
            database.executemany("INSERT OR REPLACE INTO rest VALUES (?, ?, ?)", rest)

    def put_look(
        self,
        folders: Iterable[tuple[str, str]],
        gone: Iterable[str],
        looked: tuple[float, float] | None,
    ) -> None:
        """Keep the stamps of folders, which are gone, and when all files were scanned."""
        with self._writing() as database:
            database.executemany("DELETE FROM folders WHERE folder = ?", ((each,) for each in gone))
            database.executemany("INSERT OR REPLACE INTO folders VALUES (?, ?)", folders)
            if looked:
                database.execute("DELETE FROM looked")
                database.execute("INSERT INTO looked VALUES (?, ?)", looked)

    def put_pages(self, pages: Iterable[tuple[str, str, str]]) -> None:
        """Keep the names, stamps and digests of pages."""
        with self._writing() as database:
            database.executemany("INSERT OR REPLACE INTO pages VALUES (?, ?, ?)", pages)

    def put_skipped(self, pages: Iterable[tuple[str, str, str]]) -> None:
        """Keep the names of pages without a record, what decided that, and the reason."""
        with self._writing() as database:
            database.executemany("INSERT OR REPLACE INTO skipped VALUES (?, ?, ?)", pages)

    def count(self) -> None:
        """Count the files, after some of them changed."""
        with self._writing() as database:
            database.execute("DELETE FROM totals")
            database.execute("INSERT INTO totals SELECT files, sound FROM counted")

    # What the index knows.

    def is_indexed(self) -> bool:
        """Whether the index knows every row as it is."""
        return not self._number("SELECT EXISTS (SELECT 1 FROM unindexed)")

    def waiting(self) -> int:
        """How many files the index does not know as they are."""
        return self._number("SELECT count(*) FROM unindexed")

    def unindexed(self, limit: int) -> list[tuple[str, PlainRecord | None]]:
        """Files that the index does not know as they are, with their records if they are sound.

        Where records are long there are fewer of them, so that they fit in memory.
        """
        query = (
            "SELECT file, sum, record, coalesce(length(texts), 0) FROM unindexed"
            " LEFT JOIN files USING (file) LEFT JOIN rest USING (file) ORDER BY file LIMIT ?"
        )
        found, size = [], 0
        for file, checksum, text, length in self._rows(query, limit):
            data = None if text is None else self._loaded(checksum, text)
            found.append((file, None if data is None else self._stored(file, data)))
            size += length
            if size > _MOST_PACKED:
                break
        return found

    def segments(self) -> dict[str, Segment]:
        """The files that the index consists of."""
        rows = self._rows("SELECT name, stamp, sum FROM segments")
        return {name: Segment(stamp, checksum) for name, stamp, checksum in rows}

    def put_indexed(self, files: Iterable[str], segments: dict[str, Segment]) -> None:
        """Keep that the index knows some files as they are, and which files it consists of now."""
        with self._writing() as database:
            known = ((file,) for file in files)
            database.executemany("DELETE FROM unindexed WHERE file = ?", known)
            database.execute("DELETE FROM segments")
            rows = ((name, *segment) for name, segment in segments.items())
            database.executemany("INSERT INTO segments VALUES (?, ?, ?)", rows)

    def forget_index(self) -> None:
        """Keep that the index knows nothing."""
        with self._writing() as database:
            database.execute("DELETE FROM segments")
            database.execute("DELETE FROM unindexed")
            database.execute("INSERT INTO unindexed SELECT file FROM files")
