"""What a question without answers may have meant: unknown words as records spell them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

import tantivy

from projectkit.search.analysis import grams, index_words
from projectkit.search.conditions import And, Equals, FieldIs, Not, Or, Query, Words, contains
from projectkit.search.field_weights import weighted_texts
from projectkit.search.fields import Field, Sort
from projectkit.search.fold import WRITTEN_WORD, fold, words
from projectkit.search.ranking import files_with
from projectkit.store.stored import TEXTS

if TYPE_CHECKING:
    from projectkit.store.index import SearchIndex
    from projectkit.store.rows import Rows

# How alike a word has to be, from 0 to 1, and how many records are looked into for it.
_ALIKE = 0.7
_LOOKED_INTO = 50
_SHORTEST = 4
# A question of more different terms gets no suggestion: each is compared with all that is known.
_MOST_TERMS = 20
# Words that differ more in length are not compared.
_LENGTHS = 3
# A word that is not the name of a field. One of many parts is tried once, not from each part on.
_WORD = re.compile(
    r"(?<![^\W_])(?<![\u0300-\u036f\u00ad])(?<![^\W_][-'\u2010\u2011\u2019])"
    rf"(?>{WRITTEN_WORD.pattern})(?![\w:\[])"
)


class _Known(NamedTuple):
    """What is known: the rows, and the index of their words if the question has any to look up."""

    rows: Rows
    words: SearchIndex | None


def suggestion(text: str, query: Query, rows: Rows, index: SearchIndex | None) -> str | None:
    """A question with each word that nothing knows replaced by the one that is most like it.

    Args:
        text: the question as it was written.
        query: the same, read.
        rows: the records.
        index: their index; None if the question has no words to look up.

    Returns:
        The question, or None if there is none that is likely, or if it has too many terms.
    """
    terms: list[Query] = []
    for term in _leaves(query):
        if term not in terms:
            terms.append(term)
        if len(terms) > _MOST_TERMS:
            return None
    meant = text
    for part in terms:
        if isinstance(part, Equals):
            meant = _with_value(meant, part, rows)
        else:
            meant = _with_words(meant, dict(_corrections(part, _Known(rows, index))))
    return meant if meant != text else None


def _leaves(query: Query) -> Iterator[Query]:
    """The terms of a query that stand for what is wanted."""
    if isinstance(query, And | Or):
        for part in query.parts:
            yield from _leaves(part)
    elif not isinstance(query, Not):
        yield query


def _with_value(text: str, part: Equals, rows: Rows) -> str:
    """The question with the value that a field has instead of one that it nearly has."""
    values = {fold(value): value.replace('"', "") for value in _values(part.field, rows)}
    found = get_close_matches(fold(part.value), values, n=1, cutoff=_ALIKE)
    if found:
        right = values[found[0]]
        quoted = f'"{right}"' if re.search(r"[^\w-]", right) else right
        return re.sub(rf'="?{re.escape(part.value)}"?', lambda _: f"={quoted}", text)
    return text


def _with_words(text: str, corrections: dict[str, str]) -> str:
    """The question with words replaced, however they are written; names of fields stay."""
    return _WORD.sub(lambda word: corrections.get(fold(word[0]), word[0]), text)


def _corrections(part: Query, known: _Known) -> Iterator[tuple[str, str]]:
    """What is written wrongly in a term, and how it may have been meant."""
    if isinstance(part, Words) and known.words:
        for word in index_words(part.text):
            if len(word) >= _SHORTEST and not files_with(known.words, Words(word)):
                yield from _nearest(word, _words_like(word, known.rows, known.words))
    elif isinstance(part, FieldIs) and part.field.sort is Sort.TEXT:
        if part.field.name in TEXTS:
            yield from _corrections(Words(part.value), known)
            return
        values = [fold(value) for value in _values(part.field, known.rows)]
        for word in words(part.value):
            if len(word) >= _SHORTEST and not any(contains(value, word) for value in values):
                yield from _nearest(word, {each for value in values for each in words(value)})


def _values(field: Field, rows: Rows) -> set[str]:
    return {
        value for _, record in rows.records() for value in field.values_in_each_language(record)
    }


def _nearest(word: str, known: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The word that is most like another."""
    likely = [each for each in known if abs(len(each) - len(word)) <= _LENGTHS]
    return ((word, found) for found in get_close_matches(word, likely, n=1, cutoff=_ALIKE))


def _words_like(word: str, rows: Rows, index: SearchIndex) -> set[str]:
    """Words of the records that share most pieces with a word."""
    pieces = [tantivy.Query.term_query(index.schema, "grams", piece) for piece in grams(word)]
    near = [
        tantivy.Query.fuzzy_term_query(
            index.schema, "words", word, distance=2, transposition_cost_one=True
        )
    ]
    query = tantivy.Query.boolean_query([(tantivy.Occur.Should, each) for each in (*pieces, *near)])
    found = (rows.record(each.file) for each in index.search(query, _LOOKED_INTO))
    return {
        each
        for stored in found
        if stored
        for text, _ in weighted_texts(stored)
        for each in words(text)
    }
