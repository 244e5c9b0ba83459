"""E-mail addresses in running text."""

from __future__ import annotations

import re

_PLAIN = r"[A-Za-z0-9._%+'-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}"
_AT_WORD = r"\s?[(\[](?:at|apenstaartje)[)\]]\s?"
_SPELLED = rf"[A-Za-z0-9._%+-]{{1,64}}{_AT_WORD}(?:[A-Za-z0-9-]{{1,63}}\.){{1,8}}[A-Za-z]{{2,24}}"
_PATTERN = re.compile(rf"(?<![\w.@])(?:{_PLAIN}|{_SPELLED})(?![\w@])")
_AT = re.compile(_AT_WORD)


def find_emails(text: str) -> list[str]:
    """Every address in a text, in order, also where it is written `naam [at] hogeschool.nl`."""
    return [_AT.sub("@", match[0]) for match in _PATTERN.finditer(text)]


def without_emails(text: str, replacement: str) -> str:
    """A text with every address replaced."""
    return _PATTERN.sub(lambda _: replacement, text)
