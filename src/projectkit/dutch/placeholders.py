"""Recognises words in the place of a value: `n.v.t.`, `nog niet bekend`, a dash."""

from __future__ import annotations

from projectkit.dutch.words import words

_SIGNS = frozenset("-–—_.…?/*~•·| ")


def is_placeholder(text: str) -> bool:
    """Whether a text says that there is no value.

    >>> [is_placeholder(text) for text in ("N. v. t.", "(onbekend)", "---", "NWO")]
    [True, True, True, False]
    """
    plain = " ".join(text.split()).casefold().replace(". ", ".")
    known = words()["placeholders"]
    if plain in known or plain.strip(" .()[]<>") in known:
        return True
    return bool(plain) and _SIGNS.issuperset(plain)
