"""Text as questions compare it: without case, accents, hyphens and apostrophes.

This says whether a text has what somebody asks for, where an answer too many costs nothing. Whether
two organisations, persons or other items are the same is for `model.identity` to say.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from string import punctuation

_WORD = re.compile(r"[^\W_]+")
# A word as it is written, with the signs that folding takes out of it.
_WRITTEN = re.compile(r"[^\W_]+(?:[-'’‑][^\W_]+)*")
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


def written_words(text: str) -> Iterator[tuple[str, str]]:
    """The folded words of a text, each as it is written.

    >>> list(written_words("De RAAK-publiek-regeling"))
    [('de', 'De'), ('raakpubliekregeling', 'RAAK-publiek-regeling')]
    """
    for chunk in text.split():
        composed = unicodedata.normalize("NFC", chunk)
        found = [(word, each) for each in _WRITTEN.findall(composed) for word in words(each)]
        folded = words(chunk)
        if [word for word, _ in found] == folded:
            yield from found
        else:  # A sign such as ™ folds to letters, and some accents have no letter of their own.
            yield from ((word, composed.strip(punctuation)) for word in folded)
