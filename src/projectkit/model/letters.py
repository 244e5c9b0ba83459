"""Letters without their accents."""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not take apart into a base letter and an accent.
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th"}
)


def without_accents(text: str) -> str:
    """A text in lower case without accents.

    >>> without_accents("Coöperatie Sørensen")
    'cooperatie sorensen'
    """
    plain = text.casefold()
    if plain.isascii():
        return plain
    apart = unicodedata.normalize("NFKD", plain.translate(_LETTERS))
    return "".join(char for char in apart if not unicodedata.combining(char))
