"""Amounts of money in euros as Dutch pages write them."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from projectkit.dutch.words import words


@cache
def _pattern() -> re.Pattern[str]:
    units = "|".join(words()["thousands"])
    number = r"\d{1,3}(?:[.\s]\d{3})+(?:,(?:\d{2}|-{1,2}|–))?|\d{1,12}(?:,(?:\d{1,2}|-{1,2}|–))?"
    return re.compile(
        rf"(?:(?:€|\bEUR\b|\beuro\b)\s{{0,3}}(?P<a>{number})(?:\s{{1,2}}(?P<ua>{units})\b)?"
        rf"|(?<![\w.,])(?P<b>{number})(?:\s{{1,2}}(?P<ub>{units})\b)?\s{{0,2}}(?:euro\b|EUR\b|€))(?![.,]?\d)",
        re.IGNORECASE,
    )


def find_amounts(text: str) -> list[Decimal]:
    """Every amount in euros in a text; one that is not well formed (`€ 1.284,750,00`) is left out.

    >>> find_amounts("de begroting is € 300.000,-")
    [Decimal('300000')]
    """
    return [_value(match) for match in _pattern().finditer(text)]


def read_amount(text: str) -> Decimal | None:
    """The one amount of a text; a bare number counts too."""
    amounts = find_amounts(text) or find_amounts(f"€ {text.strip()}")
    return amounts[0] if len(amounts) == 1 else None


def _value(match: re.Match[str]) -> Decimal:
    digits = match["a"] or match["b"]
    unit = (match["ua"] or match["ub"] or "").casefold()
    whole, _, cents = digits.partition(",")
    whole = re.sub(r"[.\s]", "", whole)
    value = Decimal(f"{whole}.{cents}") if cents.isdecimal() else Decimal(whole)
    if unit:
        value *= int(words()["thousands"][unit])
        value = value.quantize(Decimal(1)) if value == value.to_integral_value() else value
    return value
