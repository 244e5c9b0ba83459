"""The lines of a page, each marked with what it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from projectkit.reading.lines import Line

_PROSE = 110
_SENTENCE_WORDS = 12


class Role(StrEnum):
    """The role of a line on its page."""

    TITLE = "title"
    LABEL = "label"
    HEADING = "heading"
    FACT = "fact"
    ITEM = "item"
    TEXT = "text"
    NOISE = "noise"


@dataclass(frozen=True, slots=True)
class Mark:
    """A line that is not blank, and what it is.

    Attributes:
        line: the line.
        block: the index of its block.
        role: what it is; a fact consists of nothing but values.
        target: the target of a label or the kind of section of a heading; empty for an unknown
            label.
        label: the words of the label or heading, as written.
        rest: what follows the label or heading on the same line.
        known: whether the vocabulary knows the label or heading; others are such by their form.
    """

    line: Line
    block: int
    role: Role
    target: str = ""
    label: str = ""
    rest: str = ""
    known: bool = False

    @property
    def text(self) -> str:
        """The text of the line."""
        return self.line.text

    @property
    def number(self) -> int:
        """The number of the line."""
        return self.line.number


def cells_of(mark: Mark) -> Iterator[tuple[int, int]]:
    """Where each cell of a row begins and ends in its text."""
    at = 0
    for cell in mark.line.cells:
        start = mark.text.find(cell, at)
        yield start, start + len(cell)
        at = start + len(cell)


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and the marks up to the next one; the first part of a page has no heading."""

    heading: Mark | None
    body: tuple[Mark, ...]

    @property
    def kind(self) -> str:
        """The kind of section; text before the first heading is the summary."""
        return self.heading.target if self.heading else "summary"


@lru_cache(maxsize=4096)
def is_prose(text: str) -> bool:
    """Whether a line is running text rather than a name, a label or a heading."""
    return len(text) > _PROSE or is_sentence(text)


def is_sentence(text: str) -> bool:
    """Whether a line is a complete sentence of some length."""
    return text.endswith((".", "!", "?")) and len(text.split()) >= _SENTENCE_WORDS


def parts(marks: Sequence[Mark]) -> tuple[Part, ...]:
    """The sections of a page, beginning with the part before the first heading."""
    found: list[tuple[Mark | None, list[Mark]]] = [(None, [])]
    for mark in marks:
        if mark.role is Role.HEADING:
            found.append((mark, []))
        else:
            found[-1][1].append(mark)
    return tuple(Part(heading, tuple(body)) for heading, body in found)
