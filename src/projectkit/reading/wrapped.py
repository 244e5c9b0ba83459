"""Joins running text that was cut at a width, as mail programs, editors and PDF readers cut it.

Nothing in such a file says where a paragraph ends, so its lines are looked at together. A page is
cut at a width if sentences often go on in small letters on the next line, and the next word seldom
had room on the line before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from projectkit.reading.blocks import list_item
from projectkit.reading.cut_words import is_one_word, joined, words_in
from projectkit.reading.lines import Line

# Where people let their lines end, in letters.
_NARROWEST, _WIDEST = 45, 120
# A page is cut at a width if sentences go on at least so often, and mostly for want of room.
_FEWEST, _MOSTLY = 2, 0.67
# Programs that cut by the width of letters rather than their number leave some room; where a
# sentence goes on in small letters they may leave more, as a share of the width.
_ROOM = 4
_FILLED = 0.8
_END = re.compile(r"[.!?:;][\"”’')\]]*$")
_SMALL = re.compile(r"[a-zà-ÿ(]")
# What begins on a line of its own: a label, an address, a number to call.
_BEGINS = re.compile(
    r"(?:[A-ZÀ-Ý]\S{0,40}(?: \S{1,40}){1,3}|\S{1,40})\s?:(?:\s|$)"
    r"|\S{1,60}@|(?i:https?:|www\.|(?:tel|t|m|e|mob|fax)\b\.?[ :])"
)
_LETTER = re.compile(r"[^\W\d_]")


def unwrapped(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines of a text, with those that were cut at a width joined to one."""
    numbers = _going_on(lines)
    if not numbers:
        return lines
    words = words_in(line.text for line in lines)
    found: list[Line] = []
    for line in lines:
        if line.number in numbers:
            found[-1] = _joined(found[-1], line, words)
        else:
            found.append(line)
    return tuple(found)


def _going_on(lines: Sequence[Line]) -> frozenset[int]:
    """The numbers of the lines on which the line above goes on."""
    sure = [
        (before, line)
        for before, line in pairwise(lines)
        if line.text[:1].islower() and _is_sentence_cut(before, line)
    ]
    if len(sure) < _FEWEST:
        return frozenset()
    width = max(len(before.text) for before, _ in sure)
    filled = [_with_next_word(before, line) >= _FILLED * width for before, line in sure]
    if sum(filled) < _MOSTLY * len(sure):
        return frozenset()
    pairs = (pair for pair in pairwise(lines) if _may_go_on(*pair))
    return frozenset(line.number for before, line in pairs if _is_cut(before, line, width))


def _may_go_on(before: Line, line: Line) -> bool:
    """Whether both are lines of text, and nothing on the second one begins anew."""
    is_text = bool(_LETTER.search(before.text) and _LETTER.search(line.text))
    is_plain = not (before.cells or line.cells or before.level or line.level)
    is_alike = (before.noise, before.unread) == (line.noise, line.unread)
    begins = list_item(line.text) or _BEGINS.match(line.text)
    return is_text and is_plain and is_alike and not begins


def _is_sentence_cut(before: Line, line: Line) -> bool:
    """Whether a sentence certainly goes on: in small letters, after a line that does not end it."""
    if not _NARROWEST <= len(before.text) <= _WIDEST:
        return False
    return not _END.search(before.text) and _may_go_on(before, line)


def _is_cut(before: Line, line: Line, width: int) -> bool:
    """Whether a line goes on because the next word had no room on it."""
    if len(before.text) >= width + _ROOM:
        return False
    if is_one_word(before.text, line.text) and _SMALL.match(line.text):
        return True
    length = _with_next_word(before, line)
    if _END.search(before.text):
        return length > width
    return length > width - _ROOM or bool(_SMALL.match(line.text) and length >= _FILLED * width)


def _with_next_word(before: Line, line: Line) -> int:
    """How long a line would be with the first word of the next one."""
    return len(before.text) + 1 + len(line.text.split(" ", 1)[0])


def _joined(before: Line, line: Line, words: frozenset[str]) -> Line:
    if is_one_word(before.text, line.text):
        text = joined(before.text, line.text, words)
    else:
        text = f"{before.text} {line.text}"
    breaks = (*before.breaks, len(text) - len(line.text))
    return replace(before, text=text, links=(*before.links, *line.links), breaks=breaks)
