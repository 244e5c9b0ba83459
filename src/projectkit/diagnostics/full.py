"""Each finding with its source line, a caret and what to do, as compilers show them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from projectkit.diagnostics.report import Report
from projectkit.model.diagnostic import Diagnostic

Paint = Callable[[str, str], str]
"""Returns a text in a style: `error`, `warning`, `info`, `place`, `text` or `margin`."""

_WIDEST = 160
# What a finding is about: a quoted text, or everything up to a comment or the colon of a key.
_WORD = re.compile(r"""'(?:[^']|'')*'|"(?:[^"\\]|\\.)*"|[^\s:,\[\]{}]+(?:[:][^\s,\]}]+)*""")


def plain(text: str, style: str) -> str:  # noqa: ARG001  (a Paint that does not paint)
    """The text itself."""
    return text


def full(report: Report, paint: Paint = plain, width: int | None = None) -> str:
    """Each finding on a few lines, with a blank line after it.

    Args:
        report: what was found.
        paint: how texts get their style.
        width: the width of the terminal, if known; source lines are cut to it around the finding.
    """
    return "".join(
        _finding(found, report, paint, width or _WIDEST) + "\n" for found in report.findings
    )


def _finding(found: Diagnostic, report: Report, paint: Paint, width: int) -> str:
    title = paint(f"{report.severity_of(found)} {found.code}", found.severity)
    margin = " " * len(str(found.location.line))
    lines = [
        f"{title} {paint(_one_line(found.message(report.language)), 'text')}",
        f"{paint(' -->', 'margin')} {paint(str(found.location), 'place')}",
        *_source(found, report, paint, width),
    ]
    fix = found.fix(report.language)
    if fix:
        lines.append(f"{paint(f' {margin} =', 'margin')} {paint(_one_line(fix), 'text')}")
    return "\n".join(lines) + "\n"


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


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _window(source: str, column: int, width: int) -> tuple[str, int]:
    """The part of a line that is shown, and the column in it."""
    start = max(0, column - width // 2) if len(source) > width else 0
    return source[start : start + width].rstrip().replace("\t", " "), column - start


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
