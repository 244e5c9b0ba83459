"""The index of a source as it is now."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from projectkit.model.plain import PlainRecord
from projectkit.search.documents import documents
from projectkit.store.store import Told, nobody, open_store

if TYPE_CHECKING:
    import tantivy

    from projectkit.store.index import SearchIndex
    from projectkit.store.rows import Rows
    from projectkit.store.source import RecordSource


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
    """The index of a source, as fresh as the source; what it answers is all as of one moment."""

    def __init__(
        self, source: RecordSource, *, all_files: bool = False, told: Told = nobody
    ) -> None:
        """Open the index and bring it up to date.

        Args:
            source: where the records come from.
            all_files: whether every file is scanned, whatever their number.
            told: hears how many records have been read, and then how many are in the index.

        Raises:
            OSError: if the records cannot be read.
        """
        self._source, self._told, self._all_files = source, told, all_files
        self._open()

    def _open(self) -> None:
        self._store = open_store(
            self._source, all_files=self._all_files, told=self._told, indexer=documents
        )

    @property
    def index(self) -> SearchIndex:
        """The words of the records."""
        return self._store.index

    @property
    def rows(self) -> Rows:
        """The records."""
        return self._store.rows

    def search(self, query: tantivy.Query, limit: int, offset: int = 0) -> list[Hit]:
        """What fits a query, best first.

        If a file among the first answers was edited in place since it was read, all files are
        scanned once; what changes later does not show.

        Raises:
            DamagedError: if the index is damaged.
        """
        found = self._search(query, limit, offset)
        is_first = not offset and not self._store.is_whole
        if is_first and not all(map(self._is_as_read, found)):
            self._all_files = True
            self._open()
            found = self._search(query, limit, offset)
        return found

    def _search(self, query: tantivy.Query, limit: int, offset: int) -> list[Hit]:
        found = self.index.search(query, limit, offset)
        records = ((each, self.rows.record(each.file)) for each in found)
        return [Hit(each.file, each.score, record) for each, record in records if record]

    def _is_as_read(self, hit: Hit) -> bool:
        return self.rows.stamp(hit.file) == self._source.stamp(hit.file)
