"""What stands on a terminal: text that wraps between words, with styles.

This is on the way of every answer, so it imports next to nothing.
"""

from __future__ import annotations

import os
import shutil
import sys
import unicodedata
from functools import cache

_NARROWEST = 20
# All letters below this one take one cell.
_COMBINING = "\u0300"
_STYLES = {"bold": "1", "dim": "2", "cyan": "36"}


def screen_width() -> int:
    """The width of the terminal; 80 where nobody says."""
    return max(shutil.get_terminal_size().columns, _NARROWEST)


def has_colours() -> bool:
    """Whether stdout is a terminal with colours, and the user wants them."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return sys.stdout.isatty() and not plain


def painted(text: str, style: str = "") -> str:
    """A text with its style, as far as the terminal shows it."""
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if style and text and has_colours() else text


def width_of(text: str) -> int:
    """How many cells a text takes."""
    if text.isascii() or max(text) < _COMBINING:
        return len(text)
    return sum(map(_cells, text))


@cache
def _cells(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def wrapped(text: str, width: int) -> list[str]:
    """A text as lines of at most this width; at least one line, which may be empty."""
    lines, line = [], ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if width_of(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        rest = word
        while width_of(rest) > width:
            at = len(rest)
            while width_of(rest[:at]) > width:
                at -= 1
            lines.append(rest[:at])
            rest = rest[at:]
        line = rest
    return [*lines, line]
