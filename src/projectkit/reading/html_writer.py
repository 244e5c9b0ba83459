"""Writes the elements of a web page as lines: text, lists, tables, pairs, names on logos."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from projectkit.reading.html_around import logo_name, logo_names, names_partners
from projectkit.reading.html_data import html_data
from projectkit.reading.html_hidden import HiddenText
from projectkit.reading.html_lines import LineDrafts
from projectkit.reading.html_links import PageAddress, hidden_address, hidden_date, link_out
from projectkit.reading.html_protected import NOTICE, protected_text
from projectkit.reading.html_shapes import (
    LONGEST_VALUE,
    TEXT,
    TableCell,
    glued_pair,
    is_card,
    is_list,
    is_plain,
    is_plain_row,
    may_be_note,
)
from projectkit.reading.html_state import TextState, inner_state
from projectkit.reading.html_tables import spanned_rows
from projectkit.reading.lines import Line, clean
from projectkit.reading.notes import as_power, is_note

_MAX_DEPTH = 150
# Elements that may keep an address from robots.
_PROTECTED = frozenset({"a", "script", "span"})
_LINKS = frozenset({"a", "button"})
_PAIR = 2


@dataclass
class HtmlWriter:
    """Writes the elements of a page.

    Attributes:
        hidden: knows what of the page a reader can open.
        address: where the page stands.
        unread: the elements that were passed over, by their place in memory.
        lines: the lines so far.
    """

    hidden: HiddenText
    address: PageAddress
    unread: dict[int, Any] = field(default_factory=dict)
    lines: LineDrafts = field(default_factory=LineDrafts)
    _spanned: dict[int, list[Any]] = field(default_factory=dict)

    def write(self, node: Any, state: TextState, content: Any) -> None:
        """Write the contents of an element."""
        position, before = 0, ""
        for child in node.iter(include_text=True):
            if child.tag in _LINKS and before in {*_LINKS, "span"}:
                self.lines.say(" ", state)  # style sheets separate adjacent links
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
        self.lines.end()

    def _child(self, child: Any, state: TextState, content: Any) -> None:
        if child.tag == TEXT:
            self.lines.say(child.text(deep=False), state)
        elif may_be_note(child) and is_note(self.lines.said, child.text()):
            return
        elif child.tag == "sup" and as_power(self.lines.said, child.text()) != child.text():
            self.lines.say(as_power(self.lines.said, child.text()), state)
        elif child.tag in _PROTECTED and (address := protected_text(child)):
            self._protected(address, state)
        elif child.tag == "br":
            self.lines.end()
        elif child.tag == "img":
            self._image(child, state)
        elif child.tag in html_data()["unread"] or self.hidden.is_unread(child):
            self.unread[child.mem_id] = child
        else:
            self._element(child, state, content)

    def _image(self, node: Any, state: TextState) -> None:
        """Write the name on a logo in the content, on a line of its own."""
        is_headed = names_partners(self.lines.above) and not self.lines.said.strip()
        name = "" if state.noise else logo_name(node, plain=is_headed)
        if name and (is_headed or state.in_content):
            above = self.lines.above
            self.lines.end()
            # Logos below a heading are a list.
            self.lines.mark = "•" if is_headed else self.lines.mark
            self.lines.say_alone(name, state)
            self.lines.above = above if is_headed else name

    def _protected(self, address: str, state: TextState) -> None:
        """Write an address; a notice in its place stands alone, as that of a person above it."""
        before = self.lines.said.strip()
        is_apart = address == NOTICE and len(before) <= LONGEST_VALUE
        is_apart = is_apart and not before.endswith((":", "("))
        if is_apart:
            self.lines.end()
        self.lines.say(address, state)
        if is_apart:
            self.lines.end()

    def _element(self, node: Any, state: TextState, content: Any) -> None:
        inside = inner_state(node, state, content)
        if inside.depth > _MAX_DEPTH:
            self._flat(node, inside)
            return
        block, card = node.tag in html_data()["blocks"], is_card(node)
        apart = card or (node.tag in html_data()["apart"] and not state.in_card)
        inside = replace(inside, in_card=card or state.in_card)
        if block:
            self.lines.end()
        if apart:
            self.lines.blank()
        if node.tag == "table":
            self._spanned |= spanned_rows(node)
        self._inside(node, inside, content)
        if block:
            self.lines.end()
        if apart:
            self.lines.blank()

    def _flat(self, node: Any, state: TextState) -> None:
        """Write text nested deeper than any real page: each piece on a line of its own."""
        for piece in node.text(separator="\n").split("\n"):
            self.lines.say_alone(piece, state)

    def _inside(self, node: Any, state: TextState, content: Any) -> None:
        if is_plain_row(node) and self._row(node, state, content):
            return
        if pair := glued_pair(node):
            cells = [self._cell(part, state, content) for part in pair]
            self.lines.put_row(cells, state)
        elif node.tag == "dl":
            self._definitions(node, state, content)
        elif node.tag == "li":
            self._item(node, state, content)
        elif names := [] if state.noise else logo_names(node):
            for name in names:
                self.lines.say_alone(name, state)
        else:
            self._text(node, state, content)

    def _item(self, node: Any, state: TextState, content: Any) -> None:
        self.lines.mark = state.prefix
        self.write(node, state, content)
        self.lines.end()
        self.lines.mark = ""

    def _text(self, node: Any, state: TextState, content: Any) -> None:
        self.write(node, state, content)
        self.lines.say(hidden_address(node), state)
        self.lines.say(hidden_date(node), state)
        link = link_out(node, self.address)
        self.lines.links += [link] if link else []
        if node.tag in {"td", "th"}:
            self.lines.end()

    def _row(self, node: Any, state: TextState, content: Any) -> bool:
        """Write a row of plain cells as one line, or as one line per pair of header and value.

        Returns:
            Whether it was written: not if a cell has more than one line.
        """
        cells = [self._cell(cell, state, content) for cell in self._cells(node)]
        if any(line.noise for cell in cells for line in cell.lines) and not state.noise:
            return False
        if is_list(cells):
            head, values = cells
            for value in values.lines:
                self.lines.put_row([head, TableCell(values.tag, [value])], state)
                # A row whose first cell is empty continues the row above.
                head = TableCell(head.tag, [])
            return True
        if any(len(cell.lines) > 1 for cell in cells) or not is_plain(node, cells):
            return False
        tags = [cell.tag for cell in cells]
        in_pairs = len(cells) > _PAIR and tags == ["th", "td"] * (len(cells) // _PAIR)
        size = _PAIR if in_pairs else max(len(cells), 1)
        for start in range(0, len(cells), size):
            self.lines.put_row(cells[start : start + size], state)
        return True

    def _cells(self, row: Any) -> list[Any]:
        """The cells of a row that are seen, with those that span it; None for an empty place."""
        cells = self._spanned.get(row.mem_id)
        if cells is None:
            cells = [cell for cell in row.iter() if cell.tag in {"td", "th"}]
        unread = [cell for cell in cells if cell is not None and self.hidden.is_unread(cell)]
        self.unread.update((cell.mem_id, cell) for cell in unread)
        return [cell for cell in cells if cell is None or cell.mem_id not in self.unread]

    def _cell(self, node: Any, state: TextState, content: Any) -> TableCell:
        if node is None:
            return TableCell("td", [])
        if node.tag == TEXT:
            return TableCell("td", [Line(1, clean(node.text()))])
        writer = HtmlWriter(self.hidden, self.address, self.unread)
        writer.write(node, inner_state(node, state, content), content)
        return TableCell(node.tag, [line for line in writer.lines.finished() if line.text])

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
                self.lines.end()
                before = len(self.lines.rows)
                self._child(part, replace(state, depth=state.depth + 1), content)
                self.lines.end()
                named = self.lines.is_any_since(before)
                single = named and following[:1] == ["dd"] and following[1:2] != ["dd"]
                if single:
                    self.lines.reopen(state)
            elif part.tag == "dd" and single and not self.hidden.is_unread(part):
                term, before = self.lines.text.strip(), len(self.lines.rows)
                self.write(part, inner_state(part, state, content), content)
                self.lines.end()
                self.lines.mark_unanswered(before, term)
                single = False
            else:
                self._child(part, state, content)
