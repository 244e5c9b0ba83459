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
# The signs that join parts of a word: among them the hyphen at which no line breaks, and what that
# becomes once it is decomposed.
_SIGNS = "-'’\u2011\u2010"
# A sign is looked for before what stands around it, which is faster.
_JOINERS = re.compile(rf"[{_SIGNS}](?<=\w.)(?=\w)")
# What letters may have behind them: accents of their own, and soft hyphens.
_MARKS = "\u0300-\u036f\u00ad"
WRITTEN_WORD = re.compile(
    rf"[^\W_]++(?:[{_MARKS}]*+[{_SIGNS}]?+[{_MARKS}]*+[^\W_]++)*+[{_MARKS}]*+"
)
"""A word as it is written, with what folding takes out of it."""
# The category of Unicode for characters that nobody sees, such as the soft hyphen.
_UNSEEN = "Cf"
# Letters that have no accent to take off.
_LETTERS = {"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l"}


class _Plain(dict[int, int | str | None]):
    """What each decomposed character becomes: nothing, if it is an accent or nobody sees it."""

    def __missing__(self, code: int) -> int | None:
        category = unicodedata.category(chr(code))
        self[code] = kept = None if category[0] == "M" or category == _UNSEEN else code
        return kept


_PLAIN = _Plain({ord(letter): plain for letter, plain in _LETTERS.items()})


def fold(text: str) -> str:
    """Lower case, no accents, `co-creatie` as `cocreatie`; the same however letters are encoded.

    >>> fold("Coördinator co-creatie")
    'coordinator cocreatie'
    """
    if text.isascii():
        return _JOINERS.sub("", text.casefold())
    apart = unicodedata.normalize("NFKD", text).casefold()
    return _JOINERS.sub("", apart.translate(_PLAIN))


def words(text: str) -> list[str]:
    """The folded words of a text."""
    return _WORD.findall(fold(text))


def written_words(text: str) -> Iterator[tuple[str, str]]:
    """The folded words of a text, each as it is written.

    >>> list(written_words("De RAAK-publiek-regeling"))
    [('de', 'De'), ('raakpubliekregeling', 'RAAK-publiek-regeling')]
    """
    for chunk in text.split():
        composed = unicodedata.normalize("NFC", _as_seen(chunk))
        found = [(word, each) for each in WRITTEN_WORD.findall(composed) for word in words(each)]
        folded = words(chunk)
        if [word for word, _ in found] == folded:
            yield from found
        else:  # A sign such as ™ folds to letters, and some accents have no letter of their own.
            yield from ((word, composed.strip(punctuation)) for word in folded)


def _as_seen(text: str) -> str:
    return "".join(char for char in text if unicodedata.category(char) != _UNSEEN)
