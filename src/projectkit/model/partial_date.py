"""Dates that are no more exact than their source: `2009`, `2009-09` or `2009-09-01` (ISO 8601)."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

PATTERN = r"^\d{4}(-\d{2}(-\d{2})?)?$"
_SHAPE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", re.ASCII)


def _checked(text: str) -> str:
    if not _SHAPE.fullmatch(text):
        kind = "date_form"
        raise PydanticCustomError(kind, "should be a date such as 2009, 2009-09 or 2009-09-01")
    try:
        first_day(text)
    except ValueError:
        kind = "no_such_date"
        raise PydanticCustomError(kind, "the calendar has no {date}", {"date": text}) from None
    return text


PartialDate = Annotated[
    str,
    AfterValidator(_checked),
    WithJsonSchema({"type": "string", "pattern": PATTERN, "format": "partial-date"}),
]
"""A string that is a year, a month or a day; strings of this form sort in order of time."""


def is_partial_date(text: str) -> bool:
    """Whether a text is a year, a month or a day that the calendar has."""
    try:
        return bool(_checked(text))
    except ValueError:
        return False


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
    parts = [int(part) for part in text.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1])  # noqa: PLR2004
