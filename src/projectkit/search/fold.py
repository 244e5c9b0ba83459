"""Text as questions compare it: without case, accents, hyphens and apostrophes."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
# Letters that have no accent to take off.
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l"})
# The sign is looked for before what stands around it, which is faster.
_JOINERS = re.compile(r"[-'’‑](?<=\w.)(?=\w)")


def fold(text: str) -> str:
    """Lower case, no accents, `co-creatie` as `cocreatie`.

    >>> fold("Coördinator co-creatie")
    'coordinator cocreatie'
    """
    joined = _JOINERS.sub("", text).casefold()
    if joined.isascii():
        return joined
    apart = unicodedata.normalize("NFKD", joined.translate(_LETTERS))
    return "".join(char for char in apart if not unicodedata.combining(char))


def words(text: str) -> list[str]:
    """The folded words of a text."""
    return _WORD.findall(fold(text))
