"""Tells Belgian pages from Dutch ones, whose phone numbers are read differently."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from projectkit.dutch.words import words

_ENOUGH = 2


@cache
def _belgian() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in words()["belgian"])
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)|\.be\b|\+32", re.IGNORECASE)


def region(lines: Iterable[str]) -> str:
    """`BE` if a page has several signs of Belgium, else `NL`."""
    text = "\n".join(lines)
    folded = text.casefold()
    # Searching for a fixed text is many times faster than searching for a word.
    if not any(name in folded for name in (*words()["belgian"], ".be", "+32")):
        return "NL"
    return "BE" if len(_belgian().findall(text)) >= _ENOUGH else "NL"
