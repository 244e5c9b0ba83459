"""Rows of tables and lines of several facts: which value belongs to which label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from projectkit.parsing.layout import Layout
from projectkit.parsing.lines.label_values import asks_for, value_fits
from projectkit.parsing.vocabulary.organisation_words import names_organisation
from projectkit.parsing.vocabulary.page_words import contact_label
from projectkit.parsing.vocabulary.phrases import load_vocabulary, normalise
from projectkit.parsing.vocabulary.role_words import roles
from projectkit.reading.blocks import Block
from projectkit.reading.lines import Line

_MAX_LABEL = 60
_PAIR = 2
# Longer lines are no list of facts, whatever they say.
_MOST_FACTS = 20
# Targets whose values are organisations, which their words tell.
_ORGANISATIONS = frozenset({"lead", "partner", "funder", "unit"})
# Heads of columns whose rows are on something else than the project.
_OTHER_THINGS = frozenset({"subproject", "title", "other"})
# Targets that may have one value per cell.
_LISTS = frozenset({"partner", "funder"})


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line that is not blank, or one fact of a line that holds several, and the index of the block it stands in."""

    line: Line
    block: int


def placed_lines(blocks: Sequence[Block], layout: Layout) -> tuple[PlacedLine, ...]:
    """The lines of all blocks; a line of several labels with their values is one line for each."""
    return tuple(
        PlacedLine(fact, index)
        for index, block in enumerate(blocks)
        for line in _with_heads(_with_lone_row(block.lines, layout), layout)
        for fact in _facts(line, layout)
    )


def _with_lone_row(lines: Sequence[Line], layout: Layout) -> list[Line]:
    """A block in which the one row of values below a row of labels is taken apart: each label above its value."""
    result: list[Line] = []
    rest = iter(range(len(lines)))
    for place in rest:
        heads, values, after = (*lines[place : place + 3], None, None)[:3]
        if heads is None or values is None or not _is_lone(heads, values, after, layout):
            result.append(lines[place])
            continue
        next(rest)
        for label, value in zip(heads.cells, values.cells, strict=True):
            result += [_fact(heads, label), *([_fact(values, value)] if value else [])]
    return result


def _is_lone(heads: Line, values: Line, after: Line | None, layout: Layout) -> bool:
    """Whether each cell of a row is a label whose value, if any, is the cell below, and no other row follows."""
    label = layout.vocabulary.label
    if (
        len(heads.cells) < _PAIR
        or len(values.cells) != len(heads.cells)
        or not all(map(label, heads.cells))
    ):
        return False
    if after is not None and len(after.cells) == len(heads.cells):
        return False
    if any(label(head) in _OTHER_THINGS for head in heads.cells):
        return False
    pairs = [(label(head), value) for head, value in zip(heads.cells, values.cells, strict=True)]
    fits = all(
        not value or (target and value_fits(target, value) and not _is_label(value, layout))
        for target, value in pairs
    )
    return fits and any(_answers(target, value) for target, value in pairs)


def _with_heads(lines: Sequence[Line], layout: Layout) -> Iterator[Line]:
    """The lines of a block, each row of which the cells are heads of columns marked as such, and no other."""
    for line, below in zip_longest(lines, lines[1:]):
        heads = _are_heads(line, below, layout)
        yield line if line.heads == heads else replace(line, heads=heads)


def _are_heads(line: Line, below: Line | None, layout: Layout) -> bool:
    """Whether a row stands above the values of its cells: then its second cell is no value of its first.

    By the markup, or because each cell is a label; but not above a row that begins with a label
    itself, as the first row of a table of facts does.
    """
    if (
        len(line.filled) < _PAIR
        or below is None
        or len(below.cells) != len(line.cells)
        or below.heads
    ):
        return False
    label = layout.vocabulary.label
    if _heads_names(line, below):
        return True
    if _is_label(below.cells[0], layout) or _answers(label(line.filled[0]), line.filled[1]):
        return False
    return line.heads or all(map(label, line.filled))


def _heads_names(line: Line, below: Line) -> bool:
    """`Partner | Land` above `Stichting A | NL`."""
    is_head = normalise(line.cells[0]) in load_vocabulary("organisations")["name_columns"]
    return (
        is_head
        and names_organisation(below.cells[0])
        and not any(map(names_organisation, line.cells[1:]))
    )


def _answers(target: str | None, value: str) -> bool:
    """Whether a cell can be nothing but the value of the label beside it."""
    if target is None:
        return False
    return names_organisation(value) if target in _ORGANISATIONS else asks_for(target, value)


def _is_label(text: str, layout: Layout) -> bool:
    return _asks(text, layout) or layout.vocabulary.heading(text) is not None


def _asks(text: str, layout: Layout) -> bool:
    """Whether a text is the label of a value; what heads a section takes all that follows."""
    return bool(
        layout.vocabulary.label(text) or roles(text) or contact_label(f"{text.rstrip(': ')}: ")
    )


def _facts(line: Line, layout: Layout) -> list[Line]:
    """The labels with their values that share a line: `Start: 2022   Einde: 2024`, `Status: lopend | Thema: zorg`."""
    pairs = [] if line.noise or line.heads else _pairs(line, layout)
    if pairs:
        return [_fact(line, " ".join(filter(None, pair)), pair) for pair in pairs]
    parts = line.filled if len(line.filled) > 1 else line.text.split(" | ")
    if not _PAIR <= len(parts) <= _MOST_FACTS or not all(
        _is_labelled(part, layout) for part in parts
    ):
        return [line]
    return [_fact(line, part.strip()) for part in parts]


def _pairs(line: Line, layout: Layout) -> list[tuple[str, str]]:
    """`Startdatum | 1 mei 2020 | Einddatum | 3 maart 2021`: each label with the cell behind it."""
    cells = line.cells
    while len(cells) % _PAIR and not cells[-1]:
        cells = cells[:-1]
    pairs = list(zip(cells[::_PAIR], cells[1::_PAIR], strict=False))
    known = all(
        _asks(label, layout) and _may_answer(label, value, layout) for label, value in pairs
    )
    return pairs if _PAIR <= len(pairs) <= _MOST_FACTS and len(cells) % _PAIR == 0 and known else []


def _may_answer(label: str, value: str, layout: Layout) -> bool:
    """Whether a cell is no label itself, or the value of one all the same, as in `Status | Gestart`."""
    return (
        not value or not _is_label(value, layout) or _answers(layout.vocabulary.label(label), value)
    )


def _fact(line: Line, text: str, cells: tuple[str, ...] = ()) -> Line:
    """A part of a line, with the links that stand in it."""
    return replace(
        line, text=text, cells=cells, links=tuple(link for link in line.links if link[0] in text)
    )


def _is_labelled(text: str, layout: Layout) -> bool:
    head, colon, rest = text.partition(":")
    known = layout.vocabulary.label(head) or roles(head) or contact_label(text)
    return bool(colon and rest.strip() and len(head) <= _MAX_LABEL and known)


def _is_organisation(text: str) -> bool:
    """Whether a cell is one name that certainly is that of an organisation."""
    return " " in text and "," not in text and names_organisation(text)


def split_row(line: Line, layout: Layout) -> tuple[str, str] | None:
    """The label of a row of a table and its value, if the row is one of a label; several cells of a list stay apart."""
    filled, label = line.filled, layout.vocabulary.label
    if len(filled) > 1:
        several = label(filled[0]) in _LISTS and all(map(_is_organisation, filled[1:]))
        return filled[0].rstrip(": "), ("; " if several else " ").join(filled[1:])
    # A row with nothing beside its first cell says something only if that is a label; else it is a
    # line like others.
    return (filled[0].rstrip(": "), "") if line.unanswered and label(filled[0]) else None
