"""What an element is by its shape: a pair, a row of facts, a card, the mark of a note."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any, NamedTuple

from projectkit.reading.html_around import words_of
from projectkit.reading.html_data import html_data
from projectkit.reading.lines import Line

TEXT = "-text"
"""The tag of a piece of text between elements."""

LONGEST_VALUE = 80
"""The greatest length of a value; more is text."""

# The most values that a cell lists on lines of their own.
_MOST_VALUES = 30
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
# Words in the class of the mark of a note.
_NOTES = frozenset({"footnote", "noteref", "voetnoot"})
_MOST_IN_CARD = 250
_FEWEST_IN_CARD = 2
_PAIR = 2
# A cell that contains one of these is not a plain cell of a table of facts.
_MORE_THAN_A_CELL = "h1, h2, h3, h4, h5, h6, ul, ol, dl, table"


class TableCell(NamedTuple):
    """A cell of a table: its tag and its lines."""

    tag: str
    lines: list[Line]


def glued_pair(node: Any) -> list[Any]:
    """The elements of a label and its value that only a style sheet sets apart; else nothing."""
    if node.tag not in _HOLDS_PAIR:
        return []
    parts = list(islice(node.iter(include_text=True), _PAIR + 1))
    if len(parts) != _PAIR or not _may_be_pair(*parts):
        return []
    label, value = (part.text() for part in parts)
    return parts if len(value) <= LONGEST_VALUE and _GLUED.fullmatch(f"{label}\0{value}") else []


def _may_be_pair(label: Any, value: Any) -> bool:
    """Whether two parts are words; what stands beside the label may be the text itself."""
    elements = [label] if value.tag == TEXT and label.tag in _STRONG else [label, value]
    return all(
        part.tag in _IN_PAIR and part.css_first(_MORE_THAN_WORDS) is None for part in elements
    )


def may_be_note(node: Any) -> bool:
    """Whether an element is superscript, or a link to a note."""
    if node.tag == "span":
        return not words_of(node).isdisjoint(_NOTES)
    if node.tag != "a":
        return bool(node.tag == "sup")
    is_note = (node.attributes.get("role") or "") == "doc-noteref"
    return is_note or bool(_NOTE.match(node.attributes.get("href") or ""))


def is_plain(node: Any, cells: list[TableCell]) -> bool:
    """Whether cells are short pieces that belong together, not columns of a page layout."""
    if cells and cells[0].tag == "th":
        return True
    # Columns of a page layout are blocks, and none of them is empty.
    has_blank = not all(cell.lines for cell in cells)
    return has_blank or node.css_first("p, div, br") is None


def is_plain_row(node: Any) -> bool:
    """Whether an element is a row of a table, with nothing in its cells but words and links."""
    return node.tag == "tr" and node.css_first(_MORE_THAN_A_CELL) is None


def is_list(cells: list[TableCell]) -> bool:
    """Whether a row is a label and a cell with several short values, each on its own line."""
    if [cell.tag for cell in cells] != ["th", "td"] or len(cells[0].lines) != 1:
        return False
    values = cells[1].lines
    return 1 < len(values) <= _MOST_VALUES and all(
        len(line.text) <= LONGEST_VALUE for line in values
    )


def is_card(node: Any) -> bool:
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
