"""The words of dates, and patterns for them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from projectkit.dutch.words import words


@cache
def months() -> dict[str, int]:
    """The number of each month, by its names in lower case."""
    return {name: int(number) for number, names in words()["months"].items() for name in names}


def month_names() -> str:
    """A pattern for the names of months, the longest first."""
    return _pattern(months())


def any_of(*kinds: str) -> str:
    """A pattern for the words of some kinds, the longest first.

    Args:
        kinds: `until` (between the dates of a period), `either` (between dates of which only one
            holds) or `vague` (before a date).
    """
    return _pattern(word for kind in kinds for word in words()[kind])


def _pattern(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
