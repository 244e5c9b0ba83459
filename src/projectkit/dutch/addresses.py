"""Finds Dutch postal addresses in running text, by their postal code."""

from __future__ import annotations

import re

_POSTAL_CODE = r"[1-9]\d{3}\s?[A-Z]{2}"
_STREET = r"(?:[A-ZÀ-Ý’'][\w’'.-]{0,40}\s){1,4}\d{1,5}\s?[a-zA-Z]?(?:-\d{1,4})?"
# A year and two capitals, as in Agenda 2030 EU, are a postal code only after a street.
_NO_YEAR = r"(?!(?:19|20)\d\d\s[A-Z]{2}\b)"
_PLACE = r"(?:\s[A-ZÀ-Ý][\w’'-]+){0,3}"
_PATTERN = re.compile(
    rf"{_STREET},?\s{{0,2}}\b{_POSTAL_CODE}\b{_PLACE}|\b{_NO_YEAR}{_POSTAL_CODE}\b{_PLACE}|\bPostbus\s\d{{1,6}}"
)
# What every address contains: searching for this is faster than searching for a street.
_HINT = re.compile(rf"{_POSTAL_CODE}|Postbus\s\d")


def has_address(text: str) -> bool:
    """Whether a text contains a postal address or a PO box number."""
    return bool(_HINT.search(text) and _PATTERN.search(text))


def addresses_as_written(text: str) -> list[tuple[int, str]]:
    """Every address in a text as it is written, with its position."""
    if not _HINT.search(text):
        return []
    return [(match.start(), match[0]) for match in _PATTERN.finditer(text)]
