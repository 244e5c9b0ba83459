"""Records as the index knows them: words, stems and pieces, each as often as it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from projectkit.search.analysis import grams, index_words, parts, stem
from projectkit.search.field_weights import weighted_texts
from projectkit.store.index import IndexDocument, SearchIndex

if TYPE_CHECKING:
    from projectkit.model.plain import PlainRecord

# Parts of compounds are words that occur in at least this many records.
_KNOWN = 3
# A token between texts, so that no phrase reaches from one into the next.
_GAP = "|"


def is_part(index: SearchIndex, word: str) -> bool:
    """Whether a word occurs in enough records to be a part of compounds."""
    return index.doc_freq(word) >= _KNOWN


def documents(
    records: list[tuple[str, PlainRecord]], index: SearchIndex
) -> Iterator[IndexDocument]:
    """The documents of some records.

    Args:
        records: the records, each with its file.
        index: the index that they are for.
    """
    texts = [(file, _tokens(record)) for file, record in records]
    fresh: Counter[str] = Counter()
    for _, tokens in texts:
        fresh.update(set(tokens))
    stems = _Stems(lambda word: fresh[word] >= _KNOWN or is_part(index, word))
    pieces = _Pieces()
    for file, tokens in texts:
        yield IndexDocument(
            file,
            words=" ".join(tokens),
            terms=" ".join(map(stems.__getitem__, tokens)),
            grams=" ".join(map(pieces.__getitem__, tokens)),
        )


def _tokens(record: PlainRecord) -> list[str]:
    """The words of a record, each as often as it counts, with gaps between its texts."""
    found: list[str] = []
    for text, weight in weighted_texts(record):
        found += [*index_words(text), _GAP] * weight
    return found


class _Stems(dict[str, str]):
    """The stems of a word and of its parts: worked out once for each word."""

    def __init__(self, is_known: Callable[[str], bool]) -> None:
        super().__init__({_GAP: ""})
        self._is_known = is_known

    def __missing__(self, word: str) -> str:
        self[word] = found = " ".join([stem(word), *map(stem, parts(word, self._is_known))])
        return found


class _Pieces(dict[str, str]):
    """The pieces of a word: worked out once for each word."""

    def __init__(self) -> None:
        super().__init__({_GAP: ""})

    def __missing__(self, word: str) -> str:
        self[word] = found = " ".join(grams(word))
        return found
