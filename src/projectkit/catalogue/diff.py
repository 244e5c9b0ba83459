"""What changes in a file, as people who use git read it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import unified_diff

_LINE = re.compile(r"[^\n]*\n?")
_NO_NEWLINE = "\\ No newline at end of file\n"


def text_diff(old: str, new: str, name: str, *, context: int = 3) -> Iterator[str]:
    """The lines of a unified diff.

    Args:
        old: the text before; empty for a file that is new.
        new: the text after; empty for a file that is removed.
        name: the file, relative to the root of the catalogue.
        context: how many unchanged lines stand around a change.
    """
    before = f"a/{name}" if old else "/dev/null"
    after = f"b/{name}" if new else "/dev/null"
    lines = unified_diff(_lines(old), _lines(new), before, after, n=context)
    return (line if line.endswith("\n") else f"{line}\n{_NO_NEWLINE}" for line in lines)


def _lines(text: str) -> list[str]:
    """The lines of a text as `patch` counts them: only a newline ends one."""
    return [line for line in _LINE.findall(text) if line]
