"""Finds dates as Dutch pages write them, exactly as precise as they are written."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from projectkit.dutch.date_words import any_of, month_names, months
from projectkit.dutch.words import words
from projectkit.model.partial_date import first_day


class FoundDate(NamedTuple):
    """A partial date and its span in the text."""

    value: str
    start: int
    end: int


_DIGIT = re.compile(r"\d")
LONGEST_BEFORE = 40
"""How far before a date to look for words that change what it says."""
# Two-digit years from here on are in the twentieth century.
_PIVOT = 70
_YEAR_GROUPS = (
    *("iso_y", "num_y", "dash_y", "us_y", "y", "my2_y"),
    *("my_y", "dot_y", "ym_y", "only_y", "short_y"),
)
_MONTH_GROUPS = ("iso_m", "ym_m", "num_m", "my_m", "dot_m", "short_m")
_MONTH_NAME_GROUPS = ("m", "dash_m", "us_m")
_DAY_GROUPS = ("iso_d", "num_d", "dash_d", "us_d", "d", "short_d")
# Words before dates of which only one holds.
_BEFORE_EITHER = frozenset({"tussen", "between"})


@cache
def _pattern() -> re.Pattern[str]:
    names = month_names()
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
            (?:(?:\.,?\s{{0,3}}|,?\s{{1,3}})(?P<y>{year}|[’'`]\d\d)|\.?[-‑/](?P<my2_y>{year}))
        | (?P<my_m>\d{{1,2}})[-‑/](?P<my_y>{year})
        | (?P<dot_m>0[1-9]|1[0-2])(?:\.|\s/\s)(?P<dot_y>{year})(?!/|\s?uur)
        | (?P<only_y>{year})
        )(?![\w%]|[.,]\d)""",
        re.VERBOSE | re.IGNORECASE | re.ASCII,
    )


def find_dates(text: str) -> list[FoundDate]:
    """Every date in a text, in order, except days that the calendar does not have."""
    return list(_dates(text)) if _DIGIT.search(text) else []


@lru_cache(maxsize=1024)
def _dates(text: str) -> tuple[FoundDate, ...]:
    found = ((_partial(match), match) for match in _pattern().finditer(text))
    return tuple(_certain(value, match) for value, match in found if value)


def _partial(match: re.Match[str]) -> str | None:
    """The date of a match, or None if the calendar does not have it."""
    year = _full_year(_first(match, *_YEAR_GROUPS))
    month, day = _first(match, *_MONTH_GROUPS), _first(match, *_DAY_GROUPS)
    name = _first(match, *_MONTH_NAME_GROUPS)
    if name:
        month = str(months()[name.casefold()])
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


def _certain(value: str, match: re.Match[str]) -> FoundDate:
    """A date without what is one of several: only the year of `maart of april 2021` is certain."""
    if match["m"] is None or match["y"] is None:
        return FoundDate(value, match.start(), match.end())
    before = match.string[max(0, match.start() - LONGEST_BEFORE) : match.start()]
    if _other_month().search(before):
        return FoundDate(value[: len("2021")], match.start("y"), match.end())
    if match["d"] and _other_day().search(before):
        return FoundDate(value[: len("2021-03")], match.start("m"), match.end())
    return FoundDate(value, match.start(), match.end())


@cache
def _other_day() -> re.Pattern[str]:
    """Another day that a date may be instead: the `1 of` of `1 of 2 maart 2021`."""
    return re.compile(rf"(?<![\w.,/-])\d{{1,2}}\s(?:{any_of('either')})\s$", re.IGNORECASE)


@cache
def _other_month() -> re.Pattern[str]:
    """Another month that a date may be instead: the `maart of` of `maart of begin april 2021`."""
    either, vague = any_of("either"), any_of("vague")
    return re.compile(
        rf"(?<!\w)(?:{month_names()})\.?(?:\s(?:{either})\s|\s?/\s?)(?:(?:{vague})\s)?$",
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
    names = any_of("until", "vague") if vague else any_of("until")
    return re.sub(
        rf"(?<!\w)(?:{names}|heden|nu|van|vanaf|sinds)(?!\w)|[\W_]+", " ", text, flags=re.IGNORECASE
    ).strip()


def says_only_when(text: str) -> bool:
    """Whether a text has dates, and nothing but parts of dates and words around them.

    >>> [says_only_when(text) for text in ("1 maart–1 mei 2021", "begin 2021", "besluit 2021")]
    [True, True, False]
    """
    choices = " ".join(words()["either"]).replace("/", " ").split()
    known = _BEFORE_EITHER.union(choices, months(), words()["until"])
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
