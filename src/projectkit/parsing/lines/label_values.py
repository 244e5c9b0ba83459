"""What the value of a label looks like: a status, a date, an amount, a name."""

from __future__ import annotations

import re

from projectkit.dutch.amounts import find_amounts, read_amount
from projectkit.dutch.dates import beside_dates, find_dates, read_period
from projectkit.dutch.names import is_person_name, split_titles
from projectkit.dutch.status import read_status
from projectkit.parsing.lines.marks import is_prose

_ADDRESS = re.compile(r"\w\.\w")
_GROUPED = re.compile(r"\d\.\d{3}")
_DURATION = re.compile(r"\d\s?%|\d{1,3}\s(?:jaar|jaren|maand|maanden|week|weken)\b", re.IGNORECASE)
# Targets whose values are names: a heading below such a label is a heading.
_NAMES = frozenset({"themes", "funder", "lead"})
# What ends the first name of "dr. A. Jansen (lector), B. de Vries en C. Smit – 030 700 12 34".
_FIRST_NAME = re.compile(r"\s{0,3}[,;(]\s*|\s{1,3}(?:en|[–-])\s+")
_FITS = {
    "status": lambda text: read_status(text) is not None,
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
    """Whether a text has the form that a label asks for; a label that takes anything asks for nothing."""
    return target in _FITS and target not in _NAMES and _FITS[target](text)


def asks_for_figure(target: str) -> bool:
    """Whether the value of a label has a form of its own, such as a date, and is no name."""
    return target in _FITS and target not in _NAMES


def value_fits(target: str, text: str) -> bool:
    """Whether a text can be the value of a label; what can be anything always can."""
    return _FITS.get(target, bool)(text)


def value_fits_only_before(target: str, text: str) -> bool:
    """Whether a line above a label can be nothing but its value: a period above `Duur`, an amount above `Budget`."""
    if is_prose(text):
        return False
    if target == "amount":
        return bool(find_amounts(text)) or (
            bool(_GROUPED.search(text)) and read_amount(text) is not None
        )
    if target == "status":
        return read_status(text) is not None
    if target == "period":
        return read_period(text) is not None
    return (
        target in {"start_date", "end_date"}
        and bool(find_dates(text))
        and not beside_dates(text, vague=True)
    )
