"""How a spreadsheet shows a number: its sign, its decimals, or the part of a date."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

Value = str | int | float | bool | date | datetime | time | timedelta

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.')
_BRACKETED = re.compile(r"\[(?P<content>[^\[\]]*)\]")
_DECIMALS = re.compile(r"[0#?](?:\.(?P<decimals>[0#?]+))?(?=[^0#?.,]*$)")
# Digits with leading zeros, as numbers of files have them.
_FIXED = re.compile(r"0{2,}")
# Signs of currencies that a format may hold without brackets.
_SIGNS = re.compile(r"US\$|[$£¥₣₤]|\b(?:USD|GBP|CHF|SEK|NOK|DKK)\b")
_EURO = frozenset({"€", "EUR", ""})
_CENTS = 2
# More digits than these are noise of the way in which computers calculate.
_PRECISION = ".15g"
# Three decimals could be thousands; four cannot.
_LIKE_THOUSANDS, _UNLIKE = 3, 4


class CellForm(NamedTuple):
    """How a cell shows its number or date.

    Attributes:
        is_percent: whether it shows `40%` for 0.4.
        currency: the sign or code of a currency other than the euro.
        decimals: how many decimals it shows; None if as many as there are.
        digits: how many digits it shows at least, with zeros in front.
        is_month: whether it shows no day of a date.
        is_year: whether it shows nothing of a date but its year.
    """

    is_percent: bool = False
    currency: str = ""
    decimals: int | None = None
    digits: int = 0
    is_month: bool = False
    is_year: bool = False


AS_IT_IS = CellForm()
"""A cell that shows what it holds."""


def shown_by(code: str) -> CellForm:
    """What a number format of Office Open XML shows, such as `0.0%` or `mmm-yy`."""
    positive = code.partition(";")[0]
    signs = [match["content"] for match in _BRACKETED.finditer(positive)]
    currencies = [sign[1:].partition("-")[0].strip() for sign in signs if sign.startswith("$")]
    bare = _BRACKETED.sub("", positive)
    currencies += _SIGNS.findall(bare.replace('"', ""))
    plain = _LITERAL.sub("", bare)
    if re.search(r"[ymd]", plain, re.IGNORECASE):
        return _date_shown(plain.lower())
    found = _DECIMALS.search(plain)
    return CellForm(
        is_percent="%" in plain,
        currency=next((sign for sign in currencies if sign not in _EURO), ""),
        decimals=len(found["decimals"] or "") if found else None,
        digits=len(plain) if _FIXED.fullmatch(plain) else 0,
    )


def _date_shown(code: str) -> CellForm:
    has_time = bool(re.search(r"[hs]", code))
    if "d" in code or "y" not in code or has_time:
        return AS_IT_IS
    return CellForm(is_month="m" in code, is_year="m" not in code)


def cell_text(value: Value, shown: CellForm) -> str:
    """The text of a cell, in a form that can be read in one way."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, date):
        return _date_text(value, shown)
    if isinstance(value, int | float):
        return _number_text(value, shown)
    return str(value)


def _date_text(value: date, shown: CellForm) -> str:
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    if shown.is_year:
        return f"{value:%Y}".zfill(4)
    return value.isoformat()[:7] if shown.is_month else value.isoformat()


def _number_text(value: float, shown: CellForm) -> str:
    number = Decimal(format(value, _PRECISION))
    if not number.is_finite():
        return str(value)
    if shown.is_percent:
        return f"{_plain(number * 100)}%"
    if shown.decimals is not None and shown.decimals <= _CENTS:
        # A share of a budget has no end of decimals, and shows cents at most.
        number = round(number, _CENTS)
    text = _plain(number).zfill(shown.digits)
    return f"{shown.currency} {text}" if shown.currency else text


def _plain(number: Decimal) -> str:
    """A number without an exponent and without zeros at its end."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    decimals = len(text.partition(".")[2])
    return text.ljust(len(text) + _UNLIKE - decimals, "0") if decimals == _LIKE_THOUSANDS else text
