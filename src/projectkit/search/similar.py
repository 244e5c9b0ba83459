"""Records about the same subject: those that share what sets a record apart.

That is its themes, organisations and persons, and its words that few others have. Each weighs more
the fewer records have it; the score is the share of all that weight which the other record has too.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import tantivy

from projectkit.model.plain import PlainRecord
from projectkit.search.analysis import index_words, stem, written_index_words
from projectkit.search.conditions import Words
from projectkit.search.field_weights import weighted_texts
from projectkit.search.filler import says_something
from projectkit.search.fold import fold
from projectkit.search.fresh import FreshIndex, Hit
from projectkit.search.ranking import words_query

# How much a theme, an organisation and a person weigh, compared with a word.
_THEME, _ORGANISATION, _PERSON = 3.0, 2.0, 2.0
# How many words of a record are looked for in others, and how many that are shared are told.
_WORDS, _TOLD = 40, 5
# Words of more records than this tell nothing: a number in small catalogues, a share in large ones.
_FEW, _SHARE = 3, 0.1
# What two records share is chance below this score, or below this share of the best one; one word
# alone is chance too.
_LEAST, _OF_BEST, _FEWEST_WORDS = 0.1, 0.4, 2
# A word tells what a record is about if it is repeated, stands in a title, or is long: then it is
# a compound more often than not.
_REPEATED, _LONG = 2, 9
# How many more records are compared than are wanted.
_MORE = 30


class Related(NamedTuple):
    """A record that is like another one.

    Attributes:
        hit: the record; its score is the share of what sets the other apart, from 0 to 1.
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


class _Name(NamedTuple):
    """A theme, an organisation or a person of a record: its list, as it is written, its weight."""

    kind: str
    written: str
    weight: float


class _Word(NamedTuple):
    """A telling word of a record: as it is written in one of its forms, and its weight."""

    written: str
    weight: float


def similar(index: FreshIndex, file: str, record: PlainRecord, limit: int) -> list[Related]:
    """The records that are most like one, best first; none that share hardly anything.

    Args:
        index: the index of the catalogue.
        file: the file of the record.
        record: the record.
        limit: how many are wanted.
    """
    names = _names(index, record)
    words = _telling(index, record, names)
    whole = _weight([*names.values(), *words.values()])
    likes = [
        *(_boosted(_name_query(index, name.written), name.weight) for name in names.values()),
        *(_boosted(_stem_query(index, word), each.weight) for word, each in words.items()),
    ]
    itself = (tantivy.Occur.MustNot, tantivy.Query.term_query(index.index.schema, "file", file))
    wanted = [(tantivy.Occur.Should, like) for like in likes if like is not None]
    if not wanted or not limit:
        return []
    most = min(limit + _MORE, index.index.size())
    found = index.search(tantivy.Query.boolean_query([*wanted, itself]), most)
    related = [_related(hit, names, words, whole) for hit in found]
    best = max((each.hit.score for each in related), default=0.0)
    least = max(_LEAST, _OF_BEST * best)
    strong = [each for each in related if each.hit.score >= least and not _is_chance(each)]
    return sorted(strong, key=lambda each: -each.hit.score)[:limit]


def _is_chance(related: Related) -> bool:
    """Whether two records have no more than a word in common."""
    has_names = related.themes or related.organisations or related.persons
    return not has_names and len(related.words) < _FEWEST_WORDS


def _weight(shared: Sequence[_Name | _Word]) -> float:
    return sum(each.weight for each in shared)


def _names(index: FreshIndex, record: PlainRecord) -> dict[tuple[str, str], _Name]:
    """The names of a record, by their kind and folded."""
    size = index.index.size()
    found: dict[tuple[str, str], _Name] = {}
    for kind, basis in (("themes", _THEME), ("organisations", _ORGANISATION), ("persons", _PERSON)):
        for written in _named(record, kind):
            query = _name_query(index, written)
            others = index.index.count(query) - 1 if query else 0
            if others > 0:
                weight = basis * math.log(1 + size / others)
                found.setdefault((kind, fold(written)), _Name(kind, written, weight))
    return found


def _named(record: PlainRecord, kind: str) -> list[str]:
    if kind == "themes":
        return record["themes"]
    if kind == "organisations":
        return [each["name"] for each in record["organisations"]]
    return [each["name"] for each in record["persons"]]


def _name_query(index: FreshIndex, name: str) -> tantivy.Query | None:
    return words_query(index.index.schema, Words(name, is_quoted=True))


def _stem_query(index: FreshIndex, term: str) -> tantivy.Query:
    return tantivy.Query.term_query(index.index.schema, "terms", term, "freq")


def _boosted(query: tantivy.Query | None, weight: float) -> tantivy.Query | None:
    """A query that is worth the weight of what it looks for, however often that occurs."""
    return None if query is None else tantivy.Query.const_score_query(query, weight)


def _telling(
    index: FreshIndex, record: PlainRecord, names: Iterable[tuple[str, str]]
) -> dict[str, _Word]:
    """The words that set a record apart, by their stems (tf-idf, with tf damped)."""
    of_names = {stem(word) for _, name in names for word in index_words(name)}
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    for text, weight in weighted_texts(record):
        for word, spelling in written_index_words(text):
            if says_something(word):
                counts[stem(word)] += weight
                _keep_spelling(written, stem(word), spelling)
    size = index.index.size()
    found: dict[str, _Word] = {}
    telling = {
        term for term, count in counts.items() if count >= _REPEATED or len(written[term]) >= _LONG
    }
    for term in telling - of_names:
        others = index.index.stem_freq(term) - 1
        if 0 < others <= max(_FEW, _SHARE * size):
            damped = counts[term] / (counts[term] + 1)
            found[term] = _Word(written[term], damped * math.log(1 + size / others))
    ordered = sorted(found.items(), key=lambda item: (-item[1].weight, item[0]))
    return dict(ordered[:_WORDS])


def _keep_spelling(written: dict[str, str], term: str, spelling: str) -> None:
    """Keep how a word is first written, but for a capital that only begins a sentence."""
    known = written.setdefault(term, spelling)
    if spelling.islower() and not known.islower():
        written[term] = spelling


def _related(
    hit: Hit, names: dict[tuple[str, str], _Name], words: dict[str, _Word], whole: float
) -> Related:
    other = hit.record
    theirs = {
        (kind, fold(name))
        for kind in ("themes", "organisations", "persons")
        for name in _named(other, kind)
    }
    there = {stem(word) for text, _ in weighted_texts(other) for word in index_words(text)}
    shared_names = [name for key, name in names.items() if key in theirs]
    shared_words = [word for term, word in words.items() if term in there]
    weight = _weight([*shared_names, *shared_words])

    def of(kind: str) -> list[str]:
        return [name.written for name in shared_names if name.kind == kind]

    return Related(
        hit._replace(score=weight / whole),
        of("themes"),
        of("organisations"),
        of("persons"),
        [word.written for word in shared_words[:_TOLD]],
    )
