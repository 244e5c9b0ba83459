"""Answering a question with the index: ranked by its words, held to its conditions."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from projectkit.search.analysis import content_words
from projectkit.search.conditions import And, Query, Words
from projectkit.search.fold import words
from projectkit.search.fresh import FreshIndex, Hit
from projectkit.search.passage import Passage, passage
from projectkit.search.ranking import ranked
from projectkit.search.select import Conditions
from projectkit.search.texts import passages

# Hits that are fetched first, how much more each next time, and how many are held in memory at
# most.
_BATCH, _GROWTH, _MOST = 200, 4, 10_000


class Answer(NamedTuple):
    """A record that answers a question.

    Attributes:
        hit: what the index knows of it.
        passage: the piece of its text that answers best.
    """

    hit: Hit
    passage: Passage


def split(query: Query) -> tuple[list[Words], Query]:
    """The words that a question ranks by, and the conditions that an answer has to fulfil."""
    together = query.parts if isinstance(query, And) else (query,)
    asked = [part for part in together if isinstance(part, Words)]
    return asked, And(tuple(part for part in together if not isinstance(part, Words)))


def answers(index: FreshIndex, query: Query, limit: int | None) -> Iterator[Answer]:
    """What answers a question, best first.

    Args:
        index: the index of the catalogue.
        query: the question, with a word in it.
        limit: how many answers are wanted; None for all.
    """
    asked, _ = split(query)
    texts = [word.text for word in asked]
    wanted = [
        word
        for text in texts
        for word in (words(text) if len(words(text)) > 1 else content_words(text))
    ]
    most = limit if limit is None else min(limit, index.index.size())
    for hit in islice(hits(index, query, most), most):
        yield Answer(hit, passage(passages(hit.record), wanted))


def hits(index: FreshIndex, query: Query, limit: int | None = None) -> Iterator[Hit]:
    """The records that answer a question, best first; as many as are wanted, or more."""
    asked, conditions = split(query)
    size = index.index.size()
    is_plain = conditions == And(())
    batch = min(limit if is_plain and limit is not None else _BATCH, size)
    ranking, fitting = ranked(index.index, asked), Conditions(conditions, index.index)
    offset = 0
    while batch:
        found = index.search(ranking, batch, offset)
        yield from (hit for hit in found if is_plain or fitting.fits(hit.file, hit.record))
        offset, batch = offset + batch, min(batch * _GROWTH, _MOST)
        if offset >= size:
            return
