"""Answering a question with the index: ranked by its words, held to its conditions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from projectkit.search.analysis import content_words
from projectkit.search.conditions import And, Prefix, Query, Words
from projectkit.search.fold import words
from projectkit.search.passage import Passage, passage
from projectkit.search.ranking import ranked

if TYPE_CHECKING:
    from projectkit.catalogue.root import Catalogue
    from projectkit.model.record import Record
    from projectkit.search.fresh import FreshIndex
    from projectkit.search.index import Hit

# Hits that are fetched at a time where conditions may drop some.
_BATCH = 200


class Answer(NamedTuple):
    """A record that answers a question.

    Attributes:
        hit: what the index knows of it.
        passage: the piece of its text that answers best.
    """

    hit: Hit
    passage: Passage


def split(query: Query) -> tuple[list[str], Query]:
    """The words that a question ranks by, and the conditions that an answer has to fulfil."""
    together = query.parts if isinstance(query, And) else (query,)
    ranking = (Words, Prefix)
    texts = [
        f"{part.text}*" if isinstance(part, Prefix) else part.text for part in together if isinstance(part, ranking)
    ]
    return texts, And(tuple(part for part in together if not isinstance(part, ranking)))


def answers(catalogue: Catalogue, index: FreshIndex, query: Query, limit: int | None) -> Iterator[Answer]:
    """What answers a question, best first.

    Args:
        catalogue: the catalogue.
        index: its index.
        query: the question, with a word in it.
        limit: how many answers are wanted; None for all.
    """
    texts, conditions = split(query)
    asked = [word for text in texts for word in (words(text) if len(words(text)) > 1 else content_words(text))]
    size = index.index.size()
    wanted = size if limit is None else limit
    is_plain = conditions == And(())
    batch = min(wanted, size) if is_plain else min(_BATCH, size)
    ranking = ranked(index.index, texts)
    offset = found = 0
    while batch and found < wanted:
        hits = index.search(ranking, batch, offset)
        for hit in hits if is_plain else _fitting(catalogue, hits, conditions.match):
            if found < wanted:
                found += 1
                yield Answer(hit, passage(hit.card["texts"], asked))
        if is_plain or len(hits) < batch:
            return
        offset += batch


def _fitting(catalogue: Catalogue, hits: list[Hit], fits: Callable[[Record], bool]) -> Iterator[Hit]:
    from projectkit.catalogue.records import load_named  # noqa: PLC0415  (plain words need no model)

    by_file = {hit.file: hit for hit in hits}
    for file, record in load_named(catalogue, list(by_file)):
        if record and fits(record):
            yield by_file[file]
