"""Which words stand beside a name: `penvoerder is`, `in opdracht van`, `leidt het project`.

Of names in a row, all answer to the words beside the row: `met Cosun, Kennisland en Mijzo`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

from projectkit.parsing.steps import TIMES, step
from projectkit.parsing.words.rows_of_names import rows_of_names
from projectkit.parsing.words.spans import Span
from projectkit.parsing.words.tokens import tokens

_WORD_OR_MARK = re.compile(r"\w+|[^\w\s]")
# How far to look, in letters and in words, and how many letters of a word are kept.
_REACH = 80
_NEAR = 6
_OF_WORD = 8
_LONG = 4
# About as many lines as a long page has.
_REMEMBERED = 1_000
_BEGINNING, _END = ("^",) * 2, ("$",) * 2


def words_beside(span: Span) -> list[str]:
    """The words on both sides of a mention on its line, the nearest with their order."""
    before, behind = _around(span.mark.text, span.start, span.end)
    return [
        f"word-1={before[-1]}",
        f"word-2={before[-2]}",
        f"words-2={before[-2]} {before[-1]}",
        f"word+1={behind[0]}",
        f"words+2={behind[0]} {behind[1]}",
        *(f"before={word}" for word in sorted(_long(before[-_NEAR:]))),
        *(f"behind={word}" for word in sorted(_long(behind[:_NEAR]))),
        *_beside_row(span),
    ]


def _beside_row(span: Span) -> list[str]:
    """How many names are in a row with a mention, and the words on both sides of that row."""
    text = span.mark.text
    rows = _rows_in(text)
    at = bisect_right(rows, span.start, key=_start) - 1
    if at < 0 or rows[at].end <= span.start:
        return []
    row = rows[at]
    before, behind = _around(text, row.start, row.end)
    return [
        f"row{step(row.names, TIMES)}",
        f"row-1={before[-1]}",
        f"row-2={before[-2]} {before[-1]}",
        f"row+1={behind[0]}",
    ]


class _PlacedRow(NamedTuple):
    """How many names a row on a line has, and which letters it takes."""

    names: int
    start: int
    end: int


def _start(row: _PlacedRow) -> int:
    return row.start


@lru_cache(maxsize=_REMEMBERED)
def _rows_in(text: str) -> tuple[_PlacedRow, ...]:
    line = tokens(text)
    return tuple(
        _PlacedRow(row.names, line[row.first].start, line[row.end - 1].end)
        for row in rows_of_names(line)
    )


def _around(text: str, start: int, end: int) -> tuple[list[str], list[str]]:
    """The words before and behind a piece of a line."""
    before = [*_BEGINNING, *_words(text[max(0, start - _REACH) : start])]
    return before, [*_words(text[end : end + _REACH]), *_END]


def _words(text: str) -> list[str]:
    return [word.casefold()[:_OF_WORD] for word in _WORD_OR_MARK.findall(text)]


def _long(words: list[str]) -> set[str]:
    return {word for word in words if len(word) >= _LONG}
