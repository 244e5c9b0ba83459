"""Words that a question has because it is one, and that say nothing of what it is about.

They count for nothing in a question and are ordinary words anywhere else: `lopen` asks for nothing
in `welke projecten lopen er`, and is what a search for `ouderen lopen` is about.
"""

from __future__ import annotations

from itertools import pairwise


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
    a about all an and any are at by deal dealing deals did do does for from
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


def without_question_words(words: list[str]) -> list[str]:
    """The folded words of a query without those of a question, if it is one."""
    if not _is_question(words):
        return words
    return [word for word in _without_phrases(words) if word not in _OF_QUESTIONS]


def _is_question(words: list[str]) -> bool:
    asks_there = any(
        first in _ASKING_THERE and second == _THERE for first, second in pairwise(words)
    )
    return asks_there or not _ASKING.isdisjoint(words)


def _without_phrases(words: list[str]) -> list[str]:
    rest = words[1:] if words[0] in _ORDERS else list(words)
    for phrase in _PHRASES:
        size = len(phrase)
        for at in reversed(range(len(rest) - size + 1)):
            if tuple(rest[at : at + size]) == phrase:
                del rest[at : at + size]
    return rest
