"""Words of a question as a query to the index: exact, then stems, compounds, similar words.

These are the weights of the ways to match; those of fields are in `field_weights.py`. They were
chosen on judged queries; the result hardly changes when they do (docs/measurements.md).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import pairwise
from typing import NamedTuple

import tantivy

from projectkit.search.analysis import content_words, grams, index_words, parts, stem, telling_words
from projectkit.search.conditions import SHORTEST_PART, Words
from projectkit.search.documents import is_part
from projectkit.store.index import SearchIndex

_WORD, _STEM, _PART, _GRAMS, _JOINED, _PHRASE = 0.2, 0.7, 0.7, 7.0, 0.5, 4.0
_FUZZY, _SHORTEST_FUZZY = 6.0, 4
# How many of the pieces of a word another one has to have to be taken for related: a share, and at
# the least.
_ENOUGH_GRAMS = 0.4
_FEWEST_GRAMS = 2


class Clause(NamedTuple):
    """One way in which a record can answer.

    Attributes:
        way: `phrase`, `beginning`, `word`, `form`, `part`, `joined`, `alike` or `error`.
        word: what is looked for.
        query: the question to the index, with its weight.
        is_needed: whether every answer has it.
    """

    way: str
    word: str
    query: tantivy.Query
    is_needed: bool = False


def words_query(schema: tantivy.Schema, asked: Words) -> tantivy.Query | None:
    """The query for records that have a word, also in a compound, a beginning, or a phrase.

    A word in quotes has to stand alone, and so does a short one. None if it has no letters.
    """
    found = index_words(asked.text)
    if not found:
        return None
    if asked.begins and len(found) > 1:
        return tantivy.Query.phrase_prefix_query(schema, "words", [*found])
    if len(found) > 1:
        return tantivy.Query.phrase_query(schema, "words", [*found])
    (word,) = found
    if asked.begins:
        return tantivy.Query.regex_query(schema, "words", f"{word}.*")
    if len(word) >= SHORTEST_PART and not asked.is_quoted:
        return tantivy.Query.regex_query(schema, "words", f".*{word}.*")
    return tantivy.Query.term_query(schema, "words", word, "basic")


def files_with(index: SearchIndex, asked: Words) -> set[str]:
    """The files whose texts have a word, also in a compound, a beginning, or a phrase."""
    query = words_query(index.schema, asked)
    return index.files(query) if query else set()


def as_query(ways: Iterable[Clause]) -> tantivy.Query:
    """The query for ways to answer: records with more and closer matches come first."""
    occurs = {True: tantivy.Occur.Must, False: tantivy.Occur.Should}
    return tantivy.Query.boolean_query([(occurs[each.is_needed], each.query) for each in ways])


def loose_words(asked: Iterable[Words]) -> list[str]:
    """The words of a question that need not occur as they are written.

    Beside a phrase, those that say nothing are none.
    """
    wanted = list(asked)
    loose = [each for each in wanted if not each.begins and not each.is_quoted]
    text = " ".join(each.text for each in loose)
    return content_words(text) if len(loose) == len(wanted) else telling_words(text)


def with_every_word(index: SearchIndex, asked: Iterable[Words], files: list[str]) -> tantivy.Query:
    """The query for those of some files that have every loose word, in any form."""
    named = [tantivy.Query.term_query(index.schema, "file", file, "basic") for file in files]
    needed = [_any(named), *(_any(_forms(index, word)) for word in loose_words(asked))]
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, each) for each in needed])


def _any(queries: list[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, each) for each in queries])


def _forms(index: SearchIndex, word: str) -> list[tantivy.Query]:
    """The ways to have a word: as it is written, in another form, or else with one wrong letter."""
    ways = [_term(index, "words", word, 1.0), _term(index, "terms", stem(word), 1.0)]
    if _may_be_misspelt(index, word):
        ways += [_one_letter_away(index, field, word) for field in ("words", "terms")]
    return ways


def clauses(index: SearchIndex, asked: Iterable[Words]) -> Iterator[Clause]:
    """Every way in which a record can answer; what it gets for each adds up to its score.

    Args:
        index: the index that is asked.
        asked: words, phrases of several words that have to stand together, and beginnings of words.
    """
    wanted = list(asked)
    for each in wanted:
        query = words_query(index.schema, each) if each.begins or each.is_quoted else None
        if query:
            way = "beginning" if each.begins else "phrase"
            yield Clause(way, each.text, tantivy.Query.boost_query(query, _PHRASE), is_needed=True)
    loose = loose_words(wanted)
    for word in loose:
        yield from _word(index, word)
    for joined in _joined(loose):
        yield Clause("joined", joined, _term(index, "terms", stem(joined), _JOINED))


def _joined(loose: list[str]) -> Iterator[str]:
    """Neighbours as one word: `wijk teams` may be meant as `wijkteams`."""
    for first, second in pairwise(loose):
        yield first + second
        yield f"{first}s{second}"


def _word(index: SearchIndex, word: str) -> Iterator[Clause]:
    """One word, its stem, the parts of a compound, and words that share many pieces with it."""
    yield Clause("word", word, _term(index, "words", word, _WORD))
    yield Clause("form", word, _term(index, "terms", stem(word), _STEM))
    for part in parts(word, partial(is_part, index)):
        yield Clause("part", part, _term(index, "terms", stem(part), _PART))
    if _may_be_misspelt(index, word):
        for field in ("words", "terms"):
            yield Clause("error", word, _one_letter_away(index, field, word))
    pieces = grams(word)
    alike = [
        (tantivy.Occur.Should, _term(index, "grams", piece, _GRAMS / len(pieces)))
        for piece in pieces
    ]
    enough = min(len(pieces), max(_FEWEST_GRAMS, math.ceil(_ENOUGH_GRAMS * len(pieces))))
    yield Clause(
        "alike", word, tantivy.Query.boolean_query(alike, minimum_number_should_match=enough)
    )


def _may_be_misspelt(index: SearchIndex, word: str) -> bool:
    return len(word) >= _SHORTEST_FUZZY and not _is_known(index, word)


def _is_known(index: SearchIndex, word: str) -> bool:
    """Whether some record has a word, in any form."""
    ways = (("words", word), ("terms", stem(word)))
    return any(index.count(tantivy.Query.term_query(index.schema, *way)) for way in ways)


def _one_letter_away(index: SearchIndex, field: str, word: str) -> tantivy.Query:
    """Words that differ by one letter, or by two swapped ones: only for unknown words."""
    query = tantivy.Query.fuzzy_term_query(
        index.schema, field, word, distance=1, transposition_cost_one=True
    )
    return tantivy.Query.boost_query(query, _FUZZY)


def _term(index: SearchIndex, field: str, term: str, weight: float) -> tantivy.Query:
    return tantivy.Query.boost_query(
        tantivy.Query.term_query(index.schema, field, term, "freq"), weight
    )
