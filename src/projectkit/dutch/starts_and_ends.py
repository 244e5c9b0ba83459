"""Reads when something starts or ends, where a text has more dates than one."""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile

from projectkit.dutch.date_words import any_of, month_names
from projectkit.dutch.dates import LONGEST_BEFORE, FoundDate, find_dates
from projectkit.dutch.periods import read_period

# Before or between dates of which only one holds, so that neither is certain.
_BETWEEN = re.compile(r"(?<!\w)(?:tussen|between)(?!\w)", re.IGNORECASE)


def read_start(text: str) -> str | None:
    """The date on which something starts by a text: the first of a range.

    >>> read_start("1 maart–1 mei 2021")
    '2021-03-01'
    >>> read_start("tussen maart en mei 2021")
    '2021'
    """
    return _one_of_range(text, last=False)


def read_end(text: str) -> str | None:
    """The date on which something ends by a text: the last of a range, or what it was extended to.

    >>> read_end("31 december 2024 (verlengd tot 1 maart 2026)")
    '2026-03-01'
    """
    return read_extension(text) or _one_of_range(text, last=True)


def _one_of_range(text: str, *, last: bool) -> str | None:
    """The first or last date of a range, or what all dates have in common if only one holds."""
    dates = find_dates(text)
    if not dates:
        return None
    period = read_period(text)
    ends = [period.start, period.end] if period else [date.value for date in dates[:2]]
    known = [date for date in ends if date]
    if is_one_of_two(text):
        return _shared(known)
    if period is None and _month_alone().search(text[: dates[0].start]):
        # `vanaf maart, uiterlijk mei 2021`: both are in that year, if not more.
        return dates[0].value[: len("2021")]
    is_range = period is not None and len(known) > 1
    return known[-1 if last and is_range else 0]


def _shared(dates: list[str]) -> str | None:
    """What dates have in common: the year, or the year and the month."""
    parts = [date.split("-") for date in dates]
    same = list(takewhile(lambda each: len(set(each)) == 1, zip(*parts, strict=False)))
    return "-".join(each[0] for each in same) or None


def is_one_of_two(text: str) -> bool:
    """Whether only one of two dates holds: `tussen maart en mei 2021`, `2020 of 2021`."""
    dates = find_dates(text)
    if not dates:
        return False
    if _BETWEEN.search(text[: dates[0].start]):
        return True
    return len(dates) > 1 and is_alternative(text[dates[0].end : dates[1].start])


def is_alternative(between: str) -> bool:
    """Whether the words between two dates say that only one of them holds."""
    return _or().fullmatch(between) is not None


def read_extension(text: str) -> str | None:
    """The date to which a text says that the end was moved: `verlengd tot 1 maart 2026`."""
    moved = _extension(text)
    return moved[0].value if moved else None


def without_extension(text: str) -> str:
    """A text without its first end, and without the words that move that to another date.

    >>> without_extension("2021 - 2024 (verlengd tot 2026)")
    '2021 -   ( 2026)'
    """
    moved = _extension(text)
    if moved is None:
        return text
    date, words_at = moved
    before = [each for each in find_dates(text) if each.end <= words_at]
    text = f"{text[:words_at]}{text[date.start - 1 :]}"
    old = before[-1] if before else None
    return f"{text[: old.start]} {text[old.end :]}" if old else text


def _extension(text: str) -> tuple[FoundDate, int] | None:
    """The date to which an end was moved, and where the words that say so begin."""
    for date in find_dates(text):
        first = max(0, date.start - LONGEST_BEFORE)
        words_before = _extended().search(text[first : date.start])
        if words_before:
            return date, first + words_before.start()
    return None


@cache
def _extended() -> re.Pattern[str]:
    until = any_of("until")
    return re.compile(
        rf"(?<!\w)(?<!niet )(?<!not )(?:verlengd|verlenging|extended|extension)\s(?:{until})\s$",
        re.IGNORECASE,
    )


@cache
def _month_alone() -> re.Pattern[str]:
    """The name of a month: before a date it is another one, whose year is not written."""
    return re.compile(rf"(?<!\w)(?:{month_names()})(?!\w)", re.IGNORECASE)


@cache
def _or() -> re.Pattern[str]:
    either, vague = any_of("either"), any_of("vague")
    return re.compile(rf"\W{{0,3}}(?:{either})\W{{0,3}}(?:(?:{vague})\s)?", re.IGNORECASE)
