"""The records that fit a query, all of them: what lists, filters and exports are made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from projectkit.search.conditions import And, Candidate, Query, Words, lookups
from projectkit.store.store import Told, nobody, open_store

if TYPE_CHECKING:
    from projectkit.model.plain import PlainRecord
    from projectkit.store.index import SearchIndex
    from projectkit.store.rows import Rows
    from projectkit.store.source import RecordSource


class Conditions:
    """A query whose words have been looked up."""

    def __init__(self, query: Query, index: SearchIndex | None) -> None:
        """Look up the words of a query.

        Args:
            query: the query.
            index: where they are looked up; None if it has none.
        """
        self._query = query
        self._files = _looked_up(query, index) if index else {}

    def fits(self, file: str, record: PlainRecord) -> bool:
        """Whether a record fits."""
        has = [word for word, files in self._files.items() if file in files]
        return self._query.match(Candidate(record, has))

    def likely(self) -> set[str] | None:
        """The only files that can fit, as far as words tell; None if any may."""
        together = self._query.parts if isinstance(self._query, And) else (self._query,)
        needed = [self._files[part] for part in together if isinstance(part, Words)]
        return set.intersection(*needed) if needed else None


class Selection:
    """The records of a source that fit a query, as the source is now.

    Attributes:
        rows: all records.
        index: their index, if the query has words to look up.
    """

    def __init__(self, source: RecordSource, query: Query, told: Told = nobody) -> None:
        """Bring up to date what is needed to answer: the index only if the query has words for it.

        Args:
            source: where the records come from.
            query: the query.
            told: hears how many records have been read, and then how many are in the index.

        Raises:
            OSError: if the records cannot be read.
        """
        self.rows, self.index = _fresh(source, told, with_index=any(True for _ in lookups(query)))
        self._conditions = Conditions(query, self.index)
        self._is_of_all = query == And(())

    def __iter__(self) -> Iterator[tuple[str, PlainRecord]]:
        """Each file with its record, by name."""
        likely = self._conditions.likely()
        found = self.rows.records() if likely is None else self._named(sorted(likely))
        return ((file, record) for file, record in found if self._conditions.fits(file, record))

    def known(self) -> int | None:
        """How many records fit, if that is known without reading them: all, or not known."""
        return self.rows.sound() if self._is_of_all else None

    def fits(self, file: str, record: PlainRecord) -> bool:
        """Whether a record fits the query, with the words that it had when they were looked up."""
        return self._conditions.fits(file, record)

    def _named(self, files: list[str]) -> Iterator[tuple[str, PlainRecord]]:
        known = ((file, self.rows.record(file)) for file in files)
        return ((file, record) for file, record in known if record)


def _looked_up(query: Query, index: SearchIndex) -> dict[Words, set[str]]:
    """The files that have each word of a query."""
    from projectkit.search.ranking import files_with  # noqa: PLC0415  (most filters have no words to look up)

    return {word: files_with(index, word) for word in lookups(query)}


def _fresh(
    source: RecordSource, told: Told, *, with_index: bool
) -> tuple[Rows, SearchIndex | None]:
    if with_index:
        from projectkit.search.fresh import FreshIndex  # noqa: PLC0415  (most filters have no words to look up)

        index = FreshIndex(source, all_files=True, told=told)
        return index.rows, index.index
    return open_store(source, all_files=True, told=told).rows, None
