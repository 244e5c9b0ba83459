"""Checks whether a text looks like the value of a label: a status, a date, an amount, a name."""

from __future__ import annotations

import re

from projectkit.dutch.amounts import find_amounts, read_amount
from projectkit.dutch.dates import beside_dates, find_dates
from projectkit.dutch.periods import read_period
from projectkit.dutch.person_names import is_person_name, split_titles
from projectkit.dutch.status import read_stated_status, read_status
from projectkit.parsing.lines.marks import is_prose

_ADDRESS = re.compile(r"\w\.\w")
_GROUPED = re.compile(r"\d\.\d{3}")
_DURATION = re.compile(r"\d\s?%|\d{1,3}\s(?:jaar|jaren|maand|maanden|week|weken)\b", re.IGNORECASE)
# Targets whose values are names: a heading below such a label stays a heading.
_NAMES = frozenset({"themes", "funder", "lead"})
# Ends the first person in "dr. A. Jansen (lector), B. de Vries en C. Smit – 030 700 12 34".
_FIRST_NAME = re.compile(r"\s{0,3}[,;(]\s*|\s{1,3}(?:en|[–-])\s+")
_FITS = {
    "status": lambda text: read_stated_status(text) is not None,
    "start_date": lambda text: bool(find_dates(text)),
    "end_date": lambda text: bool(find_dates(text)),
    "page_date": lambda text: bool(find_dates(text)),
    "period": lambda text: bool(find_dates(text)) or bool(_DURATION.search(text)),
    "amount": lambda text: read_amount(text) is not None,
    "themes": lambda text: not is_prose(text),
    "funder": lambda text: not is_prose(text),
    "lead": lambda text: not is_prose(text),
    "link": lambda text: bool(_ADDRESS.search(text)) and " " not in text,
    "person": lambda text: is_person_name(
        split_titles(_FIRST_NAME.split(text, maxsplit=1)[0]).name
    ),
}


def asks_for(target: str, text: str) -> bool:
    """Whether a label asks for a form, such as a date, and a text has it."""
    return target in _FITS and target not in _NAMES and _FITS[target](text)


def asks_for_figure(target: str) -> bool:
    """Whether the value of a label has a form of its own, such as a date, and is not a name."""
    return target in _FITS and target not in _NAMES


def value_fits(target: str, text: str) -> bool:
    """Whether a text may be the value of a label; many labels take any text."""
    return _FITS.get(target, bool)(text)


def value_fits_only_before(target: str, text: str) -> bool:
    """Whether a line above a label can only be its value: a period above `Duur`."""
    if is_prose(text):
        return False
    if target == "amount":
        return _is_amount(text)
    if target == "status":
        return read_status(text) is not None
    if target == "period":
        return read_period(text) is not None
    return target in {"start_date", "end_date"} and _is_date(text)


def _is_amount(text: str) -> bool:
    if find_amounts(text):
        return True
    return bool(_GROUPED.search(text)) and read_amount(text) is not None


def _is_date(text: str) -> bool:
    """Whether a text is a date and nothing more, perhaps with a word such as `medio`."""
    return bool(find_dates(text)) and not beside_dates(text, vague=True)
