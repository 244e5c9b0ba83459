"""Words of a question as a query to the index: exact words first, then stems, compounds, and words that look alike.

The weights were chosen on judged queries; the result hardly changes when they do (docs/measurements.md).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import pairwise

import tantivy

from projectkit.search.analysis import content_words, grams, parts, stem
from projectkit.search.fold import words
from projectkit.search.index import SearchIndex

_WORD, _STEM, _PART, _GRAMS, _JOINED, _PHRASE = 0.2, 0.7, 0.7, 7.0, 0.5, 4.0
_FUZZY, _SHORTEST_FUZZY = 6.0, 4
# How many of the pieces of a word another one has to have to be taken for related: a share, and at the least.
_ENOUGH_GRAMS = 0.4
_FEWEST_GRAMS = 2

Clause = tuple[tantivy.Occur, tantivy.Query]


def ranked(index: SearchIndex, texts: Iterable[str]) -> tantivy.Query:
    """The query for words and phrases: what has more of them, and nearer to how they were written, comes first.

    Args:
        index: the index that is asked.
        texts: words, phrases of several words that have to stand together, and beginnings of words with a `*` behind.
    """
    clauses: list[Clause] = []
    loose: list[str] = []
    for text in texts:
        phrase = words(text)
        if text.endswith("*") and len(phrase) == 1:
            query = tantivy.Query.regex_query(index.schema, "words", f"{phrase[0]}.*")
            clauses.append((tantivy.Occur.Must, tantivy.Query.boost_query(query, _PHRASE)))
        elif len(phrase) > 1:
            query = tantivy.Query.phrase_query(index.schema, "words", [*phrase])
            clauses.append((tantivy.Occur.Must, tantivy.Query.boost_query(query, _PHRASE)))
        else:
            loose += phrase
    loose = content_words(" ".join(loose))
    clauses += [(tantivy.Occur.Should, _word(index, word)) for word in loose]
    clauses += [_should(index, "terms", stem(joined), _JOINED) for joined in _joined(loose)]
    return tantivy.Query.boolean_query(clauses)


def _joined(loose: list[str]) -> Iterator[str]:
    """Neighbours as one word: `wijk teams` may be meant as `wijkteams`."""
    for first, second in pairwise(loose):
        yield first + second
        yield f"{first}s{second}"


def _word(index: SearchIndex, word: str) -> tantivy.Query:
    """One word, its stem, the parts of a compound, and words that share many pieces with it."""
    clauses = [_should(index, "words", word, _WORD), _should(index, "terms", stem(word), _STEM)]
    clauses += [_should(index, "terms", stem(part), _PART) for part in parts(word, index.is_part)]
    if len(word) >= _SHORTEST_FUZZY and not index.knows(word):
        clauses += [_one_letter_away(index, field, word) for field in ("words", "terms")]
    pieces = grams(word)
    alike = [_should(index, "grams", piece, _GRAMS / len(pieces)) for piece in pieces]
    enough = min(len(pieces), max(_FEWEST_GRAMS, math.ceil(_ENOUGH_GRAMS * len(pieces))))
    clauses.append((tantivy.Occur.Should, tantivy.Query.boolean_query(alike, minimum_number_should_match=enough)))
    return tantivy.Query.boolean_query(clauses)


def _one_letter_away(index: SearchIndex, field: str, word: str) -> Clause:
    """Words that differ by one letter, or by two neighbours that changed places: only for words that nothing knows."""
    query = tantivy.Query.fuzzy_term_query(index.schema, field, word, distance=1, transposition_cost_one=True)
    return tantivy.Occur.Should, tantivy.Query.boost_query(query, _FUZZY)


def _should(index: SearchIndex, field: str, term: str, weight: float) -> Clause:
    query = tantivy.Query.term_query(index.schema, field, term, "freq")
    return tantivy.Occur.Should, tantivy.Query.boost_query(query, weight)
