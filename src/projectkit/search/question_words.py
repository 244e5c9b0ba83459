"""Words that a question has because it is one, and that say nothing of what it is about.

They count for nothing in a question and are ordinary words anywhere else: `lopen` asks for nothing
in `welke projecten lopen er`, and is what a search for `ouderen lopen` is about. A word with a
capital within a question belongs to a name: `projecten van Stichting DOEN`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What shows that words are a question.
_ASKING = _words("""
    hoe hoeveel waarin waarmee waarom waarover wanneer wat welk welke wie
    projecten
    how what when where which projects
""")
# How a question may begin; elsewhere it may be a name: `Toon Bos`.
_ORDERS = _words("geef toon vind zoek find give list show")
# With `er` behind it, each of these asks too: `zijn er`, `loopt er`.
_THERE = "er"
_ASKING_THERE = _words("is zijn was waren bestaat bestaan heeft hebben loopt lopen liep liepen")
# Words of a question, beside the stop words.
_OF_QUESTIONS = (
    _ASKING
    | _ASKING_THERE
    | _words("""
    alle allemaal al die dit deze dat nog nu momenteel ook wel zoal graag
    ik je jij u wij me mij ons iets ergens
    project onderwerp onderwerpen
    gaan gaat ging gingen doen doet deed deden gedaan
    hebt had hadden kan kun kunt kunnen wil willen zou zouden weten laat zien
    vinden zoeken tonen geven
    houden houdt hield bezig richt richten betreft betreffen betreffende
    omtrent inzake rond rondom aangaande
    a about all an and any are at by did do does for from
    had has have i in into it me my of on or project regarding running
    that the their there these they this those to us was we were with
""")
)
# Words that say nothing together: `met betrekking tot`, `op het gebied van`.
_PHRASES = (
    ("met", "betrekking", "tot"),
    ("op", "het", "gebied", "van"),
    ("in", "verband", "met"),
    ("te", "maken", "hebben", "met"),
    ("te", "maken", "met"),
    ("ten", "aanzien", "van"),
    ("op", "dit", "moment"),
    ("with", "regard", "to"),
    ("in", "relation", "to"),
)


class _QueryWord(NamedTuple):
    """A folded word of a query, and whether its capital shows that it belongs to a name."""

    folded: str
    is_of_name: bool


def without_question_words(written: Sequence[tuple[str, str]]) -> list[str]:
    """The folded words of a query without those of a question, if it is one.

    Args:
        written: the folded words, each as it is written. What has a capital is part of a name, such
            as `Green Deal` or `Stichting DOEN`.
    """
    folded = [word for word, _ in written]
    if not _is_question(folded):
        return folded
    asked = _without_phrases(_without_order(written))
    return [word.folded for word in asked if word.is_of_name or word.folded not in _OF_QUESTIONS]


def _is_question(words: list[str]) -> bool:
    asks_there = any(
        first in _ASKING_THERE and second == _THERE for first, second in pairwise(words)
    )
    return asks_there or not _ASKING.isdisjoint(words)


def _without_order(written: Sequence[tuple[str, str]]) -> list[_QueryWord]:
    """The words without one that orders; a name goes on with a capital: `Toon Hermans`."""
    first, *rest = _marked(written)
    begins_a_name = written[0][1][:1].isupper() and bool(rest) and rest[0].is_of_name
    is_order = first.folded in _ORDERS and not begins_a_name
    return rest if is_order else [first, *rest]


def _marked(written: Sequence[tuple[str, str]]) -> list[_QueryWord]:
    """The words, with a mark for those of names; capitals throughout say nothing."""
    if all(spelling.upper() == spelling for _, spelling in written):
        return [_QueryWord(word, is_of_name=False) for word, _ in written]
    return [
        _QueryWord(word, _has_capital(spelling, is_first=not at))
        for at, (word, spelling) in enumerate(written)
    ]


def _has_capital(spelling: str, *, is_first: bool) -> bool:
    """Whether a word has a capital that is neither that of a sentence nor of the English `I`."""
    telling = spelling[1:] if is_first else spelling
    return len(spelling) > 1 and telling != telling.lower()


def _without_phrases(words: list[_QueryWord]) -> list[_QueryWord]:
    rest = list(words)
    for phrase in _PHRASES:
        size = len(phrase)
        for at in reversed(range(len(rest) - size + 1)):
            if tuple(word.folded for word in rest[at : at + size]) == phrase:
                del rest[at : at + size]
    return rest
