"""Lines to blocks: runs of lines between blank lines, with hard-wrapped sentences joined again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from projectkit.reading.lines import Line

_ITEM = re.compile(r"(?P<mark>[•·●▪◦‣∙*–—-]|[o](?= {2})|\d{1,2}[.)]|[a-z]\))\s+(?P<text>\S.*)")
_BULLETS = frozenset("•·●▪◦‣∙*–—-o")
# A program that wraps by the width of letters, not by their number, leaves lines this much shorter
# than the longest.
_WRAP_SLACK = 0.75
_MIN_WIDTH = 60
_MAX_WIDTH = 140


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand together, without a blank line between them."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ListItem:
    """A line of a list: its mark as this project writes it (`-`, `1.`) and its text."""

    mark: str
    text: str


def split_blocks(lines: Iterable[Line]) -> tuple[Block, ...]:
    """The blocks of a page in order."""
    blocks: list[list[Line]] = [[]]
    for line in lines:
        if line.text:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return tuple(Block(tuple(block)) for block in blocks if block)


def list_item(text: str) -> ListItem | None:
    """The item that a line is, or None if the line is not part of a list."""
    match = _ITEM.fullmatch(text)
    if not match:
        return None
    mark = match["mark"]
    return ListItem("-" if mark in _BULLETS else f"{mark[:-1]}.", match["text"])


def paragraphs(lines: Iterable[Line]) -> list[list[Line]]:
    """Lines of one block as paragraphs and list items: lines that a program wrapped stand together."""
    lines = list(lines)
    width = max((len(line.text) for line in lines), default=0)
    joined: list[list[Line]] = []
    for before, line in zip([None, *lines], lines, strict=False):
        if (
            before is not None
            and _MIN_WIDTH <= width <= _MAX_WIDTH
            and _continues(before, line, width)
        ):
            joined[-1].append(line)
        else:
            joined.append([line])
    return joined


def _continues(before: Line, line: Line, width: int) -> bool:
    if list_item(line.text):
        return False
    room = width - len(before.text)
    next_word = line.text.split(" ", 1)[0]
    if (
        before.text.endswith((".", "?", "!", ":", ";"))
        and line.text[0].isupper()
        and room > len(next_word) + 1
    ):
        return len(before.text) >= width * 0.9
    return len(before.text) >= width * _WRAP_SLACK


def flow(lines: Iterable[Line]) -> str:
    """Lines as Markdown-like plain text: paragraphs between blank lines, lists as `- ` and `1. `."""
    text: list[str] = []
    previous_item = False
    for block in _by_gap(list(lines)):
        for paragraph in paragraphs(block):
            line = " ".join(part.text for part in paragraph)
            item = list_item(line)
            tight = previous_item and item is not None
            if text:
                text.append("\n" if tight else "\n\n")
            text.append(f"{item.mark} {item.text}" if item else line)
            previous_item = item is not None
    return "".join(text)


def _by_gap(lines: list[Line]) -> list[list[Line]]:
    """Lines whose numbers follow each other, together."""
    groups: list[list[Line]] = []
    for line in lines:
        if not line.text:
            continue
        if groups and line.number == groups[-1][-1].number + 1:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups
