"""Removing items from a list in the text of a record; every other line stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

import yaml

from projectkit.model import yaml_text
from projectkit.model.record_splice import comments, with_changes

_DASH = re.compile(r"\s*-\s+")
Run = tuple[int, int]
"""Items that stand together: the first, and the one after the last."""


class Removed(NamedTuple):
    """A text without some items.

    Attributes:
        text: the text.
        gone: which items were removed, in order.
    """

    text: str
    gone: list[int]


class _Cut(NamedTuple):
    """A part of the text that goes: from one character to another, and what takes its place."""

    start: int
    end: int
    kept: str


def without_items(text: str, field: str, places: Sequence[int]) -> Removed | None:
    """The text of a record without some items of a list.

    One item always stays, since a list without items would be left.

    Args:
        text: the YAML of a sound record.
        field: the list.
        places: which items, in order.

    Returns:
        The new text, with the comments of the items on lines of their own; None if the list is laid
        out in a way that has no place of its own for any of these items.
    """
    node = _list(text, field)
    if node is None:
        return None
    wanted = places[:-1] if len(places) == len(node.value) else places
    layout = _ListPlaces(text, node)
    cut = layout.part if node.flow_style else layout.lines
    found = [(run, made) for run in _runs(wanted) if (made := cut(run))]
    if not found:
        return None
    gone = [place for (first, last), _ in found for place in range(first, last)]
    return Removed(with_changes(text, [made for _, made in found]), gone)


def _runs(places: Sequence[int]) -> Iterator[Run]:
    """The places, those that follow each other together."""
    first = last = -1
    for place in places:
        if place != last and last >= 0:
            yield first, last
        if place != last:
            first = place
        last = place + 1
    if last >= 0:
        yield first, last


def _list(text: str, field: str) -> yaml.SequenceNode | None:
    root = yaml.compose(text, Loader=yaml_text.LOADER)
    pairs = root.value if isinstance(root, yaml.MappingNode) else ()
    return next(
        (
            value
            for key, value in pairs
            if key.value == field and isinstance(value, yaml.SequenceNode)
        ),
        None,
    )


class _ListPlaces:
    """Where the items of a list stand in a text."""

    def __init__(self, text: str, node: yaml.SequenceNode) -> None:
        self._node = node
        self._lines = text.split("\n")
        self._starts = [0, *accumulate(len(line) + 1 for line in self._lines)]
        self._size = len(text)
        self._comments = {} if node.flow_style else comments(text)

    def part(self, run: Run) -> _Cut | None:
        """Of a list on one line: with the comma before them, or for the first ones that behind."""
        (first, last), items = run, self._node.value
        start, end = (
            (items[first - 1].end_mark, items[last - 1].end_mark)
            if first
            else (items[0].start_mark, items[last].start_mark)
        )
        if start.line != end.line:
            return None
        line = self._starts[start.line]
        return _Cut(line + start.column, line + end.column, "")

    def lines(self, run: Run) -> _Cut | None:
        """Of a list with each item on lines of its own."""
        top, bottom = self._node.value[run[0]].start_mark.line, self._bottom(run)
        if bottom <= top or not all(map(self._has_a_dash, range(*run))):
            return None
        while bottom > top + 1 and self._belongs_to_the_next(bottom - 1):
            bottom -= 1
        indent = " " * (len(self._lines[top]) - len(self._lines[top].lstrip()))
        kept = (self._comments[at] for at in range(top, bottom) if at in self._comments)
        remarks = "".join(f"{indent}{comment}\n" for comment in kept)
        return _Cut(self._starts[top], min(self._starts[bottom], self._size), remarks)

    def _bottom(self, run: Run) -> int:
        """The line where the next item or field begins."""
        items = self._node.value
        following = items[run[1]].start_mark if run[1] < len(items) else self._node.end_mark
        return int(following.line)

    def _has_a_dash(self, place: int) -> bool:
        """Whether an item begins behind a dash, and that is all that stands before it."""
        start = self._node.value[place].start_mark
        dash = _DASH.match(self._lines[start.line])
        return dash is not None and dash.end() == start.column

    def _belongs_to_the_next(self, number: int) -> bool:
        """Whether a line is blank or a comment, and so is about what follows it."""
        line = self._lines[number].lstrip()
        return not line or line.startswith("#")
