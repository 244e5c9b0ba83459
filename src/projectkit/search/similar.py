"""Records about the same subject: those that share the words that set a record apart."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import tantivy

from projectkit.model.plain import PlainOrganisation, PlainPerson, PlainRecord
from projectkit.search.analysis import content_words, stem
from projectkit.search.fold import fold, words
from projectkit.search.fresh import FreshIndex, Hit
from projectkit.search.texts import weighted_texts

# How many words of a record are looked for in others, and how many that are shared are told.
_WORDS = 40
_TOLD = 5
_SHORTEST_WORD = 4
# Words of more records than this tell nothing: a number in small catalogues, a share in large ones.
_FEW, _SHARE = 3, 0.1


class Related(NamedTuple):
    """A record that is like another one.

    Attributes:
        hit: the record.
        themes: themes that both have.
        organisations: organisations that both name.
        persons: persons that both name.
        words: words that both have and few others do, the most telling first.
    """

    hit: Hit
    themes: list[str]
    organisations: list[str]
    persons: list[str]
    words: list[str]


def similar(index: FreshIndex, file: str, record: PlainRecord, limit: int) -> list[Related]:
    """The records that are most like one, best first.

    Args:
        index: the index of the catalogue.
        file: the file of the record.
        record: the record.
        limit: how many are wanted.
    """
    telling = _telling(index, record)
    likes = [
        (tantivy.Occur.Should, tantivy.Query.boost_query(_term(index, term), weight))
        for term, weight in telling.items()
    ]
    itself = (tantivy.Occur.MustNot, tantivy.Query.term_query(index.index.schema, "file", file))
    found = (
        index.search(tantivy.Query.boolean_query([*likes, itself]), limit)
        if likes and limit
        else []
    )
    return [_related(hit, record, telling) for hit in found]


def _term(index: FreshIndex, term: str) -> tantivy.Query:
    return tantivy.Query.term_query(index.index.schema, "terms", term, "freq")


def _telling(index: FreshIndex, record: PlainRecord) -> dict[str, float]:
    """The stems that set a record apart, each with its weight (tf-idf, with tf damped)."""
    counts: Counter[str] = Counter()
    for text, weight in weighted_texts(record):
        for word in content_words(text):
            if len(word) >= _SHORTEST_WORD:
                counts[stem(word)] += weight
    size = index.index.size()
    weights: dict[str, float] = {}
    for term, count in counts.items():
        others = index.index.stem_freq(term) - 1
        if 0 < others <= max(_FEW, _SHARE * size):
            weights[term] = count / (count + 1) * math.log(1 + size / others)
    return dict(sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:_WORDS])


def _related(hit: Hit, record: PlainRecord, telling: dict[str, float]) -> Related:
    other = hit.record
    themes = _shared(record["themes"], other["themes"])
    organisations = _shared(_names(record["organisations"]), _names(other["organisations"]))
    persons = _shared(_names(record["persons"]), _names(other["persons"]))
    told = {stem(word) for name in (*themes, *organisations, *persons) for word in words(name)}
    terms = [term for term in telling if term not in told]
    return Related(hit, themes, organisations, persons, _shared_words(record, other, terms))


def _names(items: Iterable[PlainOrganisation] | Iterable[PlainPerson]) -> Iterator[str]:
    return (item["name"] for item in items)


def _shared(first: Iterable[str], second: Iterable[str]) -> list[str]:
    known = {fold(value) for value in second}
    return [value for value in dict.fromkeys(first) if fold(value) in known]


def _shared_words(record: PlainRecord, other: PlainRecord, terms: list[str]) -> list[str]:
    there = {stem(word) for text, _ in weighted_texts(other) for word in words(text)}
    written: dict[str, str] = {}
    for text, _ in weighted_texts(record):
        for word in words(text):
            written.setdefault(stem(word), word)
    return [written[term] for term in terms if term in there and term in written][:_TOLD]
