"""Records as the index knows them: words, stems, parts of compounds and pieces, each as often as it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from projectkit.search.analysis import grams, index_words, parts, stem
from projectkit.search.texts import weighted_texts
from projectkit.store.index import Document, SearchIndex

if TYPE_CHECKING:
    from projectkit.store.plain import PlainRecord, StoredRecord

# Parts of compounds are words that occur in at least this many records.
_KNOWN = 3
# A token between texts, so that no phrase reaches from one into the next.
_GAP = "|"

WeightedWords = list[tuple[list[str], int]]


def is_part(index: SearchIndex, word: str) -> bool:
    """Whether a word occurs in enough records to be a part of compounds."""
    return index.doc_freq(word) >= _KNOWN


def documents(records: list[tuple[str, StoredRecord]], index: SearchIndex) -> Iterator[Document]:
    """The documents of some records.

    Args:
        records: the records, each with its file.
        index: the index that they are for.
    """
    texts = [(file, _words(record)) for file, record in records]
    fresh: Counter[str] = Counter()
    for _, found in texts:
        fresh.update({word for some, _ in found for word in some})
    analyse = _Analysis(lambda word: fresh[word] >= _KNOWN or is_part(index, word))
    for file, found in texts:
        yield _document(file, found, analyse)


def _words(record: PlainRecord) -> WeightedWords:
    return [(index_words(text), weight) for text, weight in weighted_texts(record)]


class _Analysis(dict[str, tuple[str, str]]):
    """The stems of a word and of its parts, and its pieces: worked out once for each word."""

    def __init__(self, is_known: Callable[[str], bool]) -> None:
        super().__init__()
        self._is_known = is_known

    def __missing__(self, word: str) -> tuple[str, str]:
        stems = [stem(word), *map(stem, parts(word, self._is_known))]
        self[word] = found = " ".join(stems), " ".join(grams(word))
        return found


def _document(file: str, texts: WeightedWords, analyse: _Analysis) -> Document:
    all_words: list[str] = []
    terms: list[str] = []
    pieces: list[str] = []
    for words, weight in texts:
        all_words += [*words, _GAP] * weight
        analysed = [analyse[word] for word in words] * weight
        terms += [stems for stems, _ in analysed]
        pieces += [grams for _, grams in analysed]
    return Document(file, " ".join(all_words), " ".join(terms), " ".join(pieces))
