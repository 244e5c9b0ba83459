"""Each finding with its source line, a caret and what to do, as compilers show them."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Callable
from itertools import zip_longest

from projectkit.diagnostics.report import Report
from projectkit.model.diagnostic import Diagnostic

Paint = Callable[[str, str], str]
"""Returns a text in a style: `error`, `warning`, `info`, `place`, `text` or `margin`."""

_WIDEST = 160
# Text gets as much room as this on however narrow a terminal.
_NARROWEST = 20
# Where a source line goes on.
_CUT = "…"
# What a finding is about: a quoted text, or everything up to a comment or the colon of a key.
_WORD = re.compile(r"""'(?:[^']|'')*'|"(?:[^"\\]|\\.)*"|[^\s:,\[\]{}]+(?:[:][^\s,\]}]+)*""")


def plain(text: str, style: str) -> str:  # noqa: ARG001  (a Paint that does not paint)
    """The text itself."""
    return text


def full(report: Report, paint: Paint = plain, width: int | None = None) -> str:
    """Each finding on a few lines, with a blank line after it.

    What to do is said once for findings of one rule that follow each other in a file, at the last.

    Args:
        report: what was found.
        paint: how texts get their style.
        width: the width of the terminal, if known; source lines are cut to it around the finding.
    """
    nexts = zip_longest(report.findings, report.findings[1:])
    return "".join(
        _finding(found, _last_fix(found, following, report.language), report, paint, width) + "\n"
        for found, following in nexts
        if found
    )


def _last_fix(found: Diagnostic, following: Diagnostic | None, language: str) -> str:
    """What to do about a finding, unless the next one of the same rule and file says the same."""
    fix = found.fix(language) or ""
    if following is None or following.code != found.code:
        return fix
    is_repeated = following.location.file == found.location.file and following.fix(language) == fix
    return "" if is_repeated else fix


def _finding(found: Diagnostic, fix: str, report: Report, paint: Paint, width: int | None) -> str:
    kind = f"{report.severity_of(found)} {found.code}"
    margin = f" {' ' * len(str(found.location.line))} ="
    first, *more = _wrapped(found.message(report.language), len(kind), width)
    lines = [
        f"{paint(kind, found.severity)} {paint(first, 'text')}",
        *(paint(line, "text") for line in more),
        f"{paint(' -->', 'margin')} {paint(str(found.location), 'place')}",
        *_source(found, report, paint, width or _WIDEST),
    ]
    if fix:
        first, *more = _wrapped(fix, len(margin), width)
        lines.append(f"{paint(margin, 'margin')} {paint(first, 'text')}")
        lines += (paint(line, "text") for line in more)
    return "\n".join(lines) + "\n"


def _wrapped(text: str, indent: int, width: int | None) -> list[str]:
    """A text on one line or, on a terminal, on lines that fit behind what is before the first."""
    line = " ".join(text.split())
    if width is None or indent + 1 + len(line) <= width:
        return [line]
    blank = " " * (indent + 1)
    lines = textwrap.wrap(
        line,
        max(width, indent + _NARROWEST),
        initial_indent=blank,
        subsequent_indent=blank,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [lines[0].lstrip(), *lines[1:]]


def _source(found: Diagnostic, report: Report, paint: Paint, width: int) -> list[str]:
    """The source line and a line with carets; none if the line has no such place."""
    number, column = str(found.location.line), found.location.column - 1
    source = report.source_line(found.location.file, found.location.line)
    if source is None or column > len(source):
        return []
    shown, before = _window(source, column, width - len(number) - 4)
    carets = paint("^" * _length(source, column, len(shown) - before), found.severity)
    margin = " " * len(number)
    return [
        f"{paint(f' {number} |', 'margin')} {paint(shown, 'text')}",
        f"{paint(f' {margin} |', 'margin')} {_blank(shown[:before])}{carets}",
    ]


def _window(source: str, column: int, width: int) -> tuple[str, int]:
    """The part of a line that is shown, with a sign where it goes on, and the column in it."""
    start = max(0, column - width // 2) if len(source) > width else 0
    shown = source[start : start + width].replace("\t", " ")
    if start:
        shown = f"{_CUT}{shown[1:]}"
    if len(source) > start + width:
        shown = f"{shown[:-1]}{_CUT}"
    return shown.rstrip(), column - start


def _length(source: str, column: int, room: int) -> int:
    """How many characters to mark: the word or quoted text at the column, as far as shown."""
    match = _WORD.match(source, column)
    return max(1, min(len(match[0]) if match else 1, room))


def _blank(text: str) -> str:
    """As much space as a text takes on a terminal."""
    return "".join(" " * _width(char) for char in text)


def _width(char: str) -> int:
    """The columns of a character: none for a combining mark, two for a wide East Asian one."""
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
