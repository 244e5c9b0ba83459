"""Which words stand beside a name: `penvoerder is`, `in opdracht van`, `leidt het project`."""

from __future__ import annotations

import re

from projectkit.parsing.words.spans import Span

_WORD_OR_MARK = re.compile(r"\w+|[^\w\s]")
# How far to look, in letters and in words, and how many letters of a word are kept.
_REACH = 80
_NEAR = 6
_OF_WORD = 8
_LONG = 4
_BEGINNING, _END = ("^",) * 2, ("$",) * 2


def words_beside(span: Span) -> list[str]:
    """The words on both sides of a mention on its line, the nearest with their order."""
    text = span.mark.text
    before = [*_BEGINNING, *_words(text[max(0, span.start - _REACH) : span.start])]
    behind = [*_words(text[span.end : span.end + _REACH]), *_END]
    return [
        f"word-1={before[-1]}",
        f"word-2={before[-2]}",
        f"words-2={before[-2]} {before[-1]}",
        f"word+1={behind[0]}",
        f"words+2={behind[0]} {behind[1]}",
        *(f"before={word}" for word in sorted(_long(before[-_NEAR:]))),
        *(f"behind={word}" for word in sorted(_long(behind[:_NEAR]))),
    ]


def _words(text: str) -> list[str]:
    return [word.casefold()[:_OF_WORD] for word in _WORD_OR_MARK.findall(text)]


def _long(words: list[str]) -> set[str]:
    return {word for word in words if len(word) >= _LONG}
