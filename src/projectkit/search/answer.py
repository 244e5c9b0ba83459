"""Answering a question with the index: ranked by its words, held to its conditions.

A search that finds every record with a piece of a word has to say where relevance ends. An answer
is strong if its score is at least a share of the best one, or if it is among the first and has
every word that was asked for, in any form. The share was chosen on judged queries
(docs/measurements.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import NamedTuple

from projectkit.search.analysis import index_words, telling_words
from projectkit.search.conditions import And, Query, Words
from projectkit.search.fold import words
from projectkit.search.fresh import FreshIndex, Hit
from projectkit.search.passage import Passage, passage, passages
from projectkit.search.ranking import as_query, clauses, loose_words, with_every_word, words_query
from projectkit.search.select import Conditions

# Hits that are fetched first, how much more each next time, and how many are held in memory at
# most.
_BATCH, _GROWTH, _MOST = 200, 4, 10_000
# The share of the best score that makes an answer strong: what answers a compound by its parts
# scores less and is meant all the same, while a word that cannot be taken apart is there or not.
_OF_A_WORD, _OF_A_COMPOUND, _OF_SEVERAL = 0.55, 0.43, 0.47
# Among how many of the first every word makes an answer strong too.
_FIRST = 5
# Records with the words of a title next to each other that may have it.
_MAY_BE_TITLED = 5
# Ways to answer by less than a word that was asked for, which a passage shows as well.
_LESS = frozenset({"part", "joined"})


class Graded(NamedTuple):
    """A record that answers a question, and whether it is weaker than what is meant."""

    hit: Hit
    is_weak: bool


class Answer(NamedTuple):
    """A record that answers a question, as it is shown.

    Attributes:
        hit: what the index knows of it.
        passage: the piece of its text that shows why it was found.
        is_weak: whether it is weaker than what is meant.
    """

    hit: Hit
    passage: Passage
    is_weak: bool


class Count(NamedTuple):
    """How many records answer a question: those that are meant, and weaker ones."""

    strong: int
    weak: int


def split(query: Query) -> tuple[list[Words], Query]:
    """The words that a question ranks by, and the conditions that an answer has to fulfil."""
    together = query.parts if isinstance(query, And) else (query,)
    asked = [part for part in together if isinstance(part, Words)]
    return asked, And(tuple(part for part in together if not isinstance(part, Words)))


def without_idle_words(query: Query) -> Query:
    """A query without bare words that say nothing beside its conditions: `projecten actief:nu`."""
    asked, conditions = split(query)
    has_phrases = any(each.begins or each.is_quoted for each in asked)
    if not asked or has_phrases or conditions == And(()):
        return query
    is_idle = not telling_words(" ".join(each.text for each in asked))
    return conditions if is_idle else query


def has_title(index: FreshIndex, text: str) -> bool:
    """Whether a record has this title, but for case, accents and signs."""
    return any(_is_titled(hit, words(text)) for hit in _with_phrase(index, text))


class Question:
    """A question to an index: its answers, best first, and how many there are.

    Attributes:
        query: what is asked.
        left_out_weak: whether its answers, once they were all taken, ended at a weaker match.
    """

    left_out_weak = False

    def __init__(self, index: FreshIndex, query: Query, text: str = "") -> None:
        """Work out what is asked.

        Args:
            index: the index of the catalogue.
            query: the question, with a word in it.
            text: the question as it was written: a record with this title comes first.
        """
        self.query = query
        self._index, self._text = index, text
        self._asked, self._conditions = split(query)
        self._clauses = list(clauses(index.index, self._asked))
        self._ranking = as_query(self._clauses)

    def answers(
        self, limit: int | None = None, *, with_weak: bool = False, language: str = "en"
    ) -> Iterator[Answer]:
        """The records that answer, each with the passage that shows why.

        Args:
            limit: how many are wanted; None for all.
            with_weak: whether weaker matches follow the strong ones.
            language: the language of labels in passages, `nl` or `en`.
        """
        wanted = _shown_words(self._asked)
        less = [each.word for each in self._clauses if each.way in _LESS]
        for hit, is_weak in self.graded(limit, with_weak=with_weak):
            yield Answer(hit, passage(passages(hit.record, language), wanted, less), is_weak)

    def graded(self, limit: int | None = None, *, with_weak: bool = False) -> Iterator[Graded]:
        """The records that answer, the strong ones first; limit and weaker matches as above."""
        most = None if limit is None else min(limit, self._index.index.size())
        for each in islice(self._graded(most), most):
            if each.is_weak and not with_weak:
                self.left_out_weak = True
                return
            yield each

    def count(self) -> Count:
        """How many records answer."""
        if not self._is_plain:
            grades = [each.is_weak for each in self._graded(None)]
            return Count(grades.count(False), grades.count(True))
        first = list(islice(self._graded(_FIRST), _FIRST))
        strong = sum(not each.is_weak for each in first)
        if first and strong == len(first) == _FIRST:
            strong = max(strong, self._above(self._least([each.hit for each in first])))
        found = self._index.index.count(self._ranking)
        return Count(strong, max(0, found - strong))

    @property
    def _is_plain(self) -> bool:
        """Whether words are all that is asked for."""
        return self._conditions == And(())

    def _graded(self, limit: int | None) -> Iterator[Graded]:
        found = self._hits(limit)
        first = list(islice(found, _FIRST))
        least = self._least(first)
        titled = self._titled(first)
        known = {hit.file for hit in titled}
        rest = [hit for hit in first if hit.file not in known]
        whole = self._with_every_word([hit.file for hit in rest if hit.score < least])
        strong = [hit for hit in rest if hit.score >= least or hit.file in whole]
        known.update(hit.file for hit in strong)
        yield from (Graded(hit, is_weak=False) for hit in (*titled, *strong))
        for hit in chain(rest, found):
            if hit.file not in known:
                yield Graded(hit, is_weak=hit.score < least)

    def _least(self, first: list[Hit]) -> float:
        """The least score of a strong answer; a phrase by itself is met or not."""
        loose = loose_words(self._asked)
        if not loose or not first:
            return 0.0
        has_parts = any(clause.way == "part" for clause in self._clauses)
        of_one = _OF_A_COMPOUND if has_parts else _OF_A_WORD
        return (_OF_SEVERAL if len(loose) > 1 else of_one) * max(hit.score for hit in first)

    def _above(self, least: float) -> int:
        """How many records score this much, or more."""
        size = self._index.index.size()
        wanted = min(_BATCH, size)
        while True:
            scores = self._index.index.scores(self._ranking, wanted)
            if wanted == size or len(scores) < wanted or scores[-1] < least:
                return sum(score >= least for score in scores)
            wanted = min(wanted * _GROWTH, size)

    def _with_every_word(self, files: list[str]) -> set[str]:
        """Those of some files that have every word that was asked for, in any form."""
        if not files:
            return set()
        query = with_every_word(self._index.index, self._asked, files)
        return {each.file for each in self._index.index.search(query, len(files))}

    def _titled(self, first: list[Hit]) -> list[Hit]:
        """The records whose title is the question, word for word."""
        title = words(self._text)
        near = _with_phrase(self._index, self._text) if len(title) > 1 else []
        may_be = {hit.file: hit for hit in (*near, *first)}
        return [hit for hit in may_be.values() if _is_titled(hit, title)]

    def _hits(self, limit: int | None) -> Iterator[Hit]:
        """The records that answer, best first; as many as are wanted, or more."""
        size = self._index.index.size()
        batch = min(_BATCH, size)
        if self._is_plain and limit is not None:
            batch = min(max(limit, _FIRST), size)
        fitting = Conditions(self._conditions, self._index.index)
        offset = 0
        while batch:
            found = self._index.search(self._ranking, batch, offset)
            yield from (
                hit for hit in found if self._is_plain or fitting.fits(hit.file, hit.record)
            )
            offset, batch = offset + batch, min(batch * _GROWTH, _MOST)
            if offset >= size:
                return


def _shown_words(asked: list[Words]) -> list[str]:
    """The words that a passage shows: those of phrases all of them."""
    fixed = (each.text for each in asked if each.begins or each.is_quoted)
    return [*(word for text in fixed for word in index_words(text)), *loose_words(asked)]


def _with_phrase(index: FreshIndex, text: str) -> list[Hit]:
    """The records that have the words of a text next to each other most often."""
    query = words_query(index.index.schema, Words(text, is_quoted=True))
    return index.search(query, _MAY_BE_TITLED) if query and index.index.size() else []


def _is_titled(hit: Hit, title: list[str]) -> bool:
    titles = (hit.record["title"] or "", *hit.record["alternate_titles"])
    return bool(title) and any(words(each) == title for each in titles)
