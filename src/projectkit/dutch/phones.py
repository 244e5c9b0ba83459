"""Phone numbers of the Netherlands and Belgium as E.164 (ITU-T), by Google's phone number data."""

from __future__ import annotations

import re
from functools import lru_cache

import phonenumbers

_CANDIDATE = re.compile(r"(?<![\w@./])\+?\(?\d[\d\s()./–-]{7,22}\d(?![\w@])")
_DASHES = str.maketrans("–—‑", "---")


# How many digits a national number has, its 0 included, where no area code tells the country.
_NATIONAL_DIGITS = {10: "NL", 9: "BE"}


@lru_cache(maxsize=4096)
def read_phone(text: str) -> str | None:
    """The phone number that a text consists of, or None.

    >>> read_phone("010 – 794 6917")
    '+31107946917'
    """
    text = text.translate(_DASHES).strip()
    digits = re.sub(r"\D", "", text)
    if not digits.startswith("0") and not text.startswith("+"):
        return None
    for region in ("NL", "BE"):
        number = _parse(text, region)
        if number and phonenumbers.is_valid_number(number):
            return _e164(number)
    # An area code that is not (or no longer) in use is still what the page states.
    number = _parse(text, _NATIONAL_DIGITS.get(len(digits)) or "NL")
    return _e164(number) if number and phonenumbers.is_possible_number(number) else None


def _parse(text: str, region: str) -> phonenumbers.PhoneNumber | None:
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    return None if number.extension else number


def _e164(number: phonenumbers.PhoneNumber) -> str:
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def is_phone(text: str) -> bool:
    """Whether a text is a phone number and nothing else."""
    return bool(_CANDIDATE.fullmatch(text)) and read_phone(text) is not None


def find_phones(text: str) -> list[str]:
    """Every phone number in a text, in order."""
    numbers = (read_phone(match[0]) for match in _CANDIDATE.finditer(text))
    return [number for number in numbers if number]


def without_phones(text: str, replacement: str) -> str:
    """A text with every phone number replaced."""
    return _CANDIDATE.sub(lambda match: replacement if read_phone(match[0]) else match[0], text)
