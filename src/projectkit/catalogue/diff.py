"""What changes in a file, as people who use git read it."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff


def text_diff(old: str, new: str, name: str, *, context: int = 3) -> Iterator[str]:
    """The lines of a unified diff.

    Args:
        old: the text before; empty for a file that is new.
        new: the text after.
        name: the file, relative to the root of the catalogue.
        context: how many unchanged lines stand around a change.
    """
    before = f"a/{name}" if old else "/dev/null"
    return unified_diff(
        old.splitlines(keepends=True), new.splitlines(keepends=True), before, f"b/{name}", n=context
    )
