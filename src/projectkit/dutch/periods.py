"""Reads periods as Dutch pages write them: from one date to another, or with an open end."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from projectkit.dutch.date_words import any_of, month_names, months
from projectkit.dutch.dates import FoundDate, find_dates
from projectkit.model.partial_date import first_day, is_partial_date, last_day


class Period(NamedTuple):
    """Start and end as partial dates; either may be open."""

    start: str | None
    end: str | None


# From the first of some school years to the last: "schooljaar 2022-2023 tot en met 2024-2025".
_YEARS = re.compile(
    r"\b((?:19|20)\d\d)\s?[-/]\s?(?:(?:19|20)?\d\d)\s+(?:t/m|tot en met|tot|en)\s+(?:\w*jaar\s)?"
    r"((?:19|20)\d\d)\s?[-/]\s?((?:19|20)?\d\d)\b",
    re.IGNORECASE,
)
# A period on research portals of many universities, often without a space: 1/10/1930/09/23.
_GLUED = re.compile(
    r"\s*(\d{1,2}/\d{1,2}/\d{2})\s{0,3}(?:→|[-–—])?\s{0,3}(\d{1,2}/\d{1,2}/\d{2})\s*"
)


def read_period(text: str) -> Period | None:
    """The period that a text starts with: two dates with a dash, `tot` or `t/m` between them.

    A single date is a period with an open end only if the text says so, as in `vanaf 2020`.
    """
    days = _days().search(text)
    if days:
        return _of_one_month(days)
    years = _YEARS.search(text)
    if years:
        return Period(years[1], f"{years[2][: 4 - len(years[3])]}{years[3]}")
    glued = _GLUED.fullmatch(text)
    dates = find_dates(f"{glued[1]} - {glued[2]}" if glued else text)
    if glued and len(dates) == 2:  # noqa: PLR2004
        return Period(dates[0].value, dates[1].value)
    if len(dates) >= 2 and _are_ends(dates[0], dates[1], text):  # noqa: PLR2004
        return Period(dates[0].value, dates[1].value)
    if not dates:
        return None
    return _with_lone_start(text, dates[0]) or _open_period(text, dates[0])


def _are_ends(first: FoundDate, second: FoundDate, text: str) -> bool:
    """Whether two dates are the ends of a period: `2021 tot 2023`, `april 2022 / maart 2023`."""
    between = text[first.end : second.start]
    if between.strip() == "/":
        return len("2021") < len(first.value) and first.value < second.value
    return _until().fullmatch(between) is not None


def _of_one_month(days: re.Match[str]) -> Period | None:
    month = f"{days['year']}-{months()[days['month'].casefold()]:02}"
    start, end = f"{month}-{int(days['first']):02}", f"{month}-{int(days['last']):02}"
    is_sound = is_partial_date(start) and is_partial_date(end) and start < end
    return Period(start, end) if is_sound else None


def _with_lone_start(text: str, end: FoundDate) -> Period | None:
    separator = re.search(_until().pattern + r"$", text[: end.start], re.IGNORECASE)
    lone = _lone_start().search(text[: separator.start()]) if separator else None
    if lone is None:
        return None
    start = f"{end.value[:4]}-{months()[lone[2].casefold()]:02}"
    start = f"{start}-{int(lone[1]):02}" if lone[1] else start
    if not is_partial_date(start) or len(end.value) == len("2020"):
        return None
    # A start after the end is not in the same year.
    return Period(start, end.value) if first_day(start) <= last_day(end.value) else None


def _open_period(text: str, date: FoundDate) -> Period | None:
    before, after = text[: date.start], text[date.end :]
    if re.match(r"\s*(?:[-–—]|t/m|tot)\s*(?:heden|nu|present|\.\.\.|…|$)", after, re.IGNORECASE):
        return Period(date.value, None)
    if re.fullmatch(r"\s*(?:vanaf|sinds|start|from|since)\s*", before, re.IGNORECASE):
        return Period(date.value, None)
    if re.fullmatch(r"\s*(?:tot|tot en met|t/m|t\.e\.m\.|tem|until)\s*", before, re.IGNORECASE):
        return Period(None, date.value)
    return None


@cache
def _until() -> re.Pattern[str]:
    names, vague = any_of("until"), any_of("vague")
    return re.compile(
        rf"\s{{0,3}}(?:[-–—→⟶➔➝]|[-–—=]>|{names})\s{{0,3}}(?:(?:{vague})\s{{1,2}}){{0,2}}",
        re.IGNORECASE,
    )


@cache
def _lone_start() -> re.Pattern[str]:
    """A start whose year is only written at the end: the `januari` of `januari - maart 2020`."""
    return re.compile(
        rf"(?<!\w)(?:(\d{{1,2}})\s{{1,3}})?({month_names()})\.?\s{{0,3}}$", re.IGNORECASE
    )


@cache
def _days() -> re.Pattern[str]:
    """Two days of one month: `1–31 maart 2021`."""
    until = any_of("until")
    return re.compile(
        rf"(?<![\w.,/-])(?P<first>\d{{1,2}})\s?(?:[-–—/]|(?<=\s)(?:{until})\s)\s?(?P<last>\d{{1,2}})"
        rf"\s{{1,3}}(?P<month>{month_names()})\.?\s{{1,3}}(?P<year>(?:19|20)\d\d)(?!\w)",
        re.IGNORECASE,
    )
