"""Recognises words in the place of a value: `n.v.t.`, `nog niet bekend`, a dash."""

from __future__ import annotations

from projectkit.dutch.words import words


def is_placeholder(text: str) -> bool:
    """Whether a text says that there is no value."""
    plain = text.strip().casefold()
    return plain in words()["placeholders"] or plain.strip(" .()") in words()["placeholders"]
