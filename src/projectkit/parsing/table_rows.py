"""Rows of tables and lines of several facts: which value belongs to which label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from projectkit.parsing.layout import Layout
from projectkit.parsing.page_words import contact_label
from projectkit.parsing.role_words import roles
from projectkit.reading.lines import Line, row_line

_MAX_LABEL = 60
_PAIR = 2


def with_columns(lines: Sequence[Line], layout: Layout) -> Iterator[Line]:
    """The lines of a block, with `Penvoerder | Financier` above one row of values as each label with its value."""
    position = 0
    while position < len(lines):
        line = lines[position]
        values = _values_below(lines, position, layout)
        if values:
            for label, value in zip(line.cells, values.cells, strict=True):
                # An empty cell is an answer, too: the next column has another label.
                yield Line(line.number, label) if value else row_line(line.number, (label, ""))
                if value:
                    yield Line(values.number, value)
            position += 1
        else:
            yield line
        position += 1


def _values_below(lines: Sequence[Line], position: int, layout: Layout) -> Line | None:
    """The only row below a row of labels."""
    heads = lines[position].cells
    if not is_head_row(lines[position], layout) or not all(map(layout.vocabulary.label, heads)):
        return None
    below = takewhile(lambda row: len(row.cells) == len(heads), islice(lines, position + 1, None))
    rows = list(islice(below, _PAIR))
    return rows[0] if len(rows) == 1 and not is_head_row(rows[0], layout) else None


def is_head_row(line: Line, layout: Layout) -> bool:
    """Whether the cells of a row are heads of columns: by the markup, or because each of them is a label."""
    return line.heads or (len(line.cells) > 1 and all(map(layout.vocabulary.label, line.cells)))


def facts(line: Line, layout: Layout) -> list[Line]:
    """The labels with their values that share a line: `Start: 2022   Einde: 2024`, `Status: lopend | Thema: zorg`."""
    cells = line.cells
    labels, values = cells[::_PAIR], cells[1::_PAIR]
    if len(labels) > 1 and len(labels) == len(values) and all(map(layout.vocabulary.label, labels)):
        return [row_line(line.number, pair) for pair in zip(labels, values, strict=True)]
    parts = line.filled if len(line.filled) > 1 else line.text.split(" | ")
    if len(parts) < _PAIR or not all(_is_labelled(part, layout) for part in parts):
        return [line]
    return [Line(line.number, part.strip()) for part in parts]


def _is_labelled(text: str, layout: Layout) -> bool:
    head, colon, rest = text.partition(":")
    known = layout.vocabulary.label(head) or roles(head) or contact_label(text)
    return bool(colon and rest.strip() and len(head) <= _MAX_LABEL and known)
