"""Finds e-mail addresses in running text."""

from __future__ import annotations

import re

_LOCAL = r"[\w.%+'-]{1,64}"
_PLAIN = rf"{_LOCAL}@(?:[\w-]{{1,63}}\.){{1,8}}[^\W\d_]{{2,24}}"
_AT_WORD = r"\s?[(\[](?:at|apenstaartje)[)\]]\s?"
_DOT_WORD = r"\s?[(\[](?:dot|punt)[)\]]\s?"
_SPELLED = rf"{_LOCAL}{_AT_WORD}(?:[\w-]{{1,63}}(?:\.|{_DOT_WORD})){{1,8}}[^\W\d_]{{2,24}}"
_PATTERN = re.compile(rf"(?<![\w.@])(?:{_PLAIN}|{_SPELLED})(?![\w@])", re.IGNORECASE)
_AT = re.compile(_AT_WORD, re.IGNORECASE)
_DOT = re.compile(_DOT_WORD, re.IGNORECASE)


def find_emails(text: str) -> list[str]:
    """Every address in a text, in order, including `naam [at] hogeschool.nl`."""
    if not _may_have(text):
        return []
    return [_DOT.sub(".", _AT.sub("@", match[0])) for match in _PATTERN.finditer(text)]


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


def _may_have(text: str) -> bool:
    """Whether a text may contain an address: most do not, and the full search is slow."""
    if "@" in text:
        return True
    has_bracket = "(" in text or "[" in text
    return has_bracket and bool(_AT.search(text))
