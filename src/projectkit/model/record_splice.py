"""Changing a record in the text a person wrote: only fields that changed; comments stay."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

import yaml

from projectkit.model import yaml_text
from projectkit.model.comment_places import Remark, path_after, subjects, with_remarks
from projectkit.model.record_yaml import record_field_to_yaml

if TYPE_CHECKING:
    from projectkit.model.record import Record

# What may stand before a comment on the line where a text in a literal block begins.
_BLOCK_HEAD = re.compile(r"[|>][+-]?[1-9]?[+-]?")
Span = tuple[int, int]
"""First line of a field and the line after its last, from 0."""


def splice(text: str, before: Record, after: Record) -> str | None:
    """Rewrite the fields that changed in the text of a record; every other line stays as it was.

    A comment on the line of a value that is still there stays on that line; the other comments of a
    field that changed move above it. Keys keep the order in which they stand.

    Args:
        text: the YAML of a record.
        before: the record that it holds.
        after: the record that it should hold.

    Returns:
        The new text, or None if the text is laid out in a way that has no lines of its own for each
        field.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(newline)
    document = yaml_text.read(text)
    keys = _key_lines(document, lines)
    if keys is None:
        return None
    changed = [
        name for name in type(after).model_fields if getattr(before, name) != getattr(after, name)
    ]
    spans = _spans(keys, lines)
    remarks = comments(text)
    about = subjects(document) if remarks else {}
    # From the last line to the first, so that the numbers of the lines above stay what they are;
    # where a field that is not there yet goes before one that is, that one first.
    end = len(lines) - (lines[-1] == "")
    places = {
        name: (_place(name, keys, after, end), name in keys, index)
        for index, name in enumerate(changed)
    }
    for name in sorted(changed, key=places.__getitem__, reverse=True):
        fresh = (
            record_field_to_yaml(after, name).rstrip("\n").split("\n")
            if _is_written(name, after)
            else []
        )
        first, last = spans.get(name) or (_place(name, keys, after, end),) * 2
        said = [
            _remark(remarks[number], lines[number], about.get(number + 1))
            for number in range(first, last)
            if number in remarks
        ]
        lines[first:last] = (
            with_remarks(fresh, said, path_after(before, after, name)) if said else fresh
        )
    return newline.join(lines)


def with_changes(text: str, changes: Iterable[tuple[int, int, str]]) -> str:
    """A text with some of its parts, from one character to another, written anew."""
    parts, written = [], 0
    for start, end, new in changes:
        parts += [text[written:start], new]
        written = end
    return "".join([*parts, text[written:]])


def _remark(text: str, line: str, subject: yaml_text.Path | None) -> Remark:
    code = line[: line.rindex(text)]
    return Remark(text, code[len(code.rstrip()) :], subject if code.strip() else None)


def _key_lines(document: yaml_text.Document, lines: list[str]) -> dict[str, int] | None:
    """The line of each key of the record, if each stands at the beginning of a line of its own."""
    if document.problems or not isinstance(document.data, dict):
        return None
    marks = {str(path[0]): mark for path, mark in document.keys.items() if len(path) == 1}
    if any(mark.column != 1 for mark in marks.values()) or len(
        {mark.line for mark in marks.values()}
    ) < len(marks):
        return None
    found = {name: mark.line - 1 for name, mark in marks.items()}
    # YAML knows line breaks that an editor does not.
    sound = all(
        line < len(lines) and lines[line].lstrip("\ufeff\"'").startswith(name)
        for name, line in found.items()
    )
    return found if sound else None


def _spans(keys: dict[str, int], lines: list[str]) -> dict[str, Span]:
    """The lines of each field, without the blank lines and comments that belong to the next one."""
    starts = sorted(keys.values())
    spans: dict[str, Span] = {}
    for name, first in keys.items():
        last = next((start for start in starts if start > first), len(lines))
        while last > first + 1 and (
            not lines[last - 1].strip() or lines[last - 1].startswith(("#", "---", "..."))
        ):
            last -= 1
        spans[name] = (first, last)
    return spans


def _place(name: str, keys: dict[str, int], record: Record, end: int) -> int:
    """The line of a field; of a missing one, that of the next field in the order of the model."""
    if name in keys:
        return keys[name]
    order = list(type(record).model_fields)
    following = [keys[other] for other in order[order.index(name) :] if other in keys]
    return following[0] if following else end


def _is_written(name: str, record: Record) -> bool:
    return name != "source" or record.source is not None


def comments(text: str) -> dict[int, str]:
    """The comment on each line that has one, from its `#` on; a `#` inside a text is none."""
    found: dict[int, str] = {}
    covered: dict[int, int] = {}
    inside: set[int] = set()
    lines = text.split("\n")
    mark = yaml_text.marks_in(text)
    for token in yaml.scan(text, Loader=yaml_text.LOADER):
        first, last = _from_0(mark(token.start_mark)), _from_0(mark(token.end_mark))
        if isinstance(token, yaml.ScalarToken):
            is_block = token.style in {"|", ">"}
            inside.update(range(first.line + is_block, last.line))
            if is_block:
                head = _BLOCK_HEAD.match(lines[first.line], first.column)
                covered[first.line] = head.end() if head else first.column
        covered[last.line] = max(covered.get(last.line, 0), last.column)
    for number, line in enumerate(lines):
        at = line.find("#", covered.get(number, 0)) if number not in inside else -1
        if at >= 0 and not line[covered.get(number, 0) : at].strip():
            found[number] = line[at:].rstrip("\r")
    return found


def block_lines(text: str) -> dict[int, int]:
    """The line, from 0, on which each text in a block begins, and the line after its last."""
    mark = yaml_text.marks_in(text)
    tokens = yaml.scan(text, Loader=yaml_text.LOADER)
    blocks = (
        token
        for token in tokens
        if isinstance(token, yaml.ScalarToken) and token.style in {"|", ">"}
    )
    return {mark(token.start_mark).line - 1: mark(token.end_mark).line - 1 for token in blocks}


def _from_0(mark: yaml_text.Position) -> yaml_text.Position:
    return yaml_text.Position(mark.line - 1, mark.column - 1)
