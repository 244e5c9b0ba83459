"""Turns PDF into HTML by pdfminer: from its tags if it has them, or from the places of its words.

Browsers and word processors tag what they write. In other files, the size of letters tells
headings, gaps tell paragraphs, and columns tell tables.
"""

from __future__ import annotations

import html
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar, LTPage
from pdfminer.pdfdocument import (
    PDFDocument,
    PDFEncryptionError,
    PDFPasswordIncorrect,
)
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser, PDFSyntaxError
from pdfminer.pdftypes import resolve1
from pdfminer.psexceptions import PSException
from pdfminer.utils import decode_text

from projectkit.language.translate import _
from projectkit.reading.cut_words import words_in
from projectkit.reading.decode import UnreadableError
from projectkit.reading.pdf_layout import beside_page, hidden, layout_html
from projectkit.reading.pdf_tags import TagWriter, address_of
from projectkit.reading.pdf_text import Joiner, LinkArea, TextPiece, pieces_of

# No description of a project is longer, and a page of text takes a tenth of a second.
_MOST_PAGES = 300
_MOST_LETTERS = 3_000_000
_MOST_LINKS = 300
# The numbers that say where a rectangle is.
_CORNERS = 4
_CLOCKWISE = 90
# In the tags of a page, at least this share of its text is named.
_MOSTLY_TAGGED = 0.5
# What a browser prints in the margins, as shares of the height of the paper.
_MARGIN = 0.06
_URL = re.compile(r"https?://[^\s\u2026]{4,2000}")


@dataclass
class _Sheet:
    """A page of paper with its text.

    Attributes:
        number: the number by which the file knows it.
        width: its width, in points.
        height: its height.
        tagged: the letters of each numbered text.
        letters: all letters, in the order in which they are drawn.
        links: the parts that lead to an address.
        aslant: how many letters are turned by 90, 180 or 270 degrees.
        drawn: which letters were drawn where: some programs draw bold letters twice.
    """

    number: int
    width: float
    height: float
    tagged: dict[int, list[LTChar]] = field(default_factory=lambda: defaultdict(list))
    letters: list[LTChar] = field(default_factory=list)
    links: list[LinkArea] = field(default_factory=list)
    aslant: Counter[int] = field(default_factory=Counter)
    drawn: set[tuple[str, int, int]] = field(default_factory=set)

    @property
    def turned(self) -> int:
        """By how many degrees most of its text is turned; 0 if most of it is upright."""
        angle, count = (self.aslant.most_common(1) or [(0, 0)])[0]
        return angle if count > len(self.letters) - self.aslant.total() else 0


class _Letters(PDFLayoutAnalyzer):
    """Keeps the letters of a page as they are drawn, with the number of the text they are in."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager, laparams=None)
        self.sheet = _Sheet(0, 0, 0)
        self._numbers: list[int | None] = []
        self._count = 0

    def begin_tag(self, _tag: Any, props: Any = None) -> None:
        told = resolve1(props)
        number = resolve1(told.get("MCID")) if isinstance(told, dict) else None
        outer = self._numbers[-1] if self._numbers else None
        self._numbers.append(number if isinstance(number, int) else outer)

    def end_tag(self) -> None:
        if self._numbers:
            self._numbers.pop()

    def render_char(self, *args: Any, **kwargs: Any) -> float:
        advance: float = super().render_char(*args, **kwargs)
        letter = self.cur_item._objs[-1]  # noqa: SLF001  (the last one is the one just made)
        if isinstance(letter, LTChar):
            self._keep(letter)
        return advance

    def _keep(self, letter: LTChar) -> None:
        self._count += 1
        if self._count > _MOST_LETTERS:
            raise UnreadableError(_("it is too large: it has more text than a book"))
        drawn = (letter.get_text(), round(letter.x0), round(letter.y0))
        if drawn in self.sheet.drawn:
            return
        self.sheet.drawn.add(drawn)
        self.sheet.letters.append(letter)
        if turned := _turned(letter):
            self.sheet.aslant[turned] += 1
        if self._numbers and self._numbers[-1] is not None:
            self.sheet.tagged[self._numbers[-1]].append(letter)

    def receive_layout(self, ltpage: LTPage) -> None:
        """The letters were kept; nothing else of the page is wanted."""


def _turned(letter: LTChar) -> int:
    """By how many degrees a letter is turned, clockwise; 0 if it is upright or aslant."""
    across, up, *_ = letter.matrix
    if abs(up) > abs(across):
        return _CLOCKWISE if up > 0 else 3 * _CLOCKWISE
    return 0 if across >= 0 else 2 * _CLOCKWISE


def pdf_html(content: bytes) -> str:
    """The markup of a PDF.

    Raises:
        UnreadableError: if it is encrypted, damaged, too large, or holds pictures only.
    """
    document = _document(content)
    pages = list(islice(_pages(document), _MOST_PAGES + 1))
    if len(pages) > _MOST_PAGES:
        told = _("it is too large: it has more than {pages} pages")
        raise UnreadableError(told.format(pages=_MOST_PAGES))
    sheets = _sheets(pages)
    if not any(letter.get_text().strip() for sheet in sheets for letter in sheet.letters):
        told = _("it holds no text, perhaps pictures of text: recognise it first (OCR)")
        raise UnreadableError(told, says_remedy=True)
    pieces = _pieces(sheets)
    joiner = Joiner(words_in(piece.text for piece in pieces), _is_of_browser(document))
    tagged = _tagged_html(document, sheets, joiner)
    body = layout_html(pieces, _sizes(sheets), joiner) if tagged is None else tagged
    body += hidden(_authors(document))
    return f"<html><head>{_head(sheets)}</head><body>{body}</body></html>"


def _document(content: bytes) -> PDFDocument:
    """A document that is opened.

    Raises:
        UnreadableError: if it is encrypted or damaged.
    """
    try:
        return PDFDocument(PDFParser(io.BytesIO(content)))
    except (PDFPasswordIncorrect, PDFEncryptionError):
        message = _("it is protected with a password: save it without one")
        raise UnreadableError(message, says_remedy=True) from None
    except (PDFSyntaxError, PSException):
        message = _("it is not a PDF, or it is damaged")
        raise UnreadableError(message) from None


def _pages(document: PDFDocument) -> Any:
    return PDFPage.create_pages(document)


def _sheets(pages: list[PDFPage]) -> list[_Sheet]:
    manager = PDFResourceManager()
    device = _Letters(manager)
    interpreter = PDFPageInterpreter(manager, device)
    sheets: list[_Sheet] = []
    for number, page in enumerate(pages):
        sheet = _read_sheet(device, interpreter, page, number)
        if turned := sheet.turned:
            # Text that runs up the paper: it is of a page that lies on its side.
            page.rotate = (page.rotate + turned) % 360
            sheet = _read_sheet(device, interpreter, page, number)
        sheets.append(sheet)
    return sheets


def _read_sheet(
    device: _Letters, interpreter: PDFPageInterpreter, page: PDFPage, number: int
) -> _Sheet:
    left, bottom, right, top = page.mediabox
    size = abs(right - left), abs(top - bottom)
    width, height = size if page.rotate % 180 == 0 else size[::-1]
    device.sheet = _Sheet(page.pageid if isinstance(page.pageid, int) else number, width, height)
    if page.rotate == 0:
        device.sheet.links = list(islice(_links(page, left, bottom), _MOST_LINKS))
    interpreter.process_page(page)
    return device.sheet


def _links(page: PDFPage, x: float, y: float) -> Iterator[LinkArea]:
    """The parts of a page, whose corner is at a place, that lead to an address."""
    notes = resolve1(page.annots)
    for each in notes if isinstance(notes, list) else ():
        note = resolve1(each)
        address = address_of(note)
        place = resolve1(note.get("Rect")) if address else None
        if isinstance(place, list) and len(place) == _CORNERS:
            left, bottom, right, top = (float(resolve1(each)) for each in place)
            yield LinkArea(address, left - x, bottom - y, right - x, top - y)


def _pieces(sheets: list[_Sheet]) -> list[TextPiece]:
    return [
        piece for sheet in sheets for piece in pieces_of(sheet.letters, sheet.number, sheet.links)
    ]


def _sizes(sheets: list[_Sheet]) -> dict[int, tuple[float, float]]:
    return {sheet.number: (sheet.width, sheet.height) for sheet in sheets}


def _authors(document: PDFDocument) -> list[str]:
    """Who wrote a document according to its properties, which no reader of its pages sees."""
    named = [resolve1(info.get("Author")) for info in document.info]
    return [decode_text(name) for name in named if isinstance(name, bytes)]


def _is_of_browser(document: PDFDocument) -> bool:
    told = [info.get("Producer") for info in document.info]
    return any(isinstance(each, bytes) and b"Skia" in each for each in told)


def _tagged_html(document: PDFDocument, sheets: list[_Sheet], joiner: Joiner) -> str | None:
    """The markup of a tagged document; None if it is not one, or its tags name little text."""
    root = resolve1(document.catalog.get("StructTreeRoot"))
    if not isinstance(root, dict):
        return None
    texts = {
        (sheet.number, number): pieces_of(letters, sheet.number)
        for sheet in sheets
        for number, letters in sheet.tagged.items()
    }
    on_pages = {
        sheet.number: [piece for number in sheet.tagged for piece in texts[sheet.number, number]]
        for sheet in sheets
    }
    roles = resolve1(root.get("RoleMap"))
    writer = TagWriter(texts, on_pages, joiner, roles if isinstance(roles, dict) else {})
    body = writer.markup(root)
    named = sum(
        len(sheet.tagged[number])
        for sheet in sheets
        for number in sheet.tagged
        if (sheet.number, number) in writer.written
    )
    total = sum(len(sheet.letters) for sheet in sheets)
    if named < _MOSTLY_TAGGED * total:
        return None
    return f"{body}{beside_page(_untagged(sheets, writer.written))}"


def _untagged(sheets: list[_Sheet], written: set[tuple[int, int]]) -> list[TextPiece]:
    """What no tag names: what is printed in the margins."""
    found: list[TextPiece] = []
    for sheet in sheets:
        named = {
            id(letter)
            for number, letters in sheet.tagged.items()
            if (sheet.number, number) in written
            for letter in letters
        }
        rest = [letter for letter in sheet.letters if id(letter) not in named]
        found += pieces_of(rest, sheet.number)
    return found


def _head(sheets: list[_Sheet]) -> str:
    """The address that a browser printed below the page."""
    for sheet in sheets[:1]:
        for piece in pieces_of(sheet.letters, sheet.number):
            url = _URL.match(piece.text)
            if url and piece.top < _MARGIN * sheet.height:
                return f'<link rel="canonical" href="{html.escape(url[0])}">'
    return ""
