"""The lines of a web page while its elements are written: the open one, and those before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from projectkit.reading.html_shapes import TableCell
from projectkit.reading.html_state import TextState
from projectkit.reading.lines import Line, clean, row_line

_BLANKS = re.compile(r"\s+")
# The pieces of a line that are looked back at.
_MOST_PIECES = 20


class _LineDraft(NamedTuple):
    """A line under construction."""

    text: str
    state: TextState
    cells: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    heads: bool = False


@dataclass
class LineDrafts:
    """Collects the lines of a page.

    Attributes:
        rows: the lines so far.
        links: the links of the line that is open.
        mark: the mark of a list that the next words get.
        above: the words of the last line.
    """

    rows: list[_LineDraft] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    mark: str = ""
    above: str = ""
    _open: list[tuple[str, TextState]] = field(default_factory=list)

    def finished(self) -> Iterator[Line]:
        """The lines, without leading or repeated blank ones."""
        self.end()
        number, blank = 0, True
        for row in self.rows:
            if not row.text and blank:
                continue
            blank = not row.text
            number += 1
            line = row_line(number, row.cells) if row.cells else Line(number, clean(row.text))
            yield Line(
                *(number, line.text, line.cells),
                noise=row.state.noise,
                level=row.state.level,
                links=row.links,
                heads=row.heads,
            )

    @property
    def said(self) -> str:
        """The last words of the line that is open."""
        last = islice(reversed(self._open), _MOST_PIECES)
        return "".join(text for text, _ in reversed(list(last)))

    @property
    def text(self) -> str:
        """The line that is open."""
        return "".join(text for text, _ in self._open)

    def say(self, text: str | None, state: TextState) -> None:
        """Add text to the line that is open."""
        if not text:
            return
        if state.pre and "\n" in text:
            for line in text.split("\n"):
                self.say(line, state)
                self.end()
            return
        text = _BLANKS.sub(" ", text)
        if self.mark and text.strip() and state.level:
            self.mark = ""  # an accordion: a heading in a list item
        if self.mark and text.strip():
            text, self.mark = f"{self.mark} {text.lstrip()}", ""
        self._open.append((text, state))

    def say_alone(self, text: str, state: TextState) -> None:
        """Add text and end the line after it."""
        self.say(text, state)
        self.end()

    def end(self) -> None:
        """End the line; text that belongs to the site becomes a line of its own."""
        pieces, self._open = self._open, []
        links, self.links = tuple(self.links), []
        for noise in (False, True):
            mine = [piece for piece in pieces if piece[1].noise is noise or not piece[0].strip()]
            text = "".join([piece[0] for piece in mine]).strip()
            if text:
                state = next(piece[1] for piece in mine if piece[0].strip())
                self.rows.append(_LineDraft(text, state, (), () if noise else links))
                self.above = text

    def blank(self) -> None:
        """Add a blank line."""
        if self.rows:
            self.rows.append(_LineDraft("", TextState()))

    def put_row(self, cells: list[TableCell], state: TextState) -> None:
        """Add a row of a table."""
        texts = tuple("".join(line.text for line in cell.lines) for cell in cells)
        links = tuple(link for cell in cells for line in cell.lines for link in line.links)
        heads = len(cells) > 1 and all(cell.tag == "th" for cell in cells)
        if any(texts):
            self.rows.append(_LineDraft(" ".join(filter(None, texts)), state, texts, links, heads))
            self.above = texts[0]

    def reopen(self, state: TextState) -> None:
        """Continue the line that was just ended, after a colon."""
        if self.rows and self.rows[-1].text:
            last = self.rows.pop()
            self._open = [
                (last.text, last.state),
                (" " if last.text.endswith(":") else ": ", state),
            ]

    def is_any_since(self, number: int) -> bool:
        """Whether any line with words was added since there were so many lines."""
        return any(row.text for row in self.rows[number:])

    def mark_unanswered(self, number: int, term: str) -> None:
        """Make a term that is the only line since there were so many a cell without a value."""
        if [row.text for row in self.rows[number:] if row.text] == [term]:
            self.rows[number] = self.rows[number]._replace(cells=(term, ""))
