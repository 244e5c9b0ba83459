"""What may have been meant by a question that nothing answers: words that no record has, as records have them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

import tantivy

from projectkit.search.analysis import grams
from projectkit.search.conditions import And, Equals, FieldIs, Not, Or, Query, Words
from projectkit.search.fields import Sort
from projectkit.search.fold import fold, words
from projectkit.search.stored import weighted_texts

if TYPE_CHECKING:
    from projectkit.search.index import SearchIndex
    from projectkit.search.rows import Rows

# How alike a word has to be, from 0 to 1, and how many records are looked into for it.
_ALIKE = 0.7
_LOOKED_INTO = 50
_SHORTEST = 4


def suggestion(text: str, query: Query, rows: Rows, index: SearchIndex | None) -> str | None:
    """A question with each word that nothing knows replaced by the one that is most like it.

    Args:
        text: the question as it was written.
        query: the same, read.
        rows: the records.
        index: their index; None if the question has no words to look up.
    """
    meant = text
    for part in _leaves(query):
        for wrong, right in _corrections(part, rows, index):
            meant = _replaced(meant, wrong, right)
    return meant if meant != text else None


def _replaced(text: str, wrong: str, right: str) -> str:
    return re.sub(rf"(?<!\w){re.escape(wrong)}(?!\w)", lambda _: right, text, flags=re.IGNORECASE)


def _leaves(query: Query) -> Iterator[Query]:
    """The terms of a query that stand for what is wanted."""
    if isinstance(query, And | Or):
        for part in query.parts:
            yield from _leaves(part)
    elif not isinstance(query, Not):
        yield query


def _corrections(part: Query, rows: Rows, index: SearchIndex | None) -> Iterator[tuple[str, str]]:
    """What is written wrongly in a term, and how it may have been meant."""
    if isinstance(part, Words) and index:
        for word in words(part.text):
            if not index.knows(word):
                yield from _pairs(word, _words_like(word, rows, index))
    elif isinstance(part, Equals):
        values = {fold(value): value for _, record in rows.records() for value in part.field.values(record)}
        yield from ((part.value, values[each]) for _, each in _pairs(fold(part.value), values))
    elif isinstance(part, FieldIs) and part.field.sort is Sort.TEXT:
        known = {word for _, record in rows.records() for value in part.field.values(record) for word in words(value)}
        for word in words(part.value):
            if word not in known:
                yield from _pairs(word, known)


def _pairs(word: str, known: Iterable[str]) -> list[tuple[str, str]]:
    return [(word, each) for each in get_close_matches(word, known, n=1, cutoff=_ALIKE) if len(word) >= _SHORTEST]


def _words_like(word: str, rows: Rows, index: SearchIndex) -> set[str]:
    """Words of the records that share most pieces with a word."""
    pieces = [tantivy.Query.term_query(index.schema, "grams", piece) for piece in grams(word)]
    near = [tantivy.Query.fuzzy_term_query(index.schema, "words", word, distance=2, transposition_cost_one=True)]
    query = tantivy.Query.boolean_query([(tantivy.Occur.Should, each) for each in (*pieces, *near)])
    found = (rows.record(each.file) for each in index.search(query, _LOOKED_INTO))
    return {each for stored in found if stored for text, _ in weighted_texts(stored[1]) for each in words(text)}
