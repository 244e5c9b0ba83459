"""Joins words that the end of a line cuts in two."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SOFT_HYPHENS = "\u2010\u00ad"
_HYPHEN = re.compile(rf"[^\W_][-{_SOFT_HYPHENS}]$")
# Not a part of a list such as `zorg- en welzijn`.
_GOES_ON = re.compile(r"(?!(?:en|of|en/of|and|or|tot|als|noch|und|oder|bis|et|ou)\b)[^\W_]")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST, _FIRST = re.compile(r"[^\W\d_]{1,60}(?=.$)"), re.compile(r"[^\W\d_]{1,60}")


def words_in(texts: Iterable[str]) -> frozenset[str]:
    """The words of a document, also those with a hyphen in them, which tell what a hyphen is."""
    return frozenset(word for text in texts for word in _WORD.findall(text.casefold()))


def is_one_word(before: str, after: str) -> bool:
    """Whether a line ends with a hyphen after which its last word goes on."""
    return bool(_HYPHEN.search(before) and _GOES_ON.match(after))


def without_cut(before: str, after: str, words: frozenset[str], *, only_known: bool) -> str:
    """A line that ends with a hyphen, without it if it is there only for the end of the line.

    Args:
        before: the line.
        after: the line that follows, on which its last word goes on.
        words: the words of the document.
        only_known: whether a hyphen goes only if the document has the word without it elsewhere.

    >>> without_cut("de verpleeg-", "kundigen", frozenset({"verpleegkundigen"}), only_known=True)
    'de verpleeg'
    >>> without_cut("experts in e-", "health", frozenset(), only_known=True)
    'experts in e-'
    """
    is_cut = _is_cut(before, after, words, only_known=only_known)
    return before[:-1] if is_cut else before


def _is_cut(before: str, after: str, words: frozenset[str], *, only_known: bool) -> bool:
    if before[-1] in _SOFT_HYPHENS:
        return True
    first, second = _LAST.search(before), _FIRST.match(after)
    if first is None or second is None or not second[0].islower():
        return False
    first_part, second_part = first[0].casefold(), second[0].casefold()
    if f"{first_part}-{second_part}" in words:
        return False
    return f"{first_part}{second_part}" in words or not only_known
