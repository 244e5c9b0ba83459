"""Why a record ranks where it does: what each word of the question gave it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from projectkit.search.analysis import grams, index_words, stem
from projectkit.search.answer import split
from projectkit.search.field_weights import weighted_texts
from projectkit.search.passage import contains_word
from projectkit.search.ranking import clauses

if TYPE_CHECKING:
    from projectkit.model.plain import PlainRecord
    from projectkit.search.conditions import Query
    from projectkit.search.fresh import FreshIndex

# Words of the record that are told for each reason, and the share of pieces from which two words
# look alike.
_TOLD = 3
_ALIKE = 0.4


class Reason(NamedTuple):
    """What a record got for a word.

    Attributes:
        way: how it has the word; one of the ways of `ranking.Clause`.
        word: the word.
        points: what that adds to its score.
        found: words of the record that it got this for, a few of them.
    """

    way: str
    word: str
    points: float
    found: list[str]


def reasons(index: FreshIndex, query: Query, file: str) -> list[Reason]:
    """What makes up the score of a record, the most first; empty if it has none of the words.

    Args:
        index: the index.
        query: the question.
        file: the file of the record.
    """
    points: defaultdict[tuple[str, str], float] = defaultdict(float)
    for clause in clauses(index.index, split(query)[0]):
        points[clause.way, clause.word] += index.index.score(clause.query, file)
    record = index.rows.record(file)
    known = _words(record) if record else []
    found = [
        Reason(way, word, score, _found(way, word, known))
        for (way, word), score in points.items()
        if score > 0
    ]
    return sorted(found, key=lambda reason: -reason.points)


def _words(record: PlainRecord) -> list[str]:
    """The different words of a record, those that count most first."""
    texts = sorted(weighted_texts(record), key=lambda text: -text[1])
    return list(dict.fromkeys(word for text, _ in texts for word in index_words(text)))


def _found(way: str, word: str, known: list[str]) -> list[str]:
    """The words of a record that answer in a way; none where that is the word itself."""
    if way not in _FITS:
        return []
    scored = [(float(_FITS[way](each, word)), each) for each in known]
    best = sorted((pair for pair in scored if pair[0]), key=lambda pair: -pair[0])
    return [each for _, each in best[:_TOLD]]


def _has_form(word: str, asked: str) -> bool:
    return stem(word) == stem(asked) or contains_word(word, asked)


def _share(word: str, asked: str) -> float:
    """Which share of its pieces two words have in common; 0 if it is small."""
    pieces = set(grams(asked))
    share = len(pieces.intersection(grams(word))) / len(pieces)
    return share if share >= _ALIKE else 0.0


# How well a word of a record fits a word of the question, by the way in which it answers.
_FITS: dict[str, Callable[[str, str], float]] = {
    "beginning": str.startswith,
    "form": _has_form,
    "part": _has_form,
    "joined": _has_form,
    "alike": _share,
    "error": _share,
}
