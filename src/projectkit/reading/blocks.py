"""Groups lines into blocks between blank lines, and rejoins hard-wrapped sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from projectkit.reading.lines import Line

_ITEM = re.compile(
    r"(?P<mark>[•·●▪◦‣∙*–—-]|[o](?= {2}| [A-ZÀ-Þ])|\d{1,2}[.)]|[a-z]\))\s+(?P<text>\S.*)"
)
_BULLETS = frozenset("•·●▪◦‣∙*–—-o")
# A program that wraps by the width of letters rather than their number can leave a line this short,
# as a share of the longest.
_WRAP_SLACK = 0.75
# A line that ends a sentence, with room left for the next word, has to be this long.
_WRAP_SLACK_OF_SENTENCE = 0.9
_MIN_WIDTH = 60
_MAX_WIDTH = 140


@dataclass(frozen=True, slots=True)
class Block:
    """Consecutive lines without a blank line between them."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ListItem:
    """A list item: its mark as this project writes it (`-`, `1.`) and its text."""

    mark: str
    text: str


def split_blocks(lines: Iterable[Line]) -> tuple[Block, ...]:
    """The blocks of a page, in order."""
    blocks: list[list[Line]] = [[]]
    for line in lines:
        if line.text:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return tuple(Block(tuple(block)) for block in blocks if block)


@lru_cache(maxsize=4096)  # several steps ask about each line
def list_item(text: str) -> ListItem | None:
    """The list item on a line, or None if it is not one."""
    match = _ITEM.fullmatch(text)
    if not match:
        return None
    mark = match["mark"]
    return ListItem("-" if mark in _BULLETS else f"{mark[:-1]}.", match["text"])


def paragraphs(lines: Iterable[Line]) -> list[list[Line]]:
    """Group the lines of a block into paragraphs and list items, undoing hard wrapping."""
    lines = list(lines)
    width = max((len(line.text) for line in lines), default=0)
    is_wrapped = _MIN_WIDTH <= width <= _MAX_WIDTH
    joined: list[list[Line]] = []
    for line in lines:
        if is_wrapped and joined and _continues(joined[-1][-1], line, width):
            joined[-1].append(line)
        else:
            joined.append([line])
    return joined


def _continues(before: Line, line: Line, width: int) -> bool:
    """Whether a line continues the paragraph of the line before it."""
    if list_item(line.text):
        return False
    next_word = line.text.split(" ", 1)[0]
    had_room = width - len(before.text) > len(next_word) + 1
    new_sentence = before.text.endswith((".", "?", "!", ":", ";")) and line.text[0].isupper()
    least = _WRAP_SLACK_OF_SENTENCE if new_sentence and had_room else _WRAP_SLACK
    return len(before.text) >= width * least


def flow(lines: Iterable[Line]) -> str:
    """Join lines into Markdown-like text: blank lines between paragraphs, `- ` and `1. ` lists."""
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
    """Group lines with consecutive numbers."""
    groups: list[list[Line]] = []
    for line in lines:
        if not line.text:
            continue
        if groups and line.number == groups[-1][-1].numbers[-1] + 1:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups
