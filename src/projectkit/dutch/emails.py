"""Finds e-mail addresses in running text."""

from __future__ import annotations

import re

TOP_DOMAINS = "nl|be|eu|org|com|net|info|frl|gent|brussels|vlaanderen|amsterdam|example"
"""The last parts of the addresses of Dutch and Flemish sites, as alternatives of a pattern."""

_LOCAL = r"[\w.%+'-]{1,64}"
_NAMES = r"(?:[\w-]{1,63}\.){1,8}"
_END = r"[^\W\d_]{2,24}"
_PLAIN = rf"{_LOCAL}@{_NAMES}{_END}"
# Words for the signs of an address, which hide it from robots.
_AT_WORD = r"\s?[(\[{](?:at|ape(?:n)?staart(?:je)?)[)\]}]\s?"
_DOT_WORD = r"\s?[(\[{](?:dot|punt)[)\]}]\s?"
_SPELLED_NAMES = rf"(?:[\w-]{{1,63}}(?:\.|{_DOT_WORD})){{1,8}}"
_SPELLED = rf"{_LOCAL}(?:{_DOT_WORD}[\w-]{{1,63}})?{_AT_WORD}{_SPELLED_NAMES}{_END}"
# Signs that also number an item (`(a)`) or divide a sentence: only before the address of a site.
_LETTER = r"\s?[(\[]a[)\]]\s?"
_RARE_AT_WORD = r"\s?[(\[]chez[)\]]\s?|\s-at-\s"
_OF_SITE = rf"(?!www\.){_NAMES}(?:{TOP_DOMAINS})"
_NAME_WITH_DOT = r"\w{1,32}(?:[.-]\w{1,32}){1,4}"
_RARE = rf"(?:{_NAME_WITH_DOT}{_LETTER}|{_LOCAL}(?:{_RARE_AT_WORD})){_OF_SITE}"
# Without a sign around it, `at` is the English word, unless a name with a dot stands before it.
_BARE_AT_WORD = r"\sat\s"
_LETTERS = r"(?-i:[a-zà-ÿ]){1,63}"
_NO_SITE = rf"(?!www\.|\S{{1,99}}\.(?:{TOP_DOMAINS})\s)"
_BARE = rf"{_NO_SITE}{_LETTERS}(?:\.{_LETTERS}){{1,4}}{_BARE_AT_WORD}{_OF_SITE}"
_PATTERN = re.compile(
    rf"(?<![\w.@])(?:{_PLAIN}|{_SPELLED}|{_RARE}|{_BARE})(?![\w@])", re.IGNORECASE
)
_AT = re.compile(f"{_AT_WORD}|{_LETTER}|{_RARE_AT_WORD}|{_BARE_AT_WORD}", re.IGNORECASE)
_DOT = re.compile(_DOT_WORD, re.IGNORECASE)
# What each word for a sign stands in or between.
_AROUND_WORD = re.compile(r"[(\[{]|[\s-]at[\s-]", re.IGNORECASE)


def find_emails(text: str) -> list[str]:
    """Every address in a text, in order, including `naam [at] hogeschool.nl`."""
    if not _may_have(text):
        return []
    return [_in_signs(match[0]) for match in _PATTERN.finditer(text)]


def emails_as_written(text: str) -> list[tuple[int, str]]:
    """Every address in a text as it is written, with its position."""
    if not _may_have(text):
        return []
    return [(match.start(), match[0]) for match in _PATTERN.finditer(text)]


def is_email(text: str) -> bool:
    """Whether a text is an address and nothing else."""
    return bool(_PATTERN.fullmatch(text))


def without_emails(text: str, replacement: str) -> str:
    """A text with every address replaced."""
    return _PATTERN.sub(lambda _: replacement, text) if _may_have(text) else text


def _in_signs(address: str) -> str:
    """An address with its signs instead of words for them."""
    if "@" in address:
        return address
    return _DOT.sub(".", _AT.sub("@", address))


def _may_have(text: str) -> bool:
    """Whether a text may contain an address: most do not, and the full search is slow."""
    if "@" in text:
        return True
    return bool(_AROUND_WORD.search(text) and _AT.search(text))
