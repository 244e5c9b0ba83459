"""Why a record ranks where it does: what each word of the question gave it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from projectkit.search.answer import split
from projectkit.search.ranking import clauses

if TYPE_CHECKING:
    from projectkit.search.conditions import Query
    from projectkit.store.index import SearchIndex


class Reason(NamedTuple):
    """What a record got for a word.

    Attributes:
        way: how it has the word; one of the ways of `ranking.Clause`.
        word: the word.
        points: what that adds to its score.
    """

    way: str
    word: str
    points: float


def reasons(index: SearchIndex, query: Query, file: str) -> list[Reason]:
    """What makes up the score of a record, the most first; empty if it has none of the words.

    Args:
        index: the index.
        query: the question.
        file: the file of the record.
    """
    points: defaultdict[tuple[str, str], float] = defaultdict(float)
    for clause in clauses(index, split(query)[0]):
        points[clause.way, clause.word] += index.score(clause.query, file)
    found = [Reason(way, word, score) for (way, word), score in points.items() if score > 0]
    return sorted(found, key=lambda reason: -reason.points)
