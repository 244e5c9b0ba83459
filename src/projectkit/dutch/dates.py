"""Reads dates and periods as Dutch pages write them, exactly as precise as they are written."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from projectkit.dutch.words import words
from projectkit.model.partial_date import first_day, is_partial_date, last_day


class FoundDate(NamedTuple):
    """A partial date and its span in the text."""

    value: str
    start: int
    end: int


class Period(NamedTuple):
    """Start and end as partial dates; either may be open."""

    start: str | None
    end: str | None


_DIGIT = re.compile(r"\d")
# Two-digit years from here on are in the twentieth century.
_PIVOT = 70


@cache
def _months() -> dict[str, int]:
    return {name: int(number) for number, names in words()["months"].items() for name in names}


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(sorted(_months(), key=len, reverse=True))
    year = r"(?:19|20)\d{2}"
    return re.compile(
        rf"""(?:(?<![\w/.,-])|(?<=(?:19|20)\d\d-))(?:
        (?P<iso_y>{year})-(?P<iso_m>\d{{1,2}})-(?P<iso_d>\d{{1,2}})
        | (?P<ym_y>{year})-(?P<ym_m>0[1-9]|1[0-2])(?!\d|-\d)
        | (?P<num_d>\d{{1,2}})\s?(?P<sep>[-/.])\s?(?P<num_m>\d{{1,2}})\s?(?P=sep)
            \s?(?P<num_y>{year})
        | (?P<short_d>\d{{1,2}})(?P<short_sep>[/-])(?P<short_m>\d{{1,2}})(?P=short_sep)
            [’'`]?(?P<short_y>\d{{2}})
        | (?:(?P<d>\d{{1,2}})(?:e|ste|de)?\s{{1,3}})?(?P<m>{names})\.?
            \s{{1,3}}(?P<y>{year}|[’'`]\d\d)
        | (?P<my_m>\d{{1,2}})[-/](?P<my_y>{year})
        | (?P<only_y>{year})
        )(?![\w%]|[.,]\d)""",
        re.VERBOSE | re.IGNORECASE | re.ASCII,
    )


def _partial(match: re.Match[str]) -> str | None:
    """The date of a match, or None if the calendar does not have it."""
    year = _full_year(_first(match, "iso_y", "num_y", "y", "my_y", "ym_y", "only_y", "short_y"))
    month = _first(match, "iso_m", "ym_m", "num_m", "my_m", "short_m")
    day = _first(match, "iso_d", "num_d", "d", "short_d")
    if match["m"]:
        month = str(_months()[match["m"].casefold()])
    if match["ym_m"] and int(year) % 100 + 1 == int(match["ym_m"]):
        month = ""  # 2009-10 may be a month or two years: only the year is certain
    text = "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])
    try:
        first_day(text)
    except ValueError:
        return None
    return text


def _first(match: re.Match[str], *groups: str) -> str:
    """The text of the first of these groups that matched."""
    return next(filter(None, match.group(*groups)), "")


def _full_year(year: str) -> str:
    """A year in four digits: 2021 for `’21` and `21`."""
    if len(year) == len("2021"):
        return year
    digits = year[-2:]
    return f"{'19' if int(digits) >= _PIVOT else '20'}{digits}"


def find_dates(text: str) -> list[FoundDate]:
    """Every date in a text, in order, except days that the calendar does not have."""
    return list(_dates(text)) if _DIGIT.search(text) else []


@lru_cache(maxsize=1024)
def _dates(text: str) -> tuple[FoundDate, ...]:
    found = ((_partial(match), match) for match in _pattern().finditer(text))
    return tuple(FoundDate(value, match.start(), match.end()) for value, match in found if value)


def beside_dates(text: str, *, vague: bool = False) -> str:
    """What a text says besides its dates and the words between them: `(verlengd)`.

    Args:
        text: the text.
        vague: whether to leave out words such as `medio` too.
    """
    for date in reversed(find_dates(text)):
        text = f"{text[: date.start]} - {text[date.end :]}"
    skipped = [*words()["until"], *(words()["vague"] if vague else ())]
    names = "|".join(re.escape(name) for name in sorted(skipped, key=len, reverse=True))
    return re.sub(
        rf"(?<!\w)(?:{names}|heden|nu|van|vanaf|sinds)(?!\w)|[\W_]+", " ", text, flags=re.IGNORECASE
    ).strip()


def read_date(text: str) -> str | None:
    """The date that a text consists of, or None if it says more than a date."""
    dates = find_dates(text)
    if len(dates) != 1:
        return None
    rest = text[: dates[0].start] + text[dates[0].end :]
    return dates[0].value if not rest.strip(" .:,()") else None


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


@cache
def _until() -> re.Pattern[str]:
    names, vague = (
        "|".join(re.escape(name) for name in sorted(words()[key], key=len, reverse=True))
        for key in ("until", "vague")
    )
    return re.compile(
        rf"\s{{0,3}}(?:[-–—]|{names})\s{{0,3}}(?:(?:{vague})\s{{1,2}}){{0,2}}", re.IGNORECASE
    )


@cache
def _lone_start() -> re.Pattern[str]:
    """A start whose year is only written at the end: the `januari` of `januari - maart 2020`."""
    names = "|".join(sorted(_months(), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:(\d{{1,2}})\s{{1,3}})?({names})\.?\s{{0,3}}$", re.IGNORECASE)


def read_period(text: str) -> Period | None:
    """The period that a text starts with: two dates with a dash, `tot` or `t/m` between them.

    A single date is a period with an open end only if the text says so, as in `vanaf 2020`.
    """
    years = _YEARS.search(text)
    if years:
        return Period(years[1], f"{years[2][: 4 - len(years[3])]}{years[3]}")
    glued = _GLUED.fullmatch(text)
    dates = find_dates(f"{glued[1]} - {glued[2]}" if glued else text)
    if glued and len(dates) == 2:  # noqa: PLR2004
        return Period(dates[0].value, dates[1].value)
    if len(dates) >= 2 and _until().fullmatch(text[dates[0].end : dates[1].start]):  # noqa: PLR2004
        return Period(dates[0].value, dates[1].value)
    if not dates:
        return None
    return _with_lone_start(text, dates[0]) or _open_period(text, dates[0])


def _with_lone_start(text: str, end: FoundDate) -> Period | None:
    separator = re.search(_until().pattern + r"$", text[: end.start], re.IGNORECASE)
    lone = _lone_start().search(text[: separator.start()]) if separator else None
    if lone is None:
        return None
    start = f"{end.value[:4]}-{_months()[lone[2].casefold()]:02}"
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
    if re.fullmatch(r"\s*(?:tot|tot en met|t/m|until)\s*", before, re.IGNORECASE):
        return Period(None, date.value)
    return None
