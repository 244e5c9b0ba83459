"""What stands on a terminal: text that wraps between words, in columns, with styles and links.

Widths are in cells of the terminal. A word is broken only if it is longer than the line, and then
behind a sign that joins its parts, or with a hyphen. This is on the way of every answer, so it
imports next to nothing.
"""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import permutations
from typing import NamedTuple

GAP = 2
"""Blanks between two columns."""

_USUAL = (80, 24)
_NARROWEST = 20
# A longer word does not widen its column: it is broken.
_WIDEST_WORD = 26
# Rows that are looked at to divide the screen, the steps in which that is done, and what is left
# blank at the end of a line of words.
_SAMPLE, _STEPS, _RAGGED = 40, (8, 4, 2, 1), 3
# All letters below this one take one cell.
_COMBINING = "\u0300"
# Signs behind which a word that is too long for a line is broken.
_JOINERS = re.compile(r"[-/._,;:@&?=+·…]+")
_STYLES = {
    "bold": "1", "dim": "2", "italic": "3",
    "red": "31", "green": "32", "yellow": "33", "blue": "34", "cyan": "36",
}  # fmt: skip
# Variables that only terminals set which know hyperlinks.
_LINKING = ("KITTY_WINDOW_ID", "WT_SESSION", "KONSOLE_VERSION", "DOMTERM")
_LINKING_PROGRAMS = frozenset({"iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "rio"})
_LINKING_TERMS = ("xterm-kitty", "alacritty", "foot", "xterm-ghostty", "wezterm", "contour")
# The first version of the library behind most terminals of Linux that knows hyperlinks.
_LINKING_VTE = 5000


class Styled(NamedTuple):
    """A piece of text with one style, such as `bold`, and the address that it links to."""

    text: str
    style: str = ""
    link: str = ""


class TableColumn(NamedTuple):
    """A column of a table.

    Attributes:
        label: what stands above it.
        right: whether its texts end below each other.
        whole: whether its texts never wrap.
    """

    label: str
    right: bool = False
    whole: bool = False


def screen_size() -> os.terminal_size:
    """The width and height of the terminal, as the user or the terminal says."""
    said = [_number(os.environ.get(name)) for name in ("COLUMNS", "LINES")]
    found = zip(said, _terminal_size(), _USUAL, strict=True)
    return os.terminal_size(next(filter(None, each)) for each in found)


def _terminal_size() -> tuple[int, int]:
    """The size of the terminal behind stdout; zeros where there is none or it does not say."""
    try:
        columns, lines = os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else 1)
    except (OSError, ValueError):
        return 0, 0
    return columns, lines


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def screen_width() -> int:
    """The width of the terminal, but never too narrow for columns."""
    return max(screen_size().columns, _NARROWEST)


def has_colours() -> bool:
    """Whether stdout is a terminal with colours, and the user wants them."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return sys.stdout.isatty() and not plain


def has_links() -> bool:
    """Whether stdout is a terminal that knows hyperlinks; others might print them."""
    term = os.environ.get("TERM", "")
    if not has_colours() or os.environ.get("TMUX") or term.startswith("screen"):
        return False
    if any(map(os.environ.get, _LINKING)) or term.startswith(_LINKING_TERMS):
        return True
    is_known = os.environ.get("TERM_PROGRAM") in _LINKING_PROGRAMS
    return is_known or _number(os.environ.get("VTE_VERSION")) >= _LINKING_VTE


def painted(text: str, style: str = "", link: str = "") -> str:
    """A text with its style and its link, as far as the terminal shows them."""
    if style and text and has_colours():
        codes = ";".join(_STYLES[each] for each in style.split())
        text = f"\x1b[{codes}m{text}\x1b[0m"
    if link and text and has_links():
        text = f"\x1b]8;;{link}\x1b\\{text}\x1b]8;;\x1b\\"
    return text


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


def wrapped(text: str, width: int, *, breaks: bool = True) -> list[str]:
    """A text as lines of at most this width; at least one line, which may be empty.

    Args:
        text: the text.
        width: how wide a line may be.
        breaks: whether longer words are broken; else they stand on a line of their own.
    """
    if "\n" not in text and width_of(text) <= width:
        return [text]
    return [line for part in text.split("\n") for line in _wrapped(part, width, breaks=breaks)]


def _wrapped(text: str, width: int, *, breaks: bool) -> list[str]:
    lines, line = [], ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if width_of(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *pieces, line = _pieces(word, width) if breaks else [word]
        lines += pieces
    return [*lines, line]


def _pieces(word: str, width: int) -> Iterator[str]:
    """The pieces of a word that fit on lines of their own."""
    while width_of(word) > width:
        at = _break(word, width)
        hyphen = "-" if word[at - 1].isalpha() and word[at].isalpha() else ""
        yield word[:at] + hyphen
        word = word[at:]
    yield word


def _break(word: str, width: int) -> int:
    """Where to break a word: behind the last joining sign that fits, else where a hyphen fits."""
    fitting = len(word)
    while width_of(word[:fitting]) > width:
        fitting -= 1
    signs = [sign.end() for sign in _JOINERS.finditer(word) if sign.end() <= fitting]
    return signs[-1] if signs else max(fitting - 1, 1)


def cut(text: str, width: int) -> str:
    """A text on one line; where something is left out, it ends with `…`."""
    if width_of(text) <= width:
        return text
    end = len(text)
    while width_of(text[:end]) > width - 1:
        end -= 1
    return f"{text[:end].rstrip()}…"


def lines_of(cell: Styled | str, width: int, indent: int = 0) -> Iterator[str]:
    """A text, wrapped and painted, with blanks before each line."""
    text, style, link = cell if isinstance(cell, Styled) else Styled(cell)
    for line in wrapped(text, width - indent):
        yield f"{' ' * indent if line else ''}{painted(line, style, link)}"


def beside(label: Styled, cells: Sequence[Styled], left: int, width: int) -> Iterator[str]:
    """A label with texts beside it, one below the other."""
    shown = f"{painted(*label)}{' ' * (left - width_of(label.text))}"
    for cell in cells:
        for line in lines_of(cell, width - left):
            yield f"{shown}{line}"
            shown = " " * left


def table(columns: Sequence[TableColumn], rows: Sequence[Sequence[Styled]]) -> Iterator[str]:
    """The lines of a table that is as wide as it needs to be, and at most as wide as the screen.

    Where its columns do not fit beside each other, each row is a block of labelled lines.
    """
    widths = _widths(columns, rows, screen_width() - GAP * (len(columns) - 1))
    if widths is None:
        yield from _blocks(columns, rows)
        return
    yield from _lines_of_row(columns, [Styled(each.label, "bold") for each in columns], widths)
    yield painted("─" * (sum(widths) + GAP * (len(widths) - 1)), "dim")
    for row in rows:
        yield from _lines_of_row(columns, row, widths)


def filled_table(columns: Sequence[TableColumn], rows: Sequence[Sequence[Styled]]) -> Iterator[str]:
    """The lines of a table without the columns that are empty in all rows."""
    used = [at for at in range(len(columns)) if any(row[at].text for row in rows)]
    yield from table([columns[at] for at in used], [[row[at] for at in used] for row in rows])


def _lines_of_row(
    columns: Sequence[TableColumn], row: Sequence[Styled], widths: Sequence[int]
) -> Iterator[str]:
    wraps = [wrapped(cell.text, width) for cell, width in zip(row, widths, strict=True)]
    for at in range(max(map(len, wraps))):
        line = ""
        for column, cell, width, lines in zip(columns, row, widths, wraps, strict=True):
            text = lines[at] if at < len(lines) else ""
            blank = " " * (width - width_of(text) + (0 if column.right else GAP))
            shown = painted(text, cell.style, cell.link)
            line += f"{blank}{shown}{' ' * GAP}" if column.right else f"{shown}{blank}"
        yield line.rstrip(" ")


def _widths(
    columns: Sequence[TableColumn], rows: Sequence[Sequence[Styled]], room: int
) -> list[int] | None:
    """The width of each column; None if they do not fit beside each other."""
    natural = [width_of(column.label) for column in columns]
    least = list(natural)
    for row in rows:
        for at, cell in enumerate(row):
            width = max(map(width_of, cell.text.split("\n")))
            natural[at] = max(natural[at], width)
            if width > least[at]:
                is_whole = columns[at].whole
                least[at] = max(least[at], width if is_whole else _least(cell.text))
    if sum(natural) <= room:
        return natural
    return _shared(natural, least, rows, room) if sum(least) <= room else None


def _least(text: str) -> int:
    """The width of the longest word, or as much of it as is not broken."""
    return min(max(map(width_of, text.split())), _WIDEST_WORD)


def _shared(
    natural: list[int], least: list[int], rows: Sequence[Sequence[Styled]], room: int
) -> list[int]:
    """The least widths, and what is left shared so that rows take as few lines as possible."""
    widths = list(least)
    for _each in range(room - sum(widths)):
        widths[max(range(len(widths)), key=lambda at: natural[at] / widths[at])] += 1
    some = [[width_of(cell.text) for cell in row] for row in rows[:: len(rows) // _SAMPLE + 1]]
    flexible = [at for at, width in enumerate(natural) if width > least[at]]
    fewest = _height(some, widths)
    for step in _STEPS:
        for taken, given in permutations(flexible, 2):
            while widths[taken] - step >= least[taken]:
                tried = list(widths)
                tried[taken] -= step
                tried[given] += step
                if (height := _height(some, tried)) >= fewest:
                    break
                widths, fewest = tried, height
    return widths


def _height(rows: list[list[int]], widths: list[int]) -> int:
    """About how many lines rows take: a line that breaks between words is not full."""
    return sum(
        max(
            1 if width <= room else -(-width // max(room - _RAGGED, 1))
            for width, room in zip(row, widths, strict=True)
        )
        for row in rows
    )


def _blocks(columns: Sequence[TableColumn], rows: Sequence[Sequence[Styled]]) -> Iterator[str]:
    """Each row as lines with their labels, a blank line between two rows."""
    left = max(width_of(column.label) for column in columns) + GAP
    for number, row in enumerate(rows):
        if number:
            yield ""
        for column, cell in zip(columns, row, strict=True):
            if cell.text:
                yield from beside(Styled(column.label, "dim"), [cell], left, screen_width())
