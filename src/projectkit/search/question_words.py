"""Words that a question has because it is one, and that say nothing of what it is about.

They count for nothing in a question and are ordinary words anywhere else: `lopen` asks for nothing
in `welke projecten lopen er`, and is what a search for `ouderen lopen` is about. A word with a
capital within a question belongs to a name (`projecten van Stichting DOEN`), unless the question
gives its own words capitals too: `Welke Projecten Lopen Er`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that occur in any text; a query that has others does without them.
STOP_WORDS = _words("""
    aan als bij dat de der den des die dit door een en er het hoe in is maar met na naar niet of om
    onder ook op over te ten ter tot tussen uit van voor waar wat we wie wordt worden zich zijn
    zonder
""")
_ASKED_FOR = _words("projecten projects")
# What shows that words are a question.
_ASKING = _ASKED_FOR | _words("""
    hoe hoeveel waarin waarmee waarom waarover wanneer wat welk welke wie
    how what when where which
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
# Words that a question may begin with.
_OPENING = _OF_QUESTIONS | _ORDERS | STOP_WORDS
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
    """The words, with a mark for those of names; capitals of the question itself say nothing."""
    if all(spelling.upper() == spelling for _, spelling in written):
        return [_QueryWord(word, is_of_name=False) for word, _ in written]
    opening = _opening_length(written)
    shows_a_name = _is_acronym if _is_in_title_case(written, opening) else _has_capital
    return [
        _QueryWord(word, at >= opening and shows_a_name(spelling))
        for at, (word, spelling) in enumerate(written)
    ]


def _opening_length(written: Sequence[tuple[str, str]]) -> int:
    """How many words a question begins with that belong to no name, whatever their case.

    They are words of a question with a capital (`Hoe Gaat`), or that lead to what is asked for
    (`zijn er Projecten`).
    """
    opening = list(
        takewhile(lambda each: each[0] in _OPENING and not _is_acronym(each[1]), written)
    )
    asked_for = [at for at, (word, _) in enumerate(opening, start=1) if word in _ASKED_FOR]
    capitals = list(takewhile(lambda each: each[1][:1].isupper(), opening))
    return max(len(capitals), *asked_for, 0)


def _is_in_title_case(written: Sequence[tuple[str, str]], opening: int) -> bool:
    """Whether a question gives its own words a capital, and each other word that is not small."""
    gives_its_own = any(
        spelling[:1].isupper() and (at < opening or word in _ASKED_FOR)
        for at, (word, spelling) in enumerate(written)
        if at
    )
    return gives_its_own and not any(
        spelling[:1].islower() and word not in STOP_WORDS for word, spelling in written[1:]
    )


def _is_acronym(spelling: str) -> bool:
    return len(spelling) > 1 and spelling.isupper()


def _has_capital(spelling: str) -> bool:
    """Whether a word has a capital other than that of the English `I`."""
    return len(spelling) > 1 and spelling != spelling.lower()


def _without_phrases(words: list[_QueryWord]) -> list[_QueryWord]:
    rest = list(words)
    for phrase in _PHRASES:
        size = len(phrase)
        for at in reversed(range(len(rest) - size + 1)):
            if tuple(word.folded for word in rest[at : at + size]) == phrase:
                del rest[at : at + size]
    return rest
