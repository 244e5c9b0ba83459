"""The index of a source as it is now: told of every row that changed before it is asked."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING, NamedTuple

from projectkit.catalogue.cache_folder import CacheInUseError
from projectkit.model.plain import PlainRecord
from projectkit.search.damage import DamagedError
from projectkit.search.fresh_rows import INDEX, FreshRows, ReplacedError, Told, nobody
from projectkit.search.index import Found, IndexEntry, SearchIndex

if TYPE_CHECKING:
    import tantivy

    from projectkit.search.rows import Rows
    from projectkit.search.source import RecordSource

_BATCH = 5000
_TRIES = 5


class Hit(NamedTuple):
    """A record that was found.

    Attributes:
        file: its file, as its source names it.
        score: how well it fits.
        record: what it holds.
    """

    file: str
    score: float
    record: PlainRecord


class FreshIndex:
    """The index of a source, as fresh as the source.

    Attributes:
        index: the index.
    """

    def __init__(
        self, source: RecordSource, *, all_files: bool = False, told: Told = nobody
    ) -> None:
        """Open the index and bring it up to date; a damaged one is made again, one without a place is kept in memory.

        Args:
            source: where the records come from.
            all_files: whether every file is looked at, whatever their number.
            told: hears how many records have been read, and then how many are in the index.

        Raises:
            OSError: if the records cannot be read.
        """
        self._source, self._told = source, told
        self._fresh = FreshRows(source, all_files=all_files, told=told)
        for attempt in range(3):
            try:
                self._open()
            except ReplacedError:
                self._fresh = FreshRows(source, all_files=all_files, told=told)
            except CacheInUseError:
                break
            except (ValueError, sqlite3.Error, DamagedError, OSError):
                if attempt:
                    break
                with contextlib.suppress(OSError, sqlite3.Error):
                    self._fresh.forget_index()
            else:
                return
        self._in_memory()

    @property
    def rows(self) -> Rows:
        """The records that the index was made of."""
        return self._fresh.rows

    def search(self, query: tantivy.Query, limit: int, offset: int = 0) -> list[Hit]:
        """What fits a query, best first; nothing that is not so any more.

        Raises:
            DamagedError: if the index is damaged.
        """
        found: list[tuple[Found, PlainRecord | None]] = []
        for _ in range(_TRIES):
            found = [(each, self._now(each)) for each in self.index.search(query, limit, offset)]
            stale = [each.file for each, record in found if record is None]
            if not stale:
                break
            try:
                self._fresh.reread(stale)
                self._catch_up()
            except (ValueError, sqlite3.Error, OSError):
                # What cannot be brought up to date is not shown.
                break
        return [Hit(each.file, each.score, record) for each, record in found if record is not None]

    def _open(self) -> None:
        """Open the index, and tell it of what changed.

        Raises:
            ValueError: if it is damaged, or not that of these rows.
        """
        folder = self._fresh.folder
        # Asked first: what is said to be in the index is there when it is opened.
        is_indexed = self.rows.is_indexed()
        self.index = SearchIndex(folder / INDEX if folder else None)
        if not is_indexed or self.index.size() != self.rows.sound():
            self._catch_up()

    def _now(self, found: Found) -> PlainRecord | None:
        """The record of a file that was found; None if it is no longer what was found."""
        known = self.rows.record(found.file)
        is_so = known is not None and known[0] == found.stamp == self._source.stamp(found.file)
        return known[1] if known and is_so else None

    def _catch_up(self) -> None:
        """Tell the index of what changed.

        Raises:
            ValueError: if it is not the index of these rows.
        """
        with self._fresh.writing():
            self.index.reload()
            done, of = 0, self.rows.waiting()
            while not self.rows.is_indexed():
                batch, gone = self.rows.pending(_BATCH), self.rows.gone()
                self.index.update([IndexEntry(*each) for each in batch], gone)
                self.rows.keep_indexed([(file, seen) for file, seen, _ in batch], gone)
                done += len(batch)
                self._told(done, of)
            if self.index.size() != self.rows.sound():
                message = "the index is not that of the records"
                raise ValueError(message)

    def _in_memory(self) -> None:
        """Rows and index for this question alone."""
        self._fresh.in_memory()
        self.index = SearchIndex(None)
        self._catch_up()
