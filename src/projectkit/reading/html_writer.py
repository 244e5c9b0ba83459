"""Writes the elements of a web page as lines, each with what the markup says about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, NamedTuple

from projectkit.reading.html_around import (
    is_around,
    is_beside_with_facts,
    logo_name,
    logo_names,
    names_partners,
    words_of,
)
from projectkit.reading.html_data import html_data
from projectkit.reading.html_hidden import HiddenText
from projectkit.reading.html_links import PageAddress, hidden_address, hidden_date, link_out
from projectkit.reading.html_protected import NOTICE, protected_address
from projectkit.reading.html_tables import spanned_rows
from projectkit.reading.lines import Line, clean, row_line
from projectkit.reading.notes import as_power, is_note

_MAX_DEPTH = 150
_HEADING = re.compile(r"h([1-6])")
_TEXT = "-text"
# An element that contains one of these is more than a piece of a card.
_BLOCKS_IN_PIECE = "div, p, h1, h2, h3, h4, h5, h6, ul, ol, dl, table, section, article"
# Elements that may hold a label and its value, these two, and what neither of them holds.
_HOLDS_PAIR = frozenset({"div", "li", "p"})
_IN_PAIR = frozenset({"b", "em", "i", "label", "span", "strong", "time"})
_STRONG = frozenset({"b", "strong"})
_MORE_THAN_WORDS = f"br, img, {_BLOCKS_IN_PIECE}"
# A label and a value without a space between them, which nobody reads as one word.
_GLUED = re.compile(r"[A-Z][^\W\d]{2}[^\0:]{0,40}[a-z:]\0(?:[A-Z\d€][^\0]{2,})")
# Where links from the mark of a note lead.
_NOTE = re.compile(
    r"#_?(?:fn|ftn|note|noot|voetnoot|footnote|cite_note|endnote|eindnoot)", re.IGNORECASE
)
# Elements that may keep an address from robots.
_PROTECTED = frozenset({"a", "script", "span"})
# Words in the class of the mark of a note.
_NOTES = frozenset({"footnote", "noteref", "voetnoot"})
# What stands for an address on the page.
_ADDRESS = re.compile(r"@|protected|[(\[]at[)\]]")
_LINKS = frozenset({"a", "button"})
# The pieces of a line that are looked back at.
_MOST_PIECES = 20
_MOST_IN_CARD = 250
_FEWEST_IN_CARD = 2
_PAIR = 2
# The most values a cell lists on lines of their own, and their greatest length; more is text.
_MOST_VALUES, _LONGEST_VALUE = 30, 80
# A cell that contains one of these is not a plain cell of a table of facts.
_MORE_THAN_A_CELL = "h1, h2, h3, h4, h5, h6, ul, ol, dl, table"


@dataclass(frozen=True)
class TextState:
    """What applies to the text of an element and everything inside it.

    Attributes:
        noise: whether it belongs to the site.
        around: whether it is in a menu, footer or the like, where even a heading is not part of the
            content.
        level: the level of the heading it is in.
        prefix: the mark of the list it is in.
        pre: whether its line breaks count.
        depth: how many elements it is in.
        in_content: whether it is in the element marked as the content.
        in_card: whether it is in a card, whose lines stay together.
    """

    noise: bool = False
    around: bool = False
    level: int = 0
    prefix: str = ""
    pre: bool = False
    depth: int = 0
    in_content: bool = False
    in_card: bool = False


class _LineDraft(NamedTuple):
    """A line under construction."""

    text: str
    state: TextState
    cells: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    heads: bool = False


class _TableCell(NamedTuple):
    """A cell of a table: its tag and its lines."""

    tag: str
    lines: list[Line]


@dataclass
class HtmlWriter:
    """Collects the lines of a page as its elements are written.

    Attributes:
        hidden: knows what of the page a reader can open.
        address: where the page stands.
        rows: the lines so far.
        unread: the elements that were passed over, by their place in memory.
    """

    hidden: HiddenText
    address: PageAddress
    unread: dict[int, Any] = field(default_factory=dict)
    rows: list[_LineDraft] = field(default_factory=list)
    _open: list[tuple[str, TextState]] = field(default_factory=list)
    _links: list[tuple[str, str]] = field(default_factory=list)
    _mark: str = ""
    _above: str = ""
    _spanned: dict[int, list[Any]] = field(default_factory=dict)

    def finished(self) -> Iterator[Line]:
        """The lines, without leading or repeated blank ones."""
        self._end()
        number, blank = 0, True
        for row in self.rows:
            if not row.text and blank:
                continue
            blank = not row.text
            number += 1
            line = row_line(number, row.cells) if row.cells else Line(number, clean(row.text))
            yield replace(
                line, noise=row.state.noise, level=row.state.level, links=row.links, heads=row.heads
            )

    def write(self, node: Any, state: TextState, content: Any) -> None:
        """Write the contents of an element."""
        position, before = 0, ""
        for child in node.iter(include_text=True):
            if child.tag in _LINKS and before in {*_LINKS, "span"}:
                self._say(" ", state)  # style sheets separate adjacent links
            before = child.tag
            if child.tag == "li":
                position += 1
                state = replace(
                    state, prefix=f"{position}." if state.prefix.endswith(".") else state.prefix
                )
            self._child(child, state, content)

    def write_alone(self, node: Any) -> None:
        """Write an element that was passed over, as lines that are not of the content."""
        self.write(node, TextState(noise=True, around=True), None)
        self._end()

    def _child(self, child: Any, state: TextState, content: Any) -> None:
        if child.tag == _TEXT:
            self._say(child.text(deep=False), state)
        elif _may_be_note(child) and is_note(self._said, child.text()):
            return
        elif child.tag == "sup" and as_power(self._said, child.text()) != child.text():
            self._say(as_power(self._said, child.text()), state)
        elif child.tag in _PROTECTED and (address := protected_address(child)):
            self._protected(_said_once(address, child), state)
        elif child.tag == "br":
            self._end()
        elif child.tag == "img":
            self._image(child, state)
        elif child.tag in html_data()["unread"] or self.hidden.is_unread(child):
            self.unread[child.mem_id] = child
        else:
            self._element(child, state, content)

    @property
    def _said(self) -> str:
        """The last words of the line so far."""
        last = islice(reversed(self._open), _MOST_PIECES)
        return "".join(text for text, _ in reversed(list(last)))

    def _image(self, node: Any, state: TextState) -> None:
        """Write the name on a logo in the content, on a line of its own."""
        is_headed = names_partners(self._above) and not self._said.strip()
        name = "" if state.noise else logo_name(node, plain=is_headed)
        if name and (is_headed or state.in_content):
            above = self._above
            self._end()
            # Logos below a heading are a list.
            self._mark = "•" if is_headed else self._mark
            self._say(name, state)
            self._end()
            self._above = above if is_headed else name

    def _protected(self, address: str, state: TextState) -> None:
        """Write an address; a notice in its place stands alone, as that of a person above it."""
        before = self._said.strip()
        is_apart = address == NOTICE and len(before) <= _LONGEST_VALUE
        is_apart = is_apart and not before.endswith((":", "("))
        if is_apart:
            self._end()
        self._say(address, state)
        if is_apart:
            self._end()

    def _element(self, node: Any, state: TextState, content: Any) -> None:
        inside = _inner_state(node, state, content)
        if inside.depth > _MAX_DEPTH:
            self._flat(node, inside)
            return
        block, card = node.tag in html_data()["blocks"], _is_card(node)
        apart = card or (node.tag in html_data()["apart"] and not state.in_card)
        inside = replace(inside, in_card=card or state.in_card)
        if block:
            self._end()
        if apart:
            self._blank()
        if node.tag == "table":
            self._spanned |= spanned_rows(node)
        self._inside(node, inside, content)
        if block:
            self._end()
        if apart:
            self._blank()

    def _flat(self, node: Any, state: TextState) -> None:
        """Write text nested deeper than any real page: each piece on a line of its own."""
        for piece in node.text(separator="\n").split("\n"):
            self._say(piece, state)
            self._end()

    def _inside(self, node: Any, state: TextState, content: Any) -> None:
        if _is_plain_row(node) and self._row(node, state, content):
            return
        if pair := glued_pair(node):
            cells = [self._cell(part, state, content) for part in pair]
            self._put_row(cells, state)
        elif node.tag == "dl":
            self._definitions(node, state, content)
        elif node.tag == "li":
            self._item(node, state, content)
        elif names := [] if state.noise else logo_names(node):
            for name in names:
                self._say(name, state)
                self._end()
        else:
            self._text(node, state, content)

    def _item(self, node: Any, state: TextState, content: Any) -> None:
        self._mark = state.prefix
        self.write(node, state, content)
        self._end()
        self._mark = ""

    def _text(self, node: Any, state: TextState, content: Any) -> None:
        self.write(node, state, content)
        self._say(hidden_address(node), state)
        self._say(hidden_date(node), state)
        link = link_out(node, self.address)
        self._links += [link] if link else []
        if node.tag in {"td", "th"}:
            self._end()

    def _row(self, node: Any, state: TextState, content: Any) -> bool:
        """Write a row of plain cells as one line, or as one line per pair of header and value.

        Returns:
            Whether it was written: not if a cell has more than one line.
        """
        cells = [self._cell(cell, state, content) for cell in self._cells(node)]
        if any(line.noise for cell in cells for line in cell.lines) and not state.noise:
            return False
        if _is_list(cells):
            head, values = cells
            for value in values.lines:
                self._put_row([head, _TableCell(values.tag, [value])], state)
                # A row whose first cell is empty continues the row above.
                head = _TableCell(head.tag, [])
            return True
        if any(len(cell.lines) > 1 for cell in cells) or not _is_plain(node, cells):
            return False
        tags = [cell.tag for cell in cells]
        in_pairs = len(cells) > _PAIR and tags == ["th", "td"] * (len(cells) // _PAIR)
        size = _PAIR if in_pairs else max(len(cells), 1)
        for start in range(0, len(cells), size):
            self._put_row(cells[start : start + size], state)
        return True

    def _cells(self, row: Any) -> list[Any]:
        """The cells of a row that are seen, with those that span it; None for an empty place."""
        cells = self._spanned.get(row.mem_id)
        if cells is None:
            cells = [cell for cell in row.iter() if cell.tag in {"td", "th"}]
        unread = [cell for cell in cells if cell is not None and self.hidden.is_unread(cell)]
        self.unread.update((cell.mem_id, cell) for cell in unread)
        return [cell for cell in cells if cell is None or cell.mem_id not in self.unread]

    def _cell(self, node: Any, state: TextState, content: Any) -> _TableCell:
        if node is None:
            return _TableCell("td", [])
        if node.tag == _TEXT:
            return _TableCell("td", [Line(1, clean(node.text()))])
        writer = HtmlWriter(self.hidden, self.address, self.unread)
        writer.write(node, _inner_state(node, state, content), content)
        return _TableCell(node.tag, [line for line in writer.finished() if line.text])

    def _put_row(self, cells: list[_TableCell], state: TextState) -> None:
        texts = tuple("".join(line.text for line in cell.lines) for cell in cells)
        links = tuple(link for cell in cells for line in cell.lines for link in line.links)
        heads = len(cells) > 1 and all(cell.tag == "th" for cell in cells)
        if any(texts):
            self.rows.append(_LineDraft(" ".join(filter(None, texts)), state, texts, links, heads))
            self._above = texts[0]

    def _definitions(self, node: Any, state: TextState, content: Any) -> None:
        """Write a description list: `label: value`, or the values below their label."""
        parts: list[Any] = []
        for child in node.iter(include_text=True):
            parts += list(child.iter(include_text=True)) if child.tag == "div" else [child]
        single = False
        for index, part in enumerate(parts):
            following = [
                other.tag for other in parts[index + 1 : index + 4] if other.tag in {"dt", "dd"}
            ]
            if part.tag == "dt":
                self._end()
                before = len(self.rows)
                self._child(part, replace(state, depth=state.depth + 1), content)
                self._end()
                named = any(row.text for row in self.rows[before:])
                single = named and following[:1] == ["dd"] and following[1:2] != ["dd"]
                if single:
                    self._reopen(state)
            elif part.tag == "dd" and single and not self.hidden.is_unread(part):
                term, before = "".join(text for text, _ in self._open).strip(), len(self.rows)
                self.write(part, _inner_state(part, state, content), content)
                self._end()
                if [row.text for row in self.rows[before:] if row.text] == [term]:
                    self.rows[before] = self.rows[before]._replace(cells=(term, ""))
                single = False
            else:
                self._child(part, state, content)

    def _reopen(self, state: TextState) -> None:
        """Continue the line that was just ended, after a colon."""
        if self.rows and self.rows[-1].text:
            last = self.rows.pop()
            self._open = [
                (last.text, last.state),
                (" " if last.text.endswith(":") else ": ", state),
            ]

    def _say(self, text: str | None, state: TextState) -> None:
        if not text:
            return
        if state.pre and "\n" in text:
            for line in text.split("\n"):
                self._say(line, state)
                self._end()
            return
        text = re.sub(r"\s+", " ", text)
        if self._mark and text.strip() and state.level:
            self._mark = ""  # an accordion: a heading in a list item
        if self._mark and text.strip():
            text, self._mark = f"{self._mark} {text.lstrip()}", ""
        self._open.append((text, state))

    def _end(self) -> None:
        """End the line; text that belongs to the site becomes a line of its own."""
        pieces, self._open = self._open, []
        links, self._links = tuple(self._links), []
        for noise in (False, True):
            mine = [piece for piece in pieces if piece[1].noise is noise or not piece[0].strip()]
            text = "".join(piece[0] for piece in mine).strip()
            if text:
                state = next(piece[1] for piece in mine if piece[0].strip())
                self.rows.append(_LineDraft(text, state, (), () if noise else links))
                self._above = text

    def _blank(self) -> None:
        if self.rows:
            self.rows.append(_LineDraft("", TextState()))


def glued_pair(node: Any) -> list[Any]:
    """The elements of a label and its value that only a style sheet sets apart; else nothing."""
    if node.tag not in _HOLDS_PAIR:
        return []
    parts = list(islice(node.iter(include_text=True), _PAIR + 1))
    if len(parts) != _PAIR or not _may_be_pair(*parts):
        return []
    label, value = (part.text() for part in parts)
    return parts if len(value) <= _LONGEST_VALUE and _GLUED.fullmatch(f"{label}\0{value}") else []


def _may_be_pair(label: Any, value: Any) -> bool:
    """Whether two parts are words; what stands beside the label may be the text itself."""
    elements = [label] if value.tag == _TEXT and label.tag in _STRONG else [label, value]
    return all(
        part.tag in _IN_PAIR and part.css_first(_MORE_THAN_WORDS) is None for part in elements
    )


def _may_be_note(node: Any) -> bool:
    """Whether an element is superscript, or a link to a note."""
    if node.tag == "span":
        return not words_of(node).isdisjoint(_NOTES)
    if node.tag != "a":
        return bool(node.tag == "sup")
    is_note = (node.attributes.get("role") or "") == "doc-noteref"
    return is_note or bool(_NOTE.match(node.attributes.get("href") or ""))


def _said_once(address: str, node: Any) -> str:
    """An address behind the words of the element that keeps it, unless these only stand for it."""
    words = node.text().strip() if node.tag != "script" else ""
    return address if not words or _ADDRESS.search(words) else f"{words}: {address}"


def _is_plain(node: Any, cells: list[_TableCell]) -> bool:
    """Whether cells are short pieces that belong together, not columns of a page layout."""
    if cells and cells[0].tag == "th":
        return True
    # Columns of a page layout are blocks, and none of them is empty.
    has_blank = not all(cell.lines for cell in cells)
    return has_blank or node.css_first("p, div, br") is None


def _is_plain_row(node: Any) -> bool:
    return node.tag == "tr" and node.css_first(_MORE_THAN_A_CELL) is None


def _is_list(cells: list[_TableCell]) -> bool:
    """Whether a row is a label and a cell with several short values, each on its own line."""
    if [cell.tag for cell in cells] != ["th", "td"] or len(cells[0].lines) != 1:
        return False
    values = cells[1].lines
    return 1 < len(values) <= _MOST_VALUES and all(
        len(line.text) <= _LONGEST_VALUE for line in values
    )


def _is_card(node: Any) -> bool:
    """Whether a `<div>` is a few short pieces, such as name, role and address, and nothing else."""
    if node.tag != "div":
        return False
    unread = html_data()["unread"] | {"img"}
    shown = [child for child in node.iter() if child.tag not in unread and child.text().strip()]
    if len(shown) < _FEWEST_IN_CARD or len(node.text()) > _MOST_IN_CARD:
        return False
    return all(child.tag in html_data()["pieces"] and not _holds_blocks(child) for child in shown)


def _holds_blocks(node: Any) -> bool:
    """Whether an element contains another one that begins a line."""
    # A search inside an element may find the element itself.
    return any(found.mem_id != node.mem_id for found in node.css(_BLOCKS_IN_PIECE))


def _inner_state(node: Any, state: TextState, content: Any) -> TextState:
    """What applies inside an element, given what applies around it."""
    is_content = content is not None and node.mem_id == content.mem_id
    in_content = state.in_content or is_content
    around = state.around or is_around(node, in_content=in_content)
    is_of_site = state.noise and not is_content
    noise = around or (is_of_site and not _is_of_page(node))
    heading = _HEADING.fullmatch(node.tag)
    return replace(
        state,
        noise=noise,
        around=around,
        level=int(heading[1]) if heading else state.level,
        prefix={"ul": "•", "ol": "1."}.get(node.tag, state.prefix),
        pre=state.pre or node.tag == "pre",
        depth=state.depth + 1,
        in_content=in_content,
    )


def _is_of_page(node: Any) -> bool:
    """Whether an element outside the content is about the page all the same."""
    return node.tag == "h1" or is_beside_with_facts(node)
