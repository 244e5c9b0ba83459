"""Turns Markdown into the lines that a reader sees, by markdown-it-py (CommonMark with tables).

Lines keep their numbers, so that what was read from them can be found in an editor.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from projectkit.reading.front_matter import front_matter
from projectkit.reading.lines import BREAK, Line, clean, row_line
from projectkit.reading.notes import is_note

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>")
# Lines of markup only: rules, fences, and the line below the header of a table.
_MARKS = re.compile(r"(?:[-*_=|:+`~]\s?)+|[`~]{3,}\s*[\w+-]{0,20}")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# A comment in the form of a link that nothing refers to: `[//]: # (bel Anna niet)`.
_HIDDEN_REFERENCE = re.compile(r"\s{0,3}\[(?://|comment)\]:\s")
_HEADING = re.compile(r"#\s")
_TITLES = frozenset({"titel", "title"})
_DEEPEST = 20


def read_markdown(text: str) -> tuple[Line, ...]:
    """Read Markdown as lines that keep the levels of headings, list marks and table cells."""
    from markdown_it import MarkdownIt  # noqa: PLC0415  (only Markdown needs it)

    raw = BREAK.split(text)
    page = _MarkdownLines(raw)
    body = page.front_matter()
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table")
    page.read(parser.parse("\n".join([""] * body + raw[body:])))
    return page.finished()


@dataclass
class _MarkdownLines:
    """The lines of a page as they are found; what no token covers stays as it is written."""

    raw: list[str]
    lines: dict[int, Line] = field(default_factory=dict)
    _covered: set[int] = field(default_factory=set)
    _prefixes: list[str] = field(default_factory=list)
    _level: int = 0
    _row: list[str] | None = None
    _row_number: int = 0

    def front_matter(self) -> int:
        """Read the front matter as `key: value` lines, and return its number of lines."""
        found = front_matter(self.raw)
        self._covered.update(range(1, found.size + 1))
        has_heading = any(map(_HEADING.match, self.raw[found.size :]))
        for entry in found.entries:
            # A key without a value says nothing, and must not become a label of what follows.
            is_heading = entry.key.casefold() in _TITLES and not has_heading
            self._level = int(is_heading)
            if entry.value:
                text = entry.value if is_heading else f"{entry.key}: {entry.value}"
                self._put(entry.number, text)
        self._level = 0
        for number in found.unread:
            self._put(number, self.raw[number - 1])
        return found.size

    def read(self, tokens: Iterable[Any]) -> None:
        """Read the tokens of a page."""
        for token in tokens:
            if token.type == "inline":
                self._inline(token)
            elif token.type in {"fence", "code_block", "html_block"}:
                self._block(token)
            elif token.type in {"heading_open", "heading_close"}:
                self._level = int(token.tag[1]) if token.nesting == 1 else 0
            elif token.type == "list_item_open":
                self._prefixes.append(f"{token.info}." if token.info else "•")
            elif token.type == "list_item_close":
                # An item without text leaves its mark unused.
                self._prefixes.clear()
            elif token.type == "tr_open":
                self._row = []
            elif token.type == "tr_close" and self._row is not None:
                self.lines[self._row_number] = row_line(self._row_number, self._row)
                self._row = None

    def finished(self) -> tuple[Line, ...]:
        """Every line of the page."""
        for number, text in enumerate(self.raw, 1):
            bare = clean(text)
            is_read = number in self.lines or number in self._covered
            is_text = not (_MARKS.fullmatch(bare) or _HIDDEN_REFERENCE.match(text))
            if is_text and not is_read:
                self._put(number, bare)
        last = len(self.raw) - (not self.raw[-1])
        return tuple(self.lines.get(number, Line(number, "")) for number in range(1, last + 1))

    def _put(self, number: int, text: str, *, begins: bool = True) -> None:
        self.lines[number] = Line(number, clean(text), level=self._level, begins=begins)

    def _inline(self, token: Any) -> None:
        children = token.children or ()
        shown = [text for line in _shown(children) for text in line.split("\n")]
        if self._row is not None:
            self._row.append(clean(" ".join(shown)))
            self._row_number = token.map[0] + 1
            return
        start, end = token.map
        self._covered.update(range(start + 1, end + 1))
        begins = [True, *_are_meant(children)]
        for place, text in enumerate(shown):
            prefix = f"{self._prefixes[-1]} " if self._prefixes and text.strip() else ""
            self._prefixes = [] if prefix else self._prefixes
            is_begin = begins[place] if len(begins) == len(shown) else True
            self._put(start + 1 + place, f"{prefix}{text}", begins=is_begin)

    def _block(self, token: Any) -> None:
        start, end = token.map
        self._covered.update(range(start + 1, end + 1))
        first = start + (2 if token.type == "fence" else 1)
        content = token.content
        if token.type == "html_block":
            content = _TAG.sub(" ", _COMMENT.sub(_breaks_of, content))
        for number, text in enumerate(content.rstrip("\n").split("\n"), first):
            self._put(number, text)


def _breaks_of(comment: re.Match[str]) -> str:
    """Nothing but the line breaks of a comment, so that lines keep their numbers."""
    return "\n" * comment[0].count("\n")


def _are_meant(children: Sequence[Any]) -> Iterator[bool]:
    """Of each line break, whether it is meant as one, unlike those of a text cut at a width."""
    for before, child in zip((None, *children), children, strict=False):
        if child.type in {"softbreak", "hardbreak"}:
            is_tag = before is not None and before.content.casefold().startswith("<br")
            yield child.type == "hardbreak" or is_tag


def _shown(children: Iterable[Any]) -> list[str]:
    """The lines of running text as a reader sees them, with the addresses of links."""
    lines, targets = [""], []
    inside: list[bool] = []
    raised = 0
    for child in children:
        if child.type in {"softbreak", "hardbreak"}:
            lines.append("")
        elif child.type == "link_open":
            targets.append((child.attrGet("href") or "", len(lines), len(lines[-1])))
        elif child.type == "link_close" and targets:
            target, line, start = targets.pop()
            label = lines[-1][start:] if line == len(lines) else lines[-1]
            lines[-1] += _address(label, target)
        elif child.type in {"em_open", "strong_open"}:
            # An asterisk between letters or digits, as in 2*3, is meant as one.
            inside.append(lines[-1][-1:].isalnum())
            lines[-1] += child.markup if inside[-1] else ""
        elif child.type in {"em_close", "strong_close"}:
            lines[-1] += child.markup if inside.pop() else ""
        elif child.type == "html_inline":
            raised = _with_tag(lines, child.content.casefold(), raised)
        else:
            lines[-1] += child.content.removeprefix("mailto:")
    return lines


def _with_tag(lines: list[str], tag: str, raised: int) -> int:
    """Take in a tag in running text: the mark of a note in `<sup>` goes.

    Returns:
        Where superscript text begins on the last line.
    """
    if tag.startswith("<br"):
        lines[-1] += " "
    elif tag == "</sup>" and is_note(lines[-1][:raised], lines[-1][raised:]):
        lines[-1] = lines[-1][:raised]
    return len(lines[-1]) if tag.startswith("<sup") else raised


def _address(label: str, target: str) -> str:
    """The address of a link as text after its label, unless the label shows it."""
    address = target.removeprefix("mailto:").removeprefix("tel:")
    is_shown = address in label or address.startswith("#")
    return "" if is_shown else f" ({address})"
