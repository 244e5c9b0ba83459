"""The full-text index of a catalogue: built by tantivy in the user's cache folder, and disposable.

Each record is a document with the words of its texts, their stems and the stems of the parts of
compounds, and their pieces of four letters; what counts more stands there more often. The file and
its stamp are kept with it, so that what is no longer so is never shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import tantivy

from projectkit.search.analysis import grams, parts, stem
from projectkit.search.conditions import SHORTEST_PART, Words
from projectkit.search.damage import damage_told
from projectkit.search.fold import words
from projectkit.search.stored import weighted_texts

if TYPE_CHECKING:
    from projectkit.model.plain import PlainRecord

# Parts of compounds are words that stand in at least this many records.
_KNOWN = 3
# A token that stands between texts, so that no phrase reaches from one into the next.
_GAP = "|"
# Longer words are looked for as they are: the automaton for parts of words grows with them.
_LONGEST_LIKE = 100
_HEAP = 64_000_000


class Found(NamedTuple):
    """A file that was found, with its stamp from when it was indexed, and how well it fits."""

    file: str
    stamp: str
    score: float


class IndexEntry(NamedTuple):
    """A record to index, with its file and the stamp of the file from before it was read."""

    file: str
    stamp: str
    record: PlainRecord


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("file", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("stamp", stored=True, indexed=False)
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("grams", tokenizer_name="whitespace", index_option="freq")
    return builder.build()


class SearchIndex:
    """The index in one folder."""

    def __init__(self, folder: Path | None) -> None:
        """Open the index in a folder, or begin a new one; without a folder it is kept in memory.

        Raises:
            ValueError: if what is there is no index of this version.
            OSError: if the folder cannot be made.
        """
        self.schema = _schema()
        self._folder = folder
        if folder is None:
            self._index = tantivy.Index(self.schema)
            return
        folder.mkdir(exist_ok=True, mode=0o700)
        self._index = tantivy.Index(self.schema, path=str(folder))

    @cached_property
    def _searcher(self) -> tantivy.Searcher:
        return self._index.searcher()

    def update(self, entries: Iterable[IndexEntry], gone: Iterable[str]) -> None:
        """Bring records into the index, in place of what it had of the same files, and take others out.

        Raises:
            ValueError: if another process is writing.
        """
        waiting = list(entries)
        fresh: Counter[str] = Counter()
        for entry in waiting:
            fresh.update({word for text, _ in weighted_texts(entry.record) for word in words(text)})
        is_known = self._knows(fresh)
        writer = self._index.writer(_HEAP, num_threads=1)
        for file in (*gone, *(entry.file for entry in waiting)):
            writer.delete_documents_by_term("file", file)
        for entry in waiting:
            writer.add_document(tantivy.Document.from_dict(_document(entry, is_known), self.schema))
        writer.commit()
        writer.wait_merging_threads()
        self.reload()

    def reload(self) -> None:
        """See what another process has written."""
        self._index.reload()
        self.__dict__.pop("_searcher", None)

    def _knows(self, fresh: Counter[str]) -> Callable[[str], bool]:
        """Whether a word stands in enough records, those to come among them."""
        searcher, known = self._searcher, {}

        def is_known(word: str) -> bool:
            if word not in known:
                known[word] = (
                    fresh[word] >= _KNOWN
                    or fresh[word] + searcher.doc_freq("words", word) >= _KNOWN
                )
            return known[word]

        return is_known

    def doc_freq(self, word: str) -> int:
        """In how many records a word stands, or stood before the index was last tidied up."""
        with damage_told(self._folder):
            return self._searcher.doc_freq("words", word)

    def stem_freq(self, term: str) -> int:
        """In how many records a stem stands, or stood before the index was last tidied up."""
        with damage_told(self._folder):
            return self._searcher.doc_freq("terms", term)

    def knows(self, word: str) -> bool:
        """Whether some record has a word, in any form."""
        queries = (("words", word), ("terms", stem(word)))
        return any(self.count(tantivy.Query.term_query(self.schema, *each)) for each in queries)

    def is_part(self, word: str) -> bool:
        """Whether a word stands in enough records to be a part of compounds."""
        return self.doc_freq(word) >= _KNOWN

    def search(self, query: tantivy.Query, limit: int, offset: int = 0) -> Iterator[Found]:
        """What fits a query, best first; of equal ones the one that was indexed first.

        Raises:
            DamagedError: if the index is damaged.
        """
        with damage_told(self._folder):
            found = self._searcher.search(query, limit=limit, offset=offset, count=False)
            for score, address in found.hits:
                stored = self._searcher.doc(address).to_dict()
                yield Found(
                    str(stored["file"][0]), bytes(stored["stamp"][0]).decode(), float(score)
                )

    def files_with(self, asked: Words) -> set[str]:
        """The files whose texts have a word, alone or in a compound, a beginning of a word, or a phrase."""
        query = words_query(self.schema, asked)
        return {each.file for each in self.search(query, max(1, self.size()))} if query else set()

    def count(self, query: tantivy.Query) -> int:
        """How many records fit a query."""
        with damage_told(self._folder):
            return int(self._searcher.search(query, limit=1).count or 0)  # type: ignore[attr-defined]  # (its stub lacks it)

    def score(self, query: tantivy.Query, file: str) -> float:
        """What one file gets for a query; 0 if it does not fit."""
        only = tantivy.Query.term_query(self.schema, "file", file, "basic")
        both = [
            (tantivy.Occur.Must, tantivy.Query.const_score_query(only, 0.0)),
            (tantivy.Occur.Must, query),
        ]
        return next(
            (found.score for found in self.search(tantivy.Query.boolean_query(both), 1)), 0.0
        )

    def size(self) -> int:
        """How many records there are."""
        return self._searcher.num_docs


def words_query(schema: tantivy.Schema, asked: Words) -> tantivy.Query | None:
    """The query for records that have a word, alone or in a compound, a beginning of a word, or a phrase.

    A word in quotes stands alone, and so does a short one. None if there is no letter in it.
    """
    found = words(asked.text)
    if not found:
        return None
    is_part = SHORTEST_PART <= len(found[0]) <= _LONGEST_LIKE and not asked.is_quoted
    if asked.begins and len(found[-1]) <= _LONGEST_LIKE:
        if len(found) > 1:
            return tantivy.Query.phrase_prefix_query(schema, "words", [*found])
        return tantivy.Query.regex_query(schema, "words", f"{found[0]}.*")
    if len(found) > 1:
        return tantivy.Query.phrase_query(schema, "words", [*found])
    if is_part:
        return tantivy.Query.regex_query(schema, "words", f".*{found[0]}.*")
    return tantivy.Query.term_query(schema, "words", found[0], "basic")


def _document(entry: IndexEntry, is_known: Callable[[str], bool]) -> dict[str, object]:
    all_words: list[str] = []
    terms: list[str] = []
    pieces: list[str] = []
    for text, weight in weighted_texts(entry.record):
        found = words(text)
        all_words += [*found, _GAP] * weight
        for word in found:
            own = [stem(word), *(stem(part) for part in parts(word, is_known))]
            terms += own * weight
            pieces += grams(word) * weight
    return {
        "file": entry.file,
        "stamp": entry.stamp.encode(),
        "words": " ".join(all_words),
        "terms": " ".join(terms),
        "grams": " ".join(pieces),
    }
