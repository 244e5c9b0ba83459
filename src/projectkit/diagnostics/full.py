"""Each finding with the line of the file, the place in it, and what to do, as compilers show them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from projectkit.diagnostics.report import Report
from projectkit.model.diagnostic import Diagnostic

Paint = Callable[[str, str], str]
"""A text in a style: `error`, `warning`, `info`, `place`, `text` or `margin`."""

_WIDEST = 160
# What a finding is about: a quoted text, or what stands up to a comment or the colon of a key.
_WORD = re.compile(r"""'(?:[^']|'')*'|"(?:[^"\\]|\\.)*"|[^\s:,\[\]{}]+(?:[:][^\s,\]}]+)*""")


def plain(text: str, style: str) -> str:  # noqa: ARG001  (a Paint that does not paint)
    """The text itself."""
    return text


def full(report: Report, paint: Paint = plain, width: int | None = None) -> str:
    """Each finding over some lines, with a blank line after it.

    Args:
        report: what was found.
        paint: how texts get their style.
        width: how many columns there are, if that is known; source lines are cut to it around the
            place.
    """
    return "".join(
        _finding(found, report, paint, width or _WIDEST) + "\n" for found in report.findings
    )


def _finding(found: Diagnostic, report: Report, paint: Paint, width: int) -> str:
    place, message = found.location, " ".join(found.message(report.language).split())
    head = f"{paint(f'{report.severity_of(found)} {found.code}', found.severity)} {paint(message, 'text')}"
    lines = [head, f"{paint(' -->', 'margin')} {paint(str(place), 'place')}"]
    source = report.source_line(place.file, place.line)
    number, margin = str(place.line), " " * len(str(place.line))
    if source is not None and place.column - 1 <= len(source):
        shown, before = _window(source, place.column - 1, width - len(margin) - 4)
        caret = paint("^" * _length(source, place.column - 1, len(shown) - before), found.severity)
        lines += [f"{paint(f' {number} |', 'margin')} {paint(shown, 'text')}"]
        lines += [f"{paint(f' {margin} |', 'margin')} {_blank(shown[:before])}{caret}"]
    fix = found.fix(report.language)
    if fix:
        lines.append(f"{paint(f' {margin} =', 'margin')} {paint(' '.join(fix.split()), 'text')}")
    return "\n".join(lines) + "\n"


def _window(source: str, column: int, width: int) -> tuple[str, int]:
    """The part of a line that is shown, and where in it the place is."""
    start = max(0, column - width // 2) if len(source) > width else 0
    return source[start : start + width].rstrip().replace("\t", " "), column - start


def _length(source: str, column: int, room: int) -> int:
    """How many letters to mark: the word or quoted text at the place, as far as it is shown."""
    match = _WORD.match(source, column)
    return max(1, min(len(match[0]) if match else 1, room))


def _blank(text: str) -> str:
    """As much space as a text takes on a terminal: letters of East Asia take two columns, marks none."""
    return "".join(" " * _width(char) for char in text)


def _width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
