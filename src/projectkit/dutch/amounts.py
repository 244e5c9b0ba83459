"""Amounts of money in euros as Dutch pages write them."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from projectkit.dutch.words import words

_ENGLISH = r"\d{1,3}(?:,\d{3}){2,4}(?:\.\d{2})?"
_NUMBER = rf"{_ENGLISH}|" r"\d{1,3}(?:[. ]\d{3}){1,4}(?:,(?:\d{2}|[-–—=]{1,2}))?|\d{1,12}(?:,(?:\d{1,2}|[-–—=]{1,2}))?"
_DIGIT = re.compile(r"\d")
_MAX = Decimal(10) ** 13
_MAX_TEXT = 2000


@cache
def _pattern() -> re.Pattern[str]:
    units = "|".join(sorted(words()["thousands"], key=len, reverse=True))
    sign = r"(?:€|\bEUR\b|\beuro\b)"
    return re.compile(
        rf"{sign}\s{{0,3}}(?P<a>{_NUMBER})(?:\s{{0,2}}(?P<ua>{units})\b)?(?![.,]?\d|\w)"
        rf"|(?<![\w.,])(?<!\d )(?P<b>{_NUMBER})(?:\s{{0,2}}(?P<ub>{units})\b)?"
        rf"\s{{0,2}}(?:(?P<k>k)?€|euro\b|EUR\b)(?![.,]?\d)",
        re.IGNORECASE,
    )


def find_amounts(text: str) -> list[Decimal]:
    """Every amount in euros in a text; one that is not well formed (`€ 1.284,750,00`) is left out.

    >>> find_amounts("de begroting is € 300.000,-")
    [Decimal('300000')]
    """
    if not _DIGIT.search(text):
        return []
    return [value for match in _pattern().finditer(text[:_MAX_TEXT]) if (value := _value(match)) < _MAX]


def without_amounts(text: str) -> str:
    """A text without its amounts."""
    return _pattern().sub(" ", text[:_MAX_TEXT])


def read_amount(text: str) -> Decimal | None:
    """The one amount of a text; a number without a currency counts if the text is nothing else."""
    amounts = find_amounts(text)
    if not amounts and re.fullmatch(_NUMBER, text.strip()):
        amounts = find_amounts(f"€ {text.strip()}")
    return amounts[0] if len(amounts) == 1 else None


def _value(match: re.Match[str]) -> Decimal:
    digits = match["a"] or match["b"]
    unit = (match["ua"] or match["ub"] or match["k"] or "").casefold()
    if digits.count(",") > 1:  # as English writes thousands
        digits = digits.replace(",", "").replace(".", ",")
    whole, _, cents = digits.partition(",")
    whole = re.sub(r"[. ]", "", whole)
    value = Decimal(f"{whole}.{cents}") if cents.isdecimal() else Decimal(whole)
    if unit:
        value *= int(words()["thousands"][unit])
        value = value.quantize(Decimal(1)) if value == value.to_integral_value() else value
    return value
