"""The passage of a record that answers a question, and the words in it that do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from projectkit.search.analysis import grams, stem
from projectkit.search.fold import fold

_LENGTH = 160
_WORD = re.compile(r"[^\W_]+(?:[-'’‑][^\W_]+)*")
_LONGEST_WORD = 80
# How well a word fits: it is asked for, has the stem that is, is a part of or has in it what is, or
# looks like it.
_SAME, _STEM, _PART, _ALIKE = 8, 6, 3, 1
_ENOUGH = 0.6
_SHORTEST_PART = 4


class Passage(NamedTuple):
    """A piece of running text on one line.

    Attributes:
        text: the piece, with … where it was cut.
        marks: where the words begin and end in it that answer the question.
    """

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def passage(texts: Iterable[str], wanted: Iterable[str]) -> Passage:
    """The passage around the word that fits best, or the beginning of the first text.

    Args:
        texts: the texts of a record.
        wanted: the folded words of the question.
    """
    asked = list(wanted)
    flat = [" ".join(text.split()) for text in texts]
    for pattern in (r"\b(?:{})\b", r"(?:{})"):
        # The words as they are asked for, then as parts of others: most answers have them so.
        written = re.compile(pattern.format("|".join(map(re.escape, asked))), re.IGNORECASE)
        for text in flat if asked else ():
            match = written.search(text)
            if match:
                return _cut(text, match.start(), asked)
    best, place, score = flat[0] if flat else "", 0, 0
    # Only words that have a piece of one that is asked for can fit; with an accent they may not
    # show it.
    pieces = {piece.lstrip("_") for word in asked for piece in grams(word)}
    likely = re.compile("|".join([*map(re.escape, sorted(pieces)), r"[^\x00-\x7f]"]), re.IGNORECASE)
    for text in flat if pieces else ():
        for start, end in _words_with(likely, text):
            fits = _fit(fold(text[start:end]), asked)
            if fits > score:
                best, place, score = text, start, fits
    return _cut(best, place, asked)


def _words_with(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Where the words that contain a match begin and end."""
    reached = 0
    for match in pattern.finditer(text):
        if match.start() >= reached:
            before = text.rfind(" ", max(0, match.start() - _LONGEST_WORD), match.start()) + 1
            start = before or max(0, match.start() - _LONGEST_WORD)
            space = text.find(" ", match.end(), match.end() + _LONGEST_WORD)
            reached = space if space >= 0 else min(len(text), match.end() + _LONGEST_WORD)
            yield from (word.span() for word in _WORD.finditer(text, start, reached))


def _fit(word: str, asked: list[str]) -> int:
    return max((_fit_one(word, each) for each in asked), default=0)


def _fit_one(word: str, asked: str) -> int:
    if word == asked:
        return _SAME
    if stem(word) == stem(asked):
        return _STEM
    if len(asked) >= _SHORTEST_PART and asked in word:
        return _PART
    pieces = set(grams(asked))
    return _ALIKE if len(pieces.intersection(grams(word))) >= _ENOUGH * len(pieces) else 0


def _cut(text: str, place: int, asked: list[str]) -> Passage:
    start = max(0, place - _LENGTH // 3)
    start = text.find(" ", start) + 1 if start else 0
    piece = text[start : start + _LENGTH]
    if start + _LENGTH < len(text):
        piece = piece.rsplit(" ", 1)[0] + " …"
    shown = ("… " if start else "") + piece
    marks = (
        match.span() for match in _WORD.finditer(shown) if _fit(fold(match[0]), asked) > _ALIKE
    )
    return Passage(shown, tuple(marks))
