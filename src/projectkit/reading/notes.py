"""Takes the marks of footnotes off the words they stand behind: `Duinrand¹`, `Duinrand[1]`.

Powers, indices and ordinals are no notes: `m²`, `10⁶`, `1ᵉ`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from projectkit.reading.lines import Line

_SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_RAISE = str.maketrans("0123456789", _SUPERSCRIPT)
_RAISED = re.compile(rf"(?<=[\w.,;:)”\"'’])[{_SUPERSCRIPT}]{{1,3}}(?!\w)")
_BRACKETED = re.compile(r"(?<=[\w.,;:)”\"'’])(?: ?\[\^?\d{1,3}\]|\[\^?[a-e*†‡]\])(?![\w(])")
_MARK = re.compile(r"\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,5}|[a-z]|[*†‡§]{1,3}")
_LAST_WORD = re.compile(r"(?:[^\W\d_]{1,40}|\d[\d.,]{0,20})$")
# What is raised to a power or has an index, besides any single letter.
_RAISED_TO = frozenset({"cm", "co", "dam", "dm", "ft", "hm", "km", "mm", "nm", "no", "so", "µm"})
# Of a number: a year, or with points or commas in it. `10` is raised to a power.
_FULL_NUMBER = re.compile(r"(?:19|20)\d\d|\d{1,3}(?:[.,]\d{1,3})+")
_ORDINALS = frozenset("eo")
_LONGEST_BEFORE = 60


def without_notes(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines of a page without the marks of footnotes behind their words.

    Notes are numbered from 1: without a first one, `Eco²` is a name.
    """
    text = "\n".join([line.text for line in lines])
    first = [mark for mark in ("¹", "[1]", "[^1]", "[a]", "[*]") if mark in text]
    raised, bracketed = "¹" in first, bool(set(first) - {"¹"})
    return (
        tuple(_without(line, raised=raised, bracketed=bracketed) for line in lines)
        if first
        else lines
    )


def _without(line: Line, *, raised: bool, bracketed: bool) -> Line:
    def cleaned(text: str) -> str:
        text = _BRACKETED.sub("", text) if bracketed else text
        return _RAISED.sub(_of_power, text) if raised else text

    text = cleaned(line.text)
    if text == line.text:
        return line
    return replace(line, text=text, cells=tuple(map(cleaned, line.cells)))


def _of_power(mark: re.Match[str]) -> str:
    """What of a superscript figure stays: all of it if it is a power or an index."""
    word = _LAST_WORD.search(mark.string, max(0, mark.start() - _LONGEST_BEFORE), mark.start())
    return mark[0] if word and not _takes_notes(word[0]) else ""


def as_power(before: str, raised: str) -> str:
    """Superscript figures behind a number, as such: `10⁶` is not `106`; else the text as it is."""
    is_figure = raised.isascii() and raised.isdigit()
    return raised.translate(_RAISE) if is_figure and before[-1:].isdigit() else raised


def is_note(before: str, mark: str) -> bool:
    """Whether superscript text is the mark of a footnote.

    Args:
        before: the text that it stands behind.
        mark: the superscript text.
    """
    mark = mark.strip(" ()[].\u00a0")
    before = before[-_LONGEST_BEFORE:].rstrip()
    if not before or not _MARK.fullmatch(mark):
        return False
    word = _LAST_WORD.search(before)
    if word is None:
        return True
    if mark.isalpha() and mark in _ORDINALS:
        return False
    return _takes_notes(word[0])


def _takes_notes(word: str) -> bool:
    """Whether a mark behind a word or number is a note, not a power or an index of it."""
    if word[0].isdigit():
        return bool(_FULL_NUMBER.fullmatch(word.rstrip(".,")))
    return len(word) > 1 and word.casefold() not in _RAISED_TO
