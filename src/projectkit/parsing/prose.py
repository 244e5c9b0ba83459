"""The patterns by which running text states facts; the patterns themselves are data."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from projectkit.parsing.phrases import load_vocabulary


@cache
def _data() -> dict[str, Any]:
    return load_vocabulary("prose")


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A pattern that is searched for anywhere in a sentence."""
    return re.compile(_data()[name], re.IGNORECASE)


_LONGEST_CLAUSE = 200
# "startte in 2022 en heeft geen einddatum" denies only the latter.
_DENIES = r"(?:heeft|hebben|is|zijn|wordt|worden|was|waren|kent|krijgt|had|hadden)\s(?:nog\s|ook\s)?(?:geen|niet)\b"
_CLAUSE = re.compile(rf"[,.;:()]\s|\sen\s(?={_DENIES})")


def is_uncertain(text: str, start: int, end: int) -> bool:
    """Whether the clause in which words stand denies them, puts a condition, or speaks of another project.

    Args:
        text: the sentence.
        start: where the words begin.
        end: where they end.
    """
    first, last = max(0, start - _LONGEST_CLAUSE), min(len(text), end + _LONGEST_CLAUSE)
    opens = [match.end() for match in _CLAUSE.finditer(text, first, start)]
    closes = _CLAUSE.search(text, end, last)
    return bool(pattern("uncertain").search(text[opens[-1] if opens else first : closes.start() if closes else last]))


@cache
def before(name: str) -> re.Pattern[str]:
    """A pattern that must end where a value begins."""
    return re.compile(rf"(?<!\w)(?:{_any(_data()[name])})\s{{1,2}}$", re.IGNORECASE)


@cache
def leading(name: str) -> re.Pattern[str]:
    """The same words anywhere in a sentence, with what follows them still to be read."""
    return re.compile(rf"(?<!\w)(?:{_any(_data()[name])})\s{{1,2}}", re.IGNORECASE)


@cache
def cues(place: str, roles: tuple[str, ...]) -> re.Pattern[str]:
    """Words for several roles at once, before or after the names that have them; the group is the role."""
    found = "|".join(f"(?P<{role}>{_any(_data()[f'{role}_{place}'])})" for role in roles)
    return re.compile(rf"(?<!\w)(?:{found})\s{{1,2}}" if place == "before" else rf"\s{{1,2}}(?:{found})", re.IGNORECASE)


@cache
def after(name: str) -> re.Pattern[str]:
    """A pattern that must begin where a value ends."""
    return re.compile(rf"\s{{1,2}}(?:{_any(_data()[name])})", re.IGNORECASE)


@cache
def statuses() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Statuses and what a sentence that states them looks like."""
    return tuple((status, re.compile(_any(patterns), re.IGNORECASE)) for status, patterns in _data()["status"].items())


@cache
def between(name: str) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """Pairs of patterns with a value between them."""
    return tuple(
        (re.compile(rf"\b{first}\s", re.IGNORECASE), re.compile(rf"\s{last}\b", re.IGNORECASE))
        for first, last in _data()[name]
    )


@cache
def not_names() -> frozenset[str]:
    """Words with a capital that are no part of a person's name."""
    return frozenset(_data()["not_names"])


def _any(patterns: Iterable[str]) -> str:
    return "|".join(patterns)
