"""Where the running text of an annotated page names its project.

Annotators mark the title once, mostly on the line that heads the page. Its other mentions are found
here: the whole title, another title that they marked, or what stands before its colon or dash.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from tools.train.annotated import AnnotatedPage
from tools.train.fit import Labelled

from projectkit.parsing.findings.finding import Page
from projectkit.parsing.findings.title_in_text import (
    BEGINS,
    GOES_ON,
    OUTSIDE,
    may_begin,
    sentences,
)
from projectkit.parsing.findings.title_labels import is_label_of_title
from projectkit.parsing.words.spans import Tag
from projectkit.parsing.words.tokens import Token, tokens

Name = tuple[str, ...]

_AFTER_NAME = re.compile(r"\s[–—|-]\s|:\s|\s\(")
_QUOTES = frozenset("‘’“”„«»'\"")
_TITLES = frozenset({Tag.TITLE, Tag.ALTERNATE_TITLE})
_SHORTEST = 3
_LONGEST = 14
# A single word that begins a sentence has a capital anyway; it names something if it is long.
_LONG = 7


def titles_of(annotated: AnnotatedPage) -> frozenset[str]:
    """What running text may call the project of a page: its titles, whole and up to a colon."""
    titles = [words for found, words in annotated.marked() if found.tag in _TITLES]
    heads = {_AFTER_NAME.split(title)[0] for title in titles}
    return frozenset(titles) | {head for head in heads if not is_label_of_title(head)}


def mentions_of(titles: Iterable[str], page: Page) -> list[Labelled]:
    """The sentences of a page that may name the project, with the label of each word.

    Args:
        titles: what running text may call the project.
        page: the page as read by models that have not seen it.

    Returns:
        nothing if its running text never names the project: it would only teach that texts do not.
    """
    names = sorted(set(_names(titles)), key=lambda name: (-len(name), name))
    found = [(each.features, _labels(each.tokens, names)) for each in sentences(page)]
    return found if any(BEGINS in labels for _, labels in found) else []


def _names(titles: Iterable[str]) -> Iterator[Name]:
    """The words of titles, without quotes."""
    for title in titles:
        words = tuple(token.text.casefold() for token in tokens(title) if token.text not in _QUOTES)
        if len(title) >= _SHORTEST and 0 < len(words) <= _LONGEST:
            yield words


def _labels(sentence: Sequence[Token], names: Sequence[Name]) -> list[str]:
    """The label of each word, the longest names first."""
    words = tuple(token.text.casefold() for token in sentence)
    labels = [OUTSIDE] * len(words)
    at = 0
    while at < len(words):
        name = next((name for name in names if _is_at(name, at, words, sentence)), None)
        if name is None:
            at += 1
            continue
        labels[at : at + len(name)] = [BEGINS, *[GOES_ON] * (len(name) - 1)]
        at += len(name)
    return labels


def _is_at(name: Name, at: int, words: Name, sentence: Sequence[Token]) -> bool:
    """Whether a sentence says a name at a place, with a capital."""
    if words[at : at + len(name)] != name:
        return False
    has_capital_anyway = at == 0 and len(name) == 1 and len(name[0]) < _LONG
    return may_begin(sentence[at]) and not has_capital_anyway
