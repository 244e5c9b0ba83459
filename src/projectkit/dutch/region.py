"""Tells Belgian pages from Dutch ones, whose phone numbers are read differently."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from projectkit.dutch.words import words

_ENOUGH = 2
# What shows that a page is from the Netherlands: a domain, a phone number, a postal code, a name.
_DUTCH = re.compile(r"\.nl\b|\+31|\b[1-9]\d{3}\s[A-Z]{2}\b|(?<!\w)[Nn]ederland(?:s|se)?(?!\w)")

# A Dutch number; Belgian mobile numbers have ten digits as well.
_TEN_DIGITS = re.compile(r"(?<!\d)0(?!4\d\d)(?:[\s()-]{0,3}\d){9}(?!\d)")


@cache
def _belgian() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in words()["belgian"])
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)|\.be\b|\+32", re.IGNORECASE)


def region(lines: Iterable[str]) -> str:
    """`BE` if signs of Belgium prevail on a page: several, or one and none of the Netherlands."""
    text = "\n".join(lines)
    folded = text.casefold()
    # Searching for a fixed text is many times faster than searching for a word.
    if not any(name in folded for name in (*words()["belgian"], ".be", "+32")):
        return "NL"
    signs = len(_belgian().findall(text))
    is_dutch = _DUTCH.search(text) or _TEN_DIGITS.search(text)
    is_belgian = signs >= _ENOUGH or (signs > 0 and not is_dutch)
    return "BE" if is_belgian else "NL"
