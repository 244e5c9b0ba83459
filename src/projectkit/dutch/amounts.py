"""Reads amounts in euros as Dutch pages write them."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from projectkit.dutch.words import words

# Nobody writes a thousandth of a euro, but for the price of a litre: `EUR 385,000`, not `€ 1,879`.
_NO_UNIT = r"(?!\s?(?:[km]\b|bn\b|duiz|mi[lo]|ml[nd]|mrd|thou|ton|x\b|/))"
_ENGLISH = (
    r"\d{1,3}(?:,\d{3}){2,4}(?:\.\d{2})?"
    rf"|[1-9]\d{{1,2}},\d{{3}}(?:\.\d{{2}})?{_NO_UNIT}"
)
_SPACED = r"(?!0)\d{1,3}(?: \d{3}){1,4}\.\d{2}"
_SWISS = r"\d{1,3}(?:['’]\d{3}){1,4}(?:[.,](?:\d{2}|[-–—=]{1,2}))?"
# No group of thousands begins with a zero: `0.500` may be a half or five hundred.
_NUMBER = (
    rf"{_ENGLISH}|{_SPACED}|{_SWISS}|"
    r"(?!0)\d{1,3}(?:[. ]\d{3}){1,4}(?:,(?:\d{2}|[-–—=]{1,2}))?"
    r"|\d{1,12}(?:,(?:\d{1,2}|[-–—=]{1,2}))?"
)
# With a unit behind it a point may be that of decimals: `8.4 miljoen euro`.
_DECIMAL = r"\d{1,3}\.\d{1,2}(?!\d)"
_ENGLISH_NUMBER = re.compile(rf"{_ENGLISH}|{_SPACED}")
# What is an amount without a currency where one is asked for, unlike `300 m` and `12.500 ton`.
_WITH_UNIT = re.compile(
    r"\d{1,3}(?:,\d{1,2})?\s?(?:duizend|k|mille|miljoen|mln|ton)\.?", re.IGNORECASE
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_SWISS_SEPARATOR = re.compile(r"['’]")
_DIGIT = re.compile(r"\d")
# What makes an amount one of several: `2 x € 50.000`.
_TIMES = re.compile(r"\d\s?[x\u00d7*]\s?$")
_LONGEST_COUNT = len("1000 x ")
_MAX = Decimal(10) ** 13
_MAX_TEXT = 2000


@cache
def _pattern() -> re.Pattern[str]:
    units = "|".join(sorted(words()["thousands"], key=len, reverse=True))
    sign = r"(?:(?P<kb>\b[kM])?€|\b(?P<kw>[kM])?EUR\b|\beuro\b)"
    before = r"(?<![\w.,'’])(?<!\d )"
    after = r"(?![.,'’]?\d|\w)"
    return re.compile(
        rf"{sign}\s{{0,3}}(?:(?P<da>{_DECIMAL})\s{{0,2}}(?P<dua>{units})\b"
        rf"|(?P<a>{_NUMBER})(?:\s{{0,2}}(?P<ua>{units})\b)?){after}"
        rf"|{before}(?:(?P<db>{_DECIMAL})\s{{0,2}}(?P<dub>{units})\b"
        rf"|(?P<b>{_NUMBER})(?:\s{{0,2}}(?P<ub>{units})\b)?)"
        rf"\s{{0,2}}(?:(?P<k>k)?(?:€|EUR\b)|euro\b)(?![.,]?\d)",
        re.IGNORECASE,
    )


def find_amounts(text: str) -> list[Decimal]:
    """Every amount in euros in a text, except malformed ones (`€ 1.284,750,00`).

    >>> find_amounts("de begroting is € 300.000,-")
    [Decimal('300000')]
    """
    if not _DIGIT.search(text):
        return []
    text = text[:_MAX_TEXT]
    values = (
        _value(match)
        for match in _pattern().finditer(text)
        if not _TIMES.search(text, max(0, match.start() - _LONGEST_COUNT), match.start())
    )
    return [value for value in values if value is not None and value < _MAX]


def amounts_as_written(text: str) -> list[tuple[int, int]]:
    """The span of every amount in a text, including amounts in words: `drie ton`.

    An amount in words without a currency may be a weight: the words around it have to tell.
    """
    matches = _pattern().finditer(text[:_MAX_TEXT]) if _DIGIT.search(text) else ()
    found = [match.span() for match in matches]
    if any(unit in text for unit in words()["large_units"]):
        taken = {place for start, end in found for place in range(start, end)}
        words_found = (match.span() for match in _in_words().finditer(text[:_MAX_TEXT]))
        found += [
            (start, end)
            for start, end in words_found
            if start not in taken and end - 1 not in taken
        ]
    return sorted(found)


def read_amount_in_words(text: str) -> Decimal | None:
    """The amount of `drie ton`, `2,5 miljoen` or `anderhalf miljoen euro`, else None."""
    match = _in_words().fullmatch(text.strip())
    if match is None:
        return None
    number, unit = match["number"].casefold(), match["unit"].casefold()
    count = words()["numbers"].get(number) or number.replace(",", ".")
    value = Decimal(str(count)) * int(words()["large_units"][unit])
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


@cache
def _in_words() -> re.Pattern[str]:
    numbers = "|".join(sorted(words()["numbers"], key=len, reverse=True))
    units = "|".join(words()["large_units"])
    return re.compile(
        rf"(?<![\w.,])(?P<number>{numbers}|\d{{1,3}}(?:[.,]\d{{1,2}})?)"
        rf"\s(?P<unit>{units})\b(?:\seuro\b)?",
        re.IGNORECASE,
    )


def without_amounts(text: str) -> str:
    """A text without its amounts."""
    return _pattern().sub(" ", text[:_MAX_TEXT])


def read_amount(text: str) -> Decimal | None:
    """The only amount in a text, or the text as one without a currency: `250.000`, `2,6 ton`."""
    amounts = find_amounts(text)
    if len(amounts) == 1:
        return amounts[0]
    bare = text.strip()
    is_number = re.fullmatch(_NUMBER, bare) and not _YEAR.fullmatch(bare)
    if amounts or not (is_number or _WITH_UNIT.fullmatch(bare)):
        return None
    return next(iter(find_amounts(f"€ {bare}")), None)


# A currency sign or word around a number that is the whole text.
_SIGN_BEFORE = re.compile(r"^(?:€|euro|EUR)\s?", re.IGNORECASE)
_SIGN_AFTER = re.compile(r"\s?(?:€|EUR|euro(?:['’]?s)?(?:,[-–—=]{1,2})?)$", re.IGNORECASE)
# The full stop of an abbreviation or a sentence.
_STOP = re.compile(r"(?<=[\w=-])\.$")
# Without thousands separators, and English ones that their decimals tell from Dutch decimals.
_UNGROUPED = re.compile(r"(?:0|[1-9]\d{0,14})(?:[.,]\d{1,2})?", re.ASCII)
# English thousands, or Dutch decimals: who types it is asked.
_EITHER_GROUPED = re.compile(r"\d{1,3},\d{3}", re.ASCII)
_ENGLISH_DECIMALS = re.compile(r"[1-9]\d{0,2}(?:,\d{3}){1,3}\.\d{2}", re.ASCII)


class Sum(NamedTuple):
    """An amount, and whether its text says that it is in euros."""

    amount: Decimal
    in_euros: bool


def read_sum(text: str) -> Sum | None:
    """The amount that a text consists of; None if it says more, or could be two amounts.

    >>> read_sum("€ 100.000,=")
    Sum(amount=Decimal('100000'), in_euros=True)
    >>> read_sum("0.500")
    """
    # Blanks of any width separate thousands.
    written = _STOP.sub("", " ".join(text[:_MAX_TEXT].split()))
    shortened = _pattern().fullmatch(written)
    if shortened and any(shortened.group("k", "kb", "kw")):
        amount = _value(shortened)
        return None if amount is None else Sum(amount, in_euros=True)
    plain = _SIGN_AFTER.sub("", _SIGN_BEFORE.sub("", written)).strip()
    amount = _whole_amount(plain)
    return Sum(amount, plain != written) if amount is not None else None


def _whole_amount(plain: str) -> Decimal | None:
    if _EITHER_GROUPED.fullmatch(plain):
        return None
    if _UNGROUPED.fullmatch(plain):
        return Decimal(plain.replace(",", "."))
    if _ENGLISH_DECIMALS.fullmatch(plain):
        return Decimal(plain.replace(",", ""))
    if re.match(r"0\d", plain):
        return None
    match = _pattern().fullmatch(f"€ {plain}")
    value = _value(match) if match else read_amount_in_words(plain)
    return value if value is not None and value < _MAX else None


def _value(match: re.Match[str]) -> Decimal | None:
    digits = next(filter(None, match.group("a", "b", "da", "db")))
    unit = next(filter(None, match.group("ua", "ub", "dua", "dub", "k", "kb", "kw")), "").casefold()
    if unit and _EITHER_GROUPED.fullmatch(digits):
        return None
    is_decimal = match["da"] or match["db"]
    if is_decimal:
        digits = digits.replace(".", ",")
    elif _SWISS_SEPARATOR.search(digits):
        digits = _SWISS_SEPARATOR.sub("", digits).replace(".", ",")
    elif _ENGLISH_NUMBER.fullmatch(digits):
        digits = re.sub(r"[, ]", "", digits).replace(".", ",")
    whole, _, cents = digits.partition(",")
    whole = re.sub(r"[. ]", "", whole)
    value = Decimal(f"{whole}.{cents}") if cents.isdecimal() else Decimal(whole)
    if unit:
        value *= int(words()["thousands"][unit])
        value = value.quantize(Decimal(1)) if value == value.to_integral_value() else value
    return value
