"""Marks that git leaves in a file when it cannot merge two versions of it."""

from __future__ import annotations

import re

from projectkit.language.translate import _

_SIDE = r"(?:[ \t][^\n]*|\r)?$"
_BEGIN = re.compile(rf"^<{{7,}}{_SIDE}", re.MULTILINE)
# Others than git write `+++++++` or `%%%%%%%` between the two sides.
_MIDDLE = re.compile(r"^(?:={7,}|\+{7,}|%{7,})[^\n]*$", re.MULTILINE)
_END = re.compile(rf"^>{{7,}}{_SIDE}", re.MULTILINE)
_ANY = re.compile(rf"^(?:[<>|]{{7,}}{_SIDE}|={{7,}}\r?$)", re.MULTILINE)
# Within a value, whose lines may have been joined.
_BEGIN_IN_VALUE = re.compile(r"(?<!\S)<{7}(?=\s)")
_MIDDLE_IN_VALUE = re.compile(r"(?<=\s)={7}(?=\s)")
_END_IN_VALUE = re.compile(r"(?<=\s)>{7}(?!\S)")


def line_of_mark(text: str) -> int | None:
    """The first line, from 1, with a mark of a conflict; no line of YAML or TOML begins so."""
    return _line(text, _ANY.search(text))


def line_of_conflict(text: str) -> int | None:
    """The line, from 1, on which a whole conflict begins: pages may hold such marks otherwise."""
    return _line(text, _whole(text, _BEGIN, _MIDDLE, _END))


def offset_in_value(value: str) -> int | None:
    """Where in a value a whole conflict begins."""
    found = _whole(value, _BEGIN_IN_VALUE, _MIDDLE_IN_VALUE, _END_IN_VALUE)
    return found.start() if found else None


def told() -> str:
    """What is wrong, and what to do."""
    return _(
        "an unsettled merge conflict of git: "
        "keep the right lines, and remove the marks <<<<<<<, ======= and >>>>>>>"
    )


def _whole(
    text: str, begin: re.Pattern[str], middle: re.Pattern[str], end: re.Pattern[str]
) -> re.Match[str] | None:
    """The beginning of a conflict, if its middle and its end follow."""
    first = begin.search(text)
    between = middle.search(text, first.end()) if first else None
    last = end.search(text, between.end()) if between else None
    return first if last else None


def _line(text: str, found: re.Match[str] | None) -> int | None:
    return text.count("\n", 0, found.start()) + 1 if found else None
