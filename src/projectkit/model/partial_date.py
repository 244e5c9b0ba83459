"""Dates that are only as exact as their source: `2009`, `2009-09` or `2009-09-01` (ISO 8601)."""

from __future__ import annotations

import re
from datetime import date

PATTERN = r"^\d{4}(-\d{2}(-\d{2})?)?$"
_SHAPE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", re.ASCII)


def is_partial_date(text: str) -> bool:
    """Whether a text is a year, a month or a day that the calendar has."""
    if not _SHAPE.fullmatch(text):
        return False
    try:
        return bool(first_day(text))
    except ValueError:
        return False


def has_form(text: str) -> bool:
    """Whether a text is written as a year, a month or a day, whatever the calendar has."""
    return _SHAPE.fullmatch(text) is not None


def first_day(text: str) -> date:
    """The first day that a partial date covers.

    Raises:
        ValueError: if the calendar has no such month or day.
    """
    year, month, day = ([int(part) for part in text.split("-")] + [1, 1])[:3]
    return date(year, month, day)


def last_day(text: str) -> date:
    """The last day that a partial date covers.

    Raises:
        ValueError: if the calendar has no such month or day.
    """
    from calendar import monthrange  # noqa: PLC0415  (few questions ask for the last day of a month)

    parts = [int(part) for part in text.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1])  # noqa: PLR2004
