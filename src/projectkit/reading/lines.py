"""Splits text into numbered lines, cleaned of what browsers and word processors leave behind."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

# A row of a table as Markdown and wikis write it, with blanks inside its pipes; one of nothing but
# dashes has no cells.
_ROW = re.compile(r"\|(?=\s)(?=.*\w)([^|]*\|.*)\|")
# A pipe that separates cells, not one that is escaped.
_PIPE = re.compile(r"(?<!\\)\|")
_CELLS = re.compile(r"[ \u00a0]{0,40}\t[\s\u00a0]{0,40}|[ \u00a0]{2,40}")
BREAK = re.compile(r"\r\n|\n|\r")
_INVISIBLE = re.compile(
    "[\U000e0000-\U000e007f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
)
# Some programs turn a soft hyphen between letters into a not sign.
_LOST_HYPHEN = re.compile(r"(?<=[^\W\d_])\u00ac(?=[^\W\d_])")
# Only in such a run can marks heap up on one letter.
_LONG_RUN = re.compile(r"[^\x00-\x7f]{31,}")
_MOST_MARKS = 30
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufff9-\ufffb]")
# Bullets in the symbol fonts of word processors.
_SYMBOLS = {0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "•", 0xF0FC: "•"}
_SPACE = re.compile(r"[^\S\n]")
_SPACES = re.compile(r" {2,}")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page.

    Attributes:
        number: its number in the file, from 1.
        text: the line without invisible characters and surrounding spaces.
        cells: the cells of a table row, including empty ones; in plain text, what tabs or runs of
            spaces separate.
        noise: whether the line belongs to the site, by the markup of the page.
        level: the level of a heading in the markup, from 1; 0 for other lines.
        links: the words and address of each link to another site.
        heads: whether its cells are column headers, by the markup of the page.
        unread: whether a reader of the page does not see it; it is listed all the same.
        begins: whether the markup says that it does not go on with the line above.
        breaks: where in the text each further line of the file begins, if running text that was cut
            at a width was joined.
    """

    number: int
    text: str
    cells: tuple[str, ...] = ()
    noise: bool = False
    level: int = 0
    links: tuple[tuple[str, str], ...] = ()
    heads: bool = False
    unread: bool = False
    begins: bool = False
    breaks: tuple[int, ...] = ()

    @property
    def numbers(self) -> range:
        """The numbers of the lines of the file that it was joined from."""
        return range(self.number, self.number + len(self.breaks) + 1)

    @property
    def parts(self) -> tuple[str, ...]:
        """The text of each of these lines of the file."""
        if not self.breaks:
            return (self.text,)
        edges = pairwise((0, *self.breaks, len(self.text)))
        return tuple(self.text[start:end].rstrip() for start, end in edges)

    def numbers_of(self, start: int, end: int) -> range:
        """The numbers of the lines of the file on which a part of the text stands."""
        first, last = bisect_right(self.breaks, start), bisect_left(self.breaks, end)
        return range(self.number + first, self.number + last + 1)

    @property
    def filled(self) -> tuple[str, ...]:
        """The cells that are not empty."""
        return tuple(filter(None, self.cells))

    @property
    def unanswered(self) -> bool:
        """Whether it is a table row with nothing but its first cell."""
        return len(self.cells) > 1 and bool(self.cells[0]) and not any(self.cells[1:])


def row_line(number: int, cells: Iterable[str], level: int = 0) -> Line:
    """The line of a table row."""
    row = tuple(map(clean, cells))
    text = " ".join(filter(None, row))
    return Line(number, text, row if len(row) > 1 else (), level=level)


def split_lines(text: str) -> tuple[Line, ...]:
    """The lines of a text, numbered as in an editor."""
    raw = BREAK.split(text)
    if raw and not raw[-1]:
        raw.pop()
    return tuple(_line(number, line) for number, line in enumerate(raw, 1))


def _line(number: int, raw: str) -> Line:
    stripped = raw.strip()
    row = _ROW.fullmatch(stripped)
    if row is not None:
        return row_line(number, (cell.replace(r"\|", "|") for cell in _PIPE.split(row[1])))
    apart = "\t" in stripped or "  " in stripped or "\u00a0" in stripped
    cells = tuple(filter(None, map(clean, _CELLS.split(stripped)))) if apart else ()
    return Line(number, clean(raw), cells if len(cells) > 1 else ())


def clean(raw: str) -> str:
    """Clean one line: composed Unicode (NFC), single plain spaces, nothing invisible."""
    text = raw
    if not text.isascii():
        text = unicodedata.normalize("NFC", _LONG_RUN.sub(_stream_safe, text))
        text = _LOST_HYPHEN.sub("", text)
    # To Python, every space but the plain one and everything invisible is not printable.
    if not text.isprintable():
        text = _INVISIBLE.sub("", text.translate(_SYMBOLS))
        text = _CONTROL.sub("", _SPACE.sub(" ", text))
    return (_SPACES.sub(" ", text) if "  " in text else text).strip()


def _stream_safe(run: re.Match[str]) -> str:
    """Text without the marks beyond 30 on one letter (UAX 15): composing more is quadratic."""
    kept: list[str] = []
    marks = 0
    for char in run[0]:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _MOST_MARKS:
            kept.append(char)
    return "".join(kept)
