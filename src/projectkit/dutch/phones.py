"""Reads Dutch and Belgian phone numbers as E.164 (ITU-T), by Google's phone number data."""

from __future__ import annotations

import re
from functools import lru_cache

import phonenumbers

# The possessive quantifier keeps a number whole: the page does not state half of one.
_CANDIDATE = re.compile(r"(?<![\w@/])[+(]{0,2}[0+](?:[\s()./‑–-]{0,4}\d){8,40}+(?![\w@])")
_BETWEEN = re.compile(r"\s*/\s+|\s+[-–]\s+(?=[0+(])|\s{2,}|\s+(?=0\d|(?:19|20)\d\d\b)")
_DASHES = str.maketrans("–—‑", "---")
# The digits of a national number, including the 0; Belgian mobile numbers have ten as well.
_NATIONAL_DIGITS = {"NL": 10, "BE": 9}
_DUTCH = 31


@lru_cache(maxsize=4096)
def read_phone(text: str, region: str | None = None) -> str | None:
    """The phone number that a text consists of, or None.

    Args:
        text: the text.
        region: the country of the page, `NL` or `BE`, or None if it is unknown. On a Dutch page
            nine digits are a Dutch number without its last digit, not a Belgian one.

    >>> read_phone("010 – 794 6917")
    '+31107946917'
    >>> read_phone("06-1234567", "NL")
    """
    text = text.translate(_DASHES).strip(" ./")
    digits = re.sub(r"\D", "", text)
    is_international = text.startswith("+")
    if not digits.startswith("0") and not is_international:
        return None
    if region == "NL" and not is_international and len(digits) == _NATIONAL_DIGITS["BE"]:
        return None
    for country in ("BE", "NL") if region == "BE" else ("NL", "BE"):
        number = _parse(text, country)
        if number and phonenumbers.is_valid_number(number):
            return _e164(number)
    # A number with an area code that is not (or no longer) in use is still what the page states.
    sizes = {size: country for country, size in _NATIONAL_DIGITS.items()}
    country = "NL" if is_international else sizes.get(len(digits), "")
    number = _parse(text, country) if country else None
    return _e164(number) if number and _may_exist(number) else None


def _may_exist(number: phonenumbers.PhoneNumber) -> bool:
    """Whether a number is as long as those of its country are."""
    is_dutch = number.country_code == _DUTCH
    if is_dutch and len(str(number.national_number)) != _NATIONAL_DIGITS["NL"] - 1:
        return False
    return phonenumbers.is_possible_number(number)


def _parse(text: str, region: str) -> phonenumbers.PhoneNumber | None:
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    return None if number.extension else number


def _e164(number: phonenumbers.PhoneNumber) -> str:
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _numbers(candidate: str, region: str | None = None) -> list[str]:
    """The numbers in a run of digits and separators: one, or several that a slash or dash joins."""
    whole = read_phone(candidate, region)
    if whole:
        return [whole]
    return [number for part in _BETWEEN.split(candidate) if (number := read_phone(part, region))]


def find_phones(text: str, region: str | None = None) -> list[str]:
    """Every phone number in a text, in order; `region` as for `read_phone`."""
    return [number for match in _CANDIDATE.finditer(text) for number in _numbers(match[0], region)]


def phones_as_written(text: str) -> list[tuple[int, str]]:
    """Every phone number as it is written, with its position; two joined by a slash are one."""
    return [
        (match.start(), match[0].rstrip(" .()/"))
        for match in _CANDIDATE.finditer(text)
        if _numbers(match[0])
    ]


def without_phones(text: str, replacement: str) -> str:
    """A text with every phone number replaced."""

    def replaced(match: re.Match[str]) -> str:
        tail = match[0][len(match[0].rstrip(" .()/")) :]
        return replacement + tail if _numbers(match[0]) else match[0]

    return _CANDIDATE.sub(replaced, text)
