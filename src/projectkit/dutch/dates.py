"""Reads dates and periods as Dutch pages write them, exactly as precise as they are written."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import takewhile
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
# How far before a date to look for words that change what it says.
_LONGEST_BEFORE = 40
# Two-digit years from here on are in the twentieth century.
_PIVOT = 70


@cache
def _months() -> dict[str, int]:
    return {name: int(number) for number, names in words()["months"].items() for name in names}


@cache
def _month_names() -> str:
    """A pattern for the names of months, the longest first."""
    return "|".join(sorted(_months(), key=len, reverse=True))


@cache
def _pattern() -> re.Pattern[str]:
    names = _month_names()
    year = r"(?:19|20)\d{2}"
    ordinal = r"(?:e|ste|de|st|nd|rd|th)?"
    return re.compile(
        rf"""(?:(?<![\w/.,-])|(?<=(?:19|20)\d\d-))(?:
        (?P<iso_y>{year})(?P<iso_sep>[-‑–/]|\.(?=\d\d\.\d\d))(?P<iso_m>0?[1-9]|1[0-2])(?P=iso_sep)
            (?P<iso_d>\d{{1,2}})
            (?:(?:T|\s)\d\d:\d\d(?::\d\d(?:\.\d{{1,6}})?)?(?:Z|[+-]\d\d:?\d\d)?)?
        | (?P<ym_y>{year})[-‑](?P<ym_m>0[1-9]|1[0-2])(?!\d|[-‑]\d)
        | (?P<num_d>\d{{1,2}})\s?(?P<sep>[-‑–/.])\s?(?P<num_m>\d{{1,2}})\s?(?P=sep)
            \s?(?P<num_y>{year})
        | (?P<short_d>\d{{1,2}})(?P<short_sep>[-‑/]|(?<=\d\d)\.(?=\d\d\.))(?P<short_m>\d{{1,2}})
            (?P=short_sep)[’'`]?(?P<short_y>\d{{2}})
        | (?P<dash_d>\d{{1,2}})(?P<dash_sep>[-‑/])(?P<dash_m>{names})\.?(?P=dash_sep)
            (?P<dash_y>{year}|[’'`]?\d\d)
        | (?P<us_m>{names})\.?\s(?P<us_d>\d{{1,2}}){ordinal},?\s{{1,3}}(?P<us_y>{year})
        | (?:(?P<d>\d{{1,2}}){ordinal}\s{{1,3}}(?:of\s)?)?(?P<m>{names})
            (?:(?:\.,?\s{{0,3}}|,?\s{{1,3}})(?P<y>{year}|[’'`]\d\d)|\.?[-‑](?P<my2_y>{year}))
        | (?P<my_m>\d{{1,2}})[-‑/](?P<my_y>{year})
        | (?P<only_y>{year})
        )(?![\w%]|[.,]\d)""",
        re.VERBOSE | re.IGNORECASE | re.ASCII,
    )


_YEAR_GROUPS = (
    *("iso_y", "num_y", "dash_y", "us_y", "y", "my2_y"),
    *("my_y", "ym_y", "only_y", "short_y"),
)
_MONTH_GROUPS = ("iso_m", "ym_m", "num_m", "my_m", "short_m")
_MONTH_NAME_GROUPS = ("m", "dash_m", "us_m")
_DAY_GROUPS = ("iso_d", "num_d", "dash_d", "us_d", "d", "short_d")


def _partial(match: re.Match[str]) -> str | None:
    """The date of a match, or None if the calendar does not have it."""
    year = _full_year(_first(match, *_YEAR_GROUPS))
    month, day = _first(match, *_MONTH_GROUPS), _first(match, *_DAY_GROUPS)
    name = _first(match, *_MONTH_NAME_GROUPS)
    if name:
        month = str(_months()[name.casefold()])
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
    return tuple(_certain(value, match) for value, match in found if value)


def _certain(value: str, match: re.Match[str]) -> FoundDate:
    """A date without what is one of several: only the year of `maart of april 2021` is certain."""
    if match["m"] is None or match["y"] is None:
        return FoundDate(value, match.start(), match.end())
    before = match.string[max(0, match.start() - _LONGEST_BEFORE) : match.start()]
    if _other_month().search(before):
        return FoundDate(value[: len("2021")], match.start("y"), match.end())
    if match["d"] and _other_day().search(before):
        return FoundDate(value[: len("2021-03")], match.start("m"), match.end())
    return FoundDate(value, match.start(), match.end())


@cache
def _either() -> str:
    """A pattern for the words between dates of which only one holds."""
    return "|".join(sorted(map(re.escape, words()["either"]), key=len, reverse=True))


@cache
def _other_day() -> re.Pattern[str]:
    """Another day that a date may be instead: the `1 of` of `1 of 2 maart 2021`."""
    return re.compile(rf"(?<![\w.,/-])\d{{1,2}}\s(?:{_either()})\s$", re.IGNORECASE)


@cache
def _other_month() -> re.Pattern[str]:
    """Another month that a date may be instead: the `maart of` of `maart of begin april 2021`."""
    vague = "|".join(map(re.escape, words()["vague"]))
    return re.compile(
        rf"(?<!\w)(?:{_month_names()})\.?(?:\s(?:{_either()})\s|\s?/\s?)(?:(?:{vague})\s)?$",
        re.IGNORECASE,
    )


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


# Words before dates of which only one holds.
_BEFORE_EITHER = frozenset({"tussen", "between"})


def says_only_when(text: str) -> bool:
    """Whether a text has dates, and nothing but parts of dates and words around them.

    >>> [says_only_when(text) for text in ("1 maart–1 mei 2021", "begin 2021", "besluit 2021")]
    [True, True, False]
    """
    choices = " ".join(words()["either"]).replace("/", " ").split()
    known = _BEFORE_EITHER.union(choices, _months(), words()["until"])
    rest = beside_dates(text, vague=True).casefold().split()
    is_known = all(word in known or re.fullmatch(r"\d{1,2}", word) for word in rest)
    return is_known and bool(find_dates(text))


def read_date(text: str) -> str | None:
    """The date that a text consists of, or None if it says more than a date."""
    dates = find_dates(text)
    if len(dates) != 1:
        return None
    rest = text[: dates[0].start] + text[dates[0].end :]
    return dates[0].value if not rest.strip(" .:,()") else None


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


@cache
def _or() -> re.Pattern[str]:
    vague = "|".join(map(re.escape, words()["vague"]))
    return re.compile(rf"\W{{0,3}}(?:{_either()})\W{{0,3}}(?:(?:{vague})\s)?", re.IGNORECASE)


def _shared(dates: list[str]) -> str | None:
    """What dates have in common: the year, or the year and the month."""
    parts = [date.split("-") for date in dates]
    same = list(takewhile(lambda each: len(set(each)) == 1, zip(*parts, strict=False)))
    return "-".join(each[0] for each in same) or None


@cache
def _extended() -> re.Pattern[str]:
    until = "|".join(re.escape(word) for word in sorted(words()["until"], key=len, reverse=True))
    return re.compile(
        rf"(?<!\w)(?<!niet )(?<!not )(?:verlengd|verlenging|extended|extension)\s(?:{until})\s$",
        re.IGNORECASE,
    )


def read_extension(text: str) -> str | None:
    """The date to which a text says that the end was moved: `verlengd tot 1 maart 2026`."""
    moved = _extension(text)
    return moved[0].value if moved else None


def without_extension(text: str) -> str:
    """A text without its first end, and without the words that move that to another date.

    >>> without_extension("2021 - 2024 (verlengd tot 2026)")
    '2021 -  ( 2026)'
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
        first = max(0, date.start - _LONGEST_BEFORE)
        words_before = _extended().search(text[first : date.start])
        if words_before:
            return date, first + words_before.start()
    return None


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
        rf"\s{{0,3}}(?:[-–—→⟶➔➝]|[-–—=]>|{names})\s{{0,3}}(?:(?:{vague})\s{{1,2}}){{0,2}}",
        re.IGNORECASE,
    )


@cache
def _month_alone() -> re.Pattern[str]:
    """The name of a month: before a date it is another one, whose year is not written."""
    return re.compile(rf"(?<!\w)(?:{_month_names()})(?!\w)", re.IGNORECASE)


@cache
def _lone_start() -> re.Pattern[str]:
    """A start whose year is only written at the end: the `januari` of `januari - maart 2020`."""
    return re.compile(
        rf"(?<!\w)(?:(\d{{1,2}})\s{{1,3}})?({_month_names()})\.?\s{{0,3}}$", re.IGNORECASE
    )


@cache
def _days() -> re.Pattern[str]:
    """Two days of one month: `1–31 maart 2021`."""
    until = "|".join(re.escape(word) for word in sorted(words()["until"], key=len, reverse=True))
    return re.compile(
        rf"(?<![\w.,/-])(?P<first>\d{{1,2}})\s?(?:[-–—/]|(?<=\s)(?:{until})\s)\s?(?P<last>\d{{1,2}})"
        rf"\s{{1,3}}(?P<month>{_month_names()})\.?\s{{1,3}}(?P<year>(?:19|20)\d\d)(?!\w)",
        re.IGNORECASE,
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
    if len(dates) >= 2 and _until().fullmatch(text[dates[0].end : dates[1].start]):  # noqa: PLR2004
        return Period(dates[0].value, dates[1].value)
    if not dates:
        return None
    return _with_lone_start(text, dates[0]) or _open_period(text, dates[0])


def _of_one_month(days: re.Match[str]) -> Period | None:
    month = f"{days['year']}-{_months()[days['month'].casefold()]:02}"
    start, end = f"{month}-{int(days['first']):02}", f"{month}-{int(days['last']):02}"
    is_sound = is_partial_date(start) and is_partial_date(end) and start < end
    return Period(start, end) if is_sound else None


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
    if re.fullmatch(r"\s*(?:tot|tot en met|t/m|t\.e\.m\.|tem|until)\s*", before, re.IGNORECASE):
        return Period(None, date.value)
    return None
