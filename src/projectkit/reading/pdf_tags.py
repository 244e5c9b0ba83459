"""Turns a tagged PDF into HTML: browsers and word processors write in it which text is what.

The structure tree (ISO 32000-1, 14.7) names the elements, and numbers the text in each of them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pdfminer.pdftypes import PDFObjRef, resolve1

from projectkit.reading.pdf_text import Joiner, TextPiece, edge_of, without_bullet

_BLOCKS = {
    "H": "h2",
    **{f"H{level}": f"h{level}" for level in range(1, 7)},
    "Title": "h1",
    "P": "p",
    "L": "ul",
    "LI": "li",
    "Table": "table",
    "TR": "tr",
    "TH": "th",
    "TD": "td",
    "Caption": "div",
    "BlockQuote": "div",
    "Note": "div",
    "TOCI": "div",
    "Sect": "div",
    "Art": "div",
    "Part": "div",
    "Div": "div",
}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# Elements whose text need not be in a paragraph.
_HOLD_TEXT = frozenset({"p", "li", "td", "th"})
_BREAKS = re.compile(r"(?:<br>)+")
_NUMBERED = frozenset({"Decimal", "UpperRoman", "LowerRoman", "UpperAlpha", "LowerAlpha"})
_DEEPEST = 200
_PARAGRAPH, _END_OF_LINK = "<br><br>", "</a>"
# Lines further apart than this, in sizes of a letter, are of different paragraphs.
_APART = 1.2


@dataclass
class TagWriter:
    """Writes the elements of a structure tree as markup.

    Attributes:
        texts: the pieces of each numbered text, by page and number.
        pages: the numbered text of each page.
        joiner: joins lines.
        roles: what the names of elements mean that are not standard.
        written: the texts that were written.
    """

    texts: Mapping[tuple[int, int], Sequence[TextPiece]]
    pages: Mapping[int, Sequence[TextPiece]]
    joiner: Joiner
    roles: Mapping[str, str]
    written: set[tuple[int, int]] = field(default_factory=set)
    _out: list[str] = field(default_factory=list)
    _run: list[TextPiece | str] = field(default_factory=list)
    _seen: set[int] = field(default_factory=set)

    def markup(self, root: Any) -> str:
        """The markup of a tree."""
        self._kids(root.get("K"), 0, 0)
        self._flush()
        return "".join(self._out)

    def _kids(self, kids: Any, page: int, depth: int) -> None:
        kids = resolve1(kids) if not isinstance(kids, PDFObjRef) else kids
        for kid in kids if isinstance(kids, list) else [kids]:
            if isinstance(kid, PDFObjRef):
                if kid.objid in self._seen:
                    continue  # a tree that leads back to itself
                self._seen.add(kid.objid)
            self._kid(resolve1(kid), page, depth)

    def _kid(self, kid: Any, page: int, depth: int) -> None:
        if isinstance(kid, int):
            self._text(page, kid)
        elif isinstance(kid, list):
            self._kids(kid, page, depth + 1)
        elif isinstance(kid, dict) and depth < _DEEPEST:
            page = _page_of(kid, page)
            if isinstance(kid.get("MCID"), int):
                self._text(page, kid["MCID"])
            elif "S" in kid:
                self._element(kid, page, depth + 1)

    def _text(self, page: int, number: int) -> None:
        self.written.add((page, number))
        self._run += self.texts.get((page, number), ())

    def _element(self, element: dict[str, Any], page: int, depth: int) -> None:
        name = _name(element["S"])
        role = _name(resolve1(self.roles.get(name))) or name
        if role == "Lbl":
            self._label(element, page, depth)
        elif role == "Figure" and isinstance(element.get("Alt"), bytes):
            self._figure(element, page, depth)
        elif role == "Link":
            self._link(element, page, depth)
        elif role in _BLOCKS:
            self._block(_tag(role, element), element, page, depth)
        else:
            self._kids(element.get("K"), page, depth)

    def _block(self, tag: str, element: dict[str, Any], page: int, depth: int) -> None:
        self._flush()
        self._out.append(f"<{tag}>")
        self._kids(element.get("K"), page, depth)
        self._flush(tag)
        self._out.append(f"</{tag}>")

    def _label(self, element: dict[str, Any], page: int, depth: int) -> None:
        """The mark of an item, which the list itself makes; other labels are text."""
        before = list(self._run)
        self._kids(element.get("K"), page, depth)
        text = "".join(
            each.text for each in self._run[len(before) :] if isinstance(each, TextPiece)
        )
        is_mark, rest = without_bullet(text)
        is_number = text.rstrip(".) ").isalnum() and len(text) <= len("99.)")
        if is_number or (is_mark and not rest):
            self._run = before

    def _figure(self, element: dict[str, Any], page: int, depth: int) -> None:
        from pdfminer.utils import decode_text  # noqa: PLC0415  (few pages have it)

        name = html.escape(decode_text(element["Alt"]))
        self._flush()
        self._out.append(f'<img alt="{name}">')
        self._kids(element.get("K"), page, depth)

    def _link(self, element: dict[str, Any], page: int, depth: int) -> None:
        target = _target(element.get("K"))
        if target:
            self._run.append(f'<a href="{html.escape(target)}">')
        self._kids(element.get("K"), page, depth)
        if target:
            self._run.append(_END_OF_LINK)

    def _flush(self, tag: str = "") -> None:
        """Write the text so far; inside an element that holds no other one, as its own."""
        run, self._run = self._run, []
        pieces = [piece for piece in run if isinstance(piece, TextPiece)]
        if not pieces:
            return
        edges = {
            page: edge_of([piece for piece in pieces if piece.page == page], self.pages[page])
            for page in {piece.page for piece in pieces}
        }
        text = self._flowed(run, edges)
        if tag in _HEADINGS:
            self._out.append(_BREAKS.sub(" ", text))
        elif tag in _HOLD_TEXT:
            self._out.append(text)
        else:
            self._out.append(f"<p>{text.replace(_PARAGRAPH, '</p><p>')}</p>")

    def _flowed(self, run: Sequence[TextPiece | str], edges: Mapping[int, float]) -> str:
        """A text as markup, with links in it and a break where a line was broken on purpose."""
        text, before = "", None
        opening = ""
        for each in run:
            if each == _END_OF_LINK:
                text += _END_OF_LINK
            elif isinstance(each, str):
                opening = each
            else:
                words = f"{opening}{html.escape(each.text)}"
                mark = self._mark(before, each, edges) if before else ""
                text = self.joiner.joined(text, mark, words) if before else words
                opening, before = "", each
        return text

    def _mark(self, before: TextPiece, piece: TextPiece, edges: Mapping[int, float]) -> str:
        mark = self.joiner.between(before, piece, edges[before.page])
        if mark != "\n":
            return mark
        return _PARAGRAPH if _is_apart(before, piece) else "<br>"


def _is_apart(before: TextPiece, piece: TextPiece) -> bool:
    return before.page == piece.page and before.bottom - piece.top > _APART * piece.size


def _tag(role: str, element: dict[str, Any]) -> str:
    if role != "L":
        return _BLOCKS[role]
    given = resolve1(element.get("A"))
    for each in given if isinstance(given, list) else [given]:
        told = resolve1(each)
        if isinstance(told, dict) and _name(told.get("ListNumbering")) in _NUMBERED:
            return "ol"
    return "ul"


def _target(kids: Any) -> str:
    """The web or mail address that a link element leads to."""
    kids = resolve1(kids)
    for kid in kids if isinstance(kids, list) else [kids]:
        told = resolve1(kid)
        address = address_of(resolve1(told.get("Obj"))) if isinstance(told, dict) else ""
        if address:
            return address
    return ""


def address_of(note: Any) -> str:
    """The web or mail address that an annotation leads to; empty if it does not."""
    action = resolve1(note.get("A")) if isinstance(note, dict) else None
    uri = resolve1(action.get("URI")) if isinstance(action, dict) else None
    if isinstance(uri, bytes) and uri[:7].lower().startswith((b"http", b"mailto:", b"tel:")):
        return uri.decode("utf-8", "replace")
    return ""


def _page_of(element: dict[str, Any], page: int) -> int:
    given = element.get("Pg")
    return given.objid if isinstance(given, PDFObjRef) else page


def _name(value: Any) -> str:
    """A name of PDF as text; empty if it is something else."""
    name = getattr(value, "name", None)
    if isinstance(name, bytes):
        return name.decode("latin-1")
    return name if isinstance(name, str) else ""
