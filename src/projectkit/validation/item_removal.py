"""Removing one item from a list in the text of a record; every other line stays as it is."""

from __future__ import annotations

import re

import yaml

from projectkit.model import yaml_text
from projectkit.model.record_splice import comments

_DASH = re.compile(r"\s*-\s+")


def without_item(text: str, field: str, index: int) -> str | None:
    """The text of a record without one item of a list.

    Args:
        text: the YAML of a sound record.
        field: the list.
        index: which item; not the only one, since a list without items would be left.

    Returns:
        The new text, with the comments of the item on lines of their own; None if the list is laid
        out in a way that has no place of its own for each item.
    """
    node = _list(text, field)
    if node is None or len(node.value) == 1 or not 0 <= index < len(node.value):
        return None
    return (
        _without_part(text, node, index) if node.flow_style else _without_lines(text, node, index)
    )


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


def _without_part(text: str, node: yaml.SequenceNode, index: int) -> str | None:
    """Of a list on one line: with the comma before it, or for the first one the comma behind it."""
    items = node.value
    start, end = (
        (items[index - 1].end_mark, items[index].end_mark)
        if index
        else (items[0].start_mark, items[1].start_mark)
    )
    if start.line != end.line:
        return None
    lines = text.split("\n")
    lines[end.line] = lines[end.line][: start.column] + lines[end.line][end.column :]
    return "\n".join(lines)


def _without_lines(text: str, node: yaml.SequenceNode, index: int) -> str | None:
    """Of a list with each item on lines of its own."""
    lines = text.split("\n")
    first = node.value[index].start_mark.line
    last = (
        node.value[index + 1].start_mark.line if index + 1 < len(node.value) else node.end_mark.line
    )
    dash = _DASH.match(lines[first])
    if dash is None or dash.end() != node.value[index].start_mark.column or last <= first:
        return None
    # Blank lines and comments before what follows belong to that.
    while last > first + 1 and (
        not lines[last - 1].strip() or lines[last - 1].lstrip().startswith("#")
    ):
        last -= 1
    indent = lines[first][: len(lines[first]) - len(lines[first].lstrip())]
    remarks = comments(text)
    kept = [indent + remarks[number] for number in range(first, last) if number in remarks]
    return "\n".join([*lines[:first], *kept, *lines[last:]])
