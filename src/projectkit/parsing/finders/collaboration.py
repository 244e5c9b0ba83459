"""Organisations where running text says what they do: `in samenwerking met A, B en C`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from projectkit.model.source import How
from projectkit.parsing.finding import Finding, Page
from projectkit.parsing.organisation_lists import Named, leading_organisations
from projectkit.parsing.prose import after, between, leading
from projectkit.parsing.sentences import Sentence

_WEIGHT = 0.4
_ROLES = (("partner", "partners"), ("funder", "funder"), ("lead", "lead"))


def find_collaboration(page: Page) -> Iterator[Finding]:
    """Propose the organisations that stand before or after the words for a role; all are derived."""
    for sentence in page.sentences:
        for role, name in _ROLES:
            yield from _findings(role, _after_words(name, sentence.text), sentence)
            yield from _findings(role, _before_words(name, sentence.text), sentence)
        yield from _findings("partner", _between_words("partners_between", sentence.text), sentence)


def _after_words(name: str, text: str) -> list[Named]:
    match = leading(f"{name}_before").search(text)
    return leading_organisations(text[match.end() :]) if match else []


def _before_words(name: str, text: str) -> list[Named]:
    """Organisations that a sentence begins with, if right behind them it says what they do."""
    match = after(f"{name}_after").search(text)
    if match is None:
        return []
    found = leading_organisations(text[: match.start()])
    ends = bool(found) and text[: match.start()].rstrip().endswith(found[-1].name.split()[-1])
    return found if ends else []


def _between_words(name: str, text: str) -> list[Named]:
    for first, last in between(name):
        start = first.search(text)
        end = last.search(text, start.end()) if start else None
        if start and end:
            return leading_organisations(text[start.end() : end.start()])
    return []


def _findings(role: str, found: Iterable[Named], sentence: Sentence) -> Iterator[Finding]:
    for named in found:
        value = {"name": named.name, "role": role, "unit": named.unit}
        yield Finding("organisations", value, sentence.lines, How.DERIVED, _WEIGHT, claims=False)
