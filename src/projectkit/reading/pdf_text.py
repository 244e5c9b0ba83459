"""The text on the pages of a PDF: pieces of lines with their places, and what joins them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from projectkit.reading.cut_words import is_one_word, without_cut

# Between letters further apart than this share of their size stands a blank.
_BLANK = 0.17
# Letters whose heights share less than this are not on one line.
_ON_ONE_LINE = 0.5
# Lines of running text end this near to the edge, as a share of its width.
_NEAR_EDGE = 0.15
_FEWEST_LINES, _MOSTLY = 3, 0.6
# Lines of fewer letters may be a list of names and numbers, however equal their lengths are.
_WIDE = 45
# Letters that a font draws as one.
_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
# How pdfminer writes a letter that it does not know, and a code that fonts use as a bullet.
_UNNAMED, _UNUSED = "(cid:", "(cid:127)"
_BULLET = re.compile(r"(?:[•·●▪◦‣∙■□○✓➢►\uf0b7\uf0a7]|[–—-](?=\s))\s*")
_NUMBER = re.compile(r"(?:\d{1,2}|[a-z])[.)]\s+")


@dataclass(frozen=True, slots=True)
class TextPiece:
    """Letters that stand side by side on a page.

    Attributes:
        text: the letters.
        page: the number of the page.
        left: the left edge, in points.
        right: the right edge.
        bottom: the lower edge.
        top: the upper edge.
        size: the size of the letters.
        link: the address that they lead to; empty if they are no link.
    """

    text: str
    page: int
    left: float
    right: float
    bottom: float
    top: float
    size: float
    link: str = ""

    def is_beside(self, other: TextPiece) -> bool:
        """Whether a piece is on the same line of the same page."""
        shared = min(self.top, other.top) - max(self.bottom, other.bottom)
        least = min(self.top - self.bottom, other.top - other.bottom)
        return self.page == other.page and shared > _ON_ONE_LINE * least


@dataclass(frozen=True, slots=True)
class LinkArea:
    """A part of a page that leads to an address."""

    address: str
    left: float
    bottom: float
    right: float
    top: float

    def holds(self, letter: Any) -> bool:
        """Whether a letter is in it."""
        across, up = (letter.x0 + letter.x1) / 2, (letter.y0 + letter.y1) / 2
        return bool(self.left <= across <= self.right and self.bottom <= up <= self.top)


def pieces_of(letters: Iterable[Any], page: int, links: Sequence[LinkArea] = ()) -> list[TextPiece]:
    """The pieces of letters in the order in which a page draws them.

    Args:
        letters: letters as pdfminer finds them.
        page: the number of the page.
        links: the links of the page, unless its tags say where they are.
    """
    pieces: list[TextPiece] = []
    run: list[Any] = []
    link = ""
    for letter in letters:
        leads_to = next((each.address for each in links if each.holds(letter)), "")
        if run and not (leads_to == link and _goes_on(run[-1], letter)):
            pieces += _piece(run, page, link)
            run = []
        link = leads_to
        run.append(letter)
    return pieces + _piece(run, page, link)


def _goes_on(before: Any, letter: Any) -> bool:
    shared = min(before.y1, letter.y1) - max(before.y0, letter.y0)
    least = min(before.y1 - before.y0, letter.y1 - letter.y0)
    is_on_line = shared > _ON_ONE_LINE * least
    step = letter.x0 - before.x1
    return bool(is_on_line and -letter.size <= step <= 2 * letter.size)


def _piece(run: list[Any], page: int, link: str) -> list[TextPiece]:
    words: list[str] = []
    for before, letter in zip([None, *run], run, strict=False):
        if before is not None and letter.x0 - before.x1 > _BLANK * letter.size:
            words.append(" ")
        words.append(_text(letter))
    text = " ".join("".join(words).translate(_LIGATURES).split())
    shown = [letter for letter in run if letter.get_text().strip()]
    if not text or not shown:
        return []
    return [
        TextPiece(
            text,
            page,
            min(letter.x0 for letter in shown),
            max(letter.x1 for letter in shown),
            min(letter.y0 for letter in shown),
            max(letter.y1 for letter in shown),
            median(letter.size for letter in shown),
            link,
        )
    ]


def _text(letter: Any) -> str:
    """The text of a letter; a mark where its font does not say which letter it is."""
    text: str = letter.get_text()
    if not text.startswith(_UNNAMED):
        return text
    return "•" if text == _UNUSED else "\ufffd"


def edge_of(pieces: Sequence[TextPiece], on_page: Sequence[TextPiece]) -> float:
    """The right edge of the column that some pieces of a page are in.

    Args:
        pieces: lines of the column, in order.
        on_page: all text of the page.
    """
    far, left = max(piece.right for piece in pieces), min(piece.left for piece in pieces)
    top, bottom = max(piece.top for piece in pieces), min(piece.bottom for piece in pieces)
    letters = sum(len(piece.text) for piece in pieces)
    letter = sum(piece.right - piece.left for piece in pieces) / letters
    full = [piece for piece in pieces[:-1] if far - piece.right <= _NEAR_EDGE * (far - left)]
    is_filled = len(pieces) >= _FEWEST_LINES and len(full) >= _MOSTLY * (len(pieces) - 1)
    if is_filled and far - left >= _WIDE * letter:
        return far
    beside = [
        other.left - letter
        for other in on_page
        if other.left > far and other.bottom < top and other.top > bottom
    ]
    return max(far, min(beside, default=max(other.right for other in on_page)))


@dataclass(frozen=True, slots=True)
class Joiner:
    """Joins the lines of a document to running text.

    Attributes:
        words: the words of the document, which tell what a hyphen at the end of a line is.
        is_of_browser: whether a browser printed it: these cut words with a hyphen of their own.
    """

    words: frozenset[str]
    is_of_browser: bool

    def between(self, before: TextPiece, piece: TextPiece, edge: float) -> str:
        """What stands between two pieces of a text: nothing, a blank, or a line break.

        A line was broken for lack of room if the next word would not have fitted on it.

        Args:
            before: the first piece.
            piece: the one that follows.
            edge: the right edge of their column.
        """
        if before.is_beside(piece) and piece.left >= before.left:
            return " " if piece.left - before.right > _BLANK * piece.size else ""
        word = piece.text.split(" ", 1)[0]
        letter = (piece.right - piece.left) / len(piece.text)
        had_room = before.right + (len(word) + 1) * letter < edge
        if had_room or starts_item(piece.text):
            return "\n"
        return "" if is_one_word(before.text, piece.text) else " "

    def joined(self, before: str, mark: str, after: str) -> str:
        """Two texts with what stands between them; the hyphen of a word that was cut goes."""
        if mark or not is_one_word(before, after):
            return f"{before}{mark}{after}"
        uncut = without_cut(before, after, self.words, only_known=self.is_of_browser)
        return f"{uncut}{after}"


def starts_item(text: str) -> bool:
    """Whether a line begins with the mark of a list item."""
    return bool(_BULLET.match(text) or _NUMBER.match(text))


def without_bullet(text: str) -> tuple[bool, str]:
    """Whether a text begins with a bullet, and the text without it."""
    bullet = _BULLET.match(text)
    return bool(bullet), text[bullet.end() :] if bullet else text
