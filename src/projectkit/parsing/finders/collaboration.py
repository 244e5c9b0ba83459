"""Organisations where running text says what they do: `in samenwerking met A, B en C`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from projectkit.model.source import How
from projectkit.parsing.finding import Finding, Page
from projectkit.parsing.organisation_lists import Named, leading_organisations
from projectkit.parsing.prose import between, cues, is_uncertain
from projectkit.parsing.sentences import Sentence

_WEIGHT = 0.4
_ROLES = {"partners": "partner", "funder": "funder", "lead": "lead"}


def find_collaboration(page: Page) -> Iterator[Finding]:
    """Propose the organisations that stand before or after the words for a role; all are derived."""
    for sentence in page.sentences:
        yield from _after_words(sentence)
        yield from _before_words(sentence)
        for role, place in (("partner", "partners_between"), ("funder", "funder_between")):
            yield from _findings(role, _between_words(place, sentence.text), sentence)


def _first_cues(place: str, text: str) -> dict[str, re.Match[str]]:
    """The first words for each role in a sentence."""
    found: dict[str, re.Match[str]] = {}
    for match in cues(place, tuple(_ROLES)).finditer(text):
        if is_uncertain(text, match.start(), match.end()):
            continue
        found.setdefault(_ROLES[match.lastgroup or ""], match)
    return found


def _after_words(sentence: Sentence) -> Iterator[Finding]:
    for role, match in _first_cues("before", sentence.text).items():
        yield from _findings(role, leading_organisations(sentence.text[match.end() :]), sentence)


def _before_words(sentence: Sentence) -> Iterator[Finding]:
    """Organisations that a sentence begins with, if right behind them it says what they do."""
    for role, match in _first_cues("after", sentence.text).items():
        start = sentence.text[: match.start()]
        found = leading_organisations(start, opens=True)
        if found and start.rstrip().endswith(found[-1].name.split()[-1]):
            yield from _findings(role, found, sentence)


def _between_words(name: str, text: str) -> list[Named]:
    for first, last in between(name):
        start = first.search(text)
        end = last.search(text, start.end()) if start else None
        if start and end:
            return leading_organisations(text[start.end() : end.start()])
    return []


def _findings(role: str, found: Iterable[Named], sentence: Sentence) -> Iterator[Finding]:
    for named in found:
        value = {"name": named.name, "role": "lead" if named.is_lead else role, "unit": named.unit}
        yield Finding("organisations", value, sentence.lines, How.DERIVED, _WEIGHT, claims=False)
