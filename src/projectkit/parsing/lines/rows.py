"""Pairs labels with values in rows of tables and in lines with several facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
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
# Longer lines are not a list of facts, whatever they say.
_MOST_FACTS = 20
# Targets whose values are organisations, recognisable by their words.
_ORGANISATIONS = frozenset({"lead", "partner", "funder", "unit"})
# Column headers of tables about something other than the project.
_OTHER_THINGS = frozenset({"subproject", "title", "other"})
# Targets that may have one value per cell.
_LISTS = frozenset({"partner", "funder"})


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line that is not blank, or one fact of a line with several, and the index of its block."""

    line: Line
    block: int


def placed_lines(blocks: Sequence[Block], layout: Layout) -> tuple[PlacedLine, ...]:
    """The lines of all blocks; a line with several labels and values is split into one for each."""
    return tuple(
        PlacedLine(fact, index)
        for index, (block, below) in enumerate(zip_longest(blocks, blocks[1:]))
        for line in _with_heads(_with_lone_row(block.lines, layout), below, layout)
        for fact in _facts(line, layout)
    )


def _with_lone_row(lines: Sequence[Line], layout: Layout) -> list[Line]:
    """Take a lone row of values below a row of labels apart: each label above its value."""
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
    """Whether a row of labels has exactly one row below it, of values that fit their labels."""
    size = len(heads.cells)
    if size < _PAIR or len(values.cells) != size:
        return False
    if after is not None and len(after.cells) == size:
        return False
    targets = [layout.vocabulary.label(head) for head in heads.cells]
    if not all(targets) or not _OTHER_THINGS.isdisjoint(targets):
        return False
    pairs = [(target or "", value) for target, value in zip(targets, values.cells, strict=True)]
    fit = all(not value or _may_be_value(target, value, layout) for target, value in pairs)
    return fit and any(_answers(target, value) for target, value in pairs)


def _may_be_value(target: str, text: str, layout: Layout) -> bool:
    """Whether a cell fits a target, and is not a label itself."""
    return value_fits(target, text) and not _is_label(text, layout)


def _with_heads(lines: Sequence[Line], below_block: Block | None, layout: Layout) -> Iterator[Line]:
    """The lines of a block, with exactly the rows of column headers marked as such.

    A lone row may head the rows of the next block: in Markdown a line is drawn between them.
    """
    is_lone = len(lines) == 1 and below_block is not None
    after = [below_block.lines[0]] if is_lone and below_block else [None]
    for line, below in zip(lines, [*lines[1:], *after], strict=False):
        heads = _are_heads(line, below, layout)
        yield line if line.heads == heads else replace(line, heads=heads)


def _are_heads(line: Line, below: Line | None, layout: Layout) -> bool:
    """Whether a row has column headers, so that its second cell is not a value of its first.

    By the markup, or because each cell is a label; but not above a row that begins with a label
    itself, like the rows of a table of facts.
    """
    if below is None or below.heads:
        return False
    if len(line.filled) < _PAIR or not below.cells:
        return False
    is_even = len(below.cells) == len(line.cells)
    if not is_even or _are_columns(line, below) or _heads_names(line, below):
        return is_even or _are_columns(line, below)
    label = layout.vocabulary.label
    if _is_label(below.cells[0], layout) or _answers(label(line.filled[0]), line.filled[1]):
        return False
    return line.heads or all(map(label, line.filled))


def _heads_names(line: Line, below: Line) -> bool:
    """Whether a row heads a list of names: `Partner | Land` above `Stichting A | NL`."""
    if column_kind(line.cells[0]) not in {"organisation", "name"}:
        return False
    has_name = any(map(names_organisation, line.cells[1:]))
    return names_organisation(below.cells[0]) and not has_name


def _are_columns(line: Line, below: Line) -> bool:
    """Whether each cell is the head of a column in a table of names: `Naam | Rol`."""
    kinds = {column_kind(cell) for cell in line.filled}
    has_names = not kinds.isdisjoint({"organisation", "person", "name"})
    is_row = len(below.cells) <= len(line.cells) and not column_kind(below.cells[0])
    return "" not in kinds and has_names and is_row


def column_kind(text: str) -> str:
    """What stands below the head of a column in a table of names, or an empty text."""
    return _columns().get(normalise(text), "")


@cache
def _columns() -> dict[str, str]:
    return {name: kind for kind, names in load_vocabulary("columns").items() for name in names}


def _answers(target: str | None, value: str) -> bool:
    """Whether a cell can only be the value of the label beside it."""
    if target is None:
        return False
    return names_organisation(value) if target in _ORGANISATIONS else asks_for(target, value)


def _is_label(text: str, layout: Layout) -> bool:
    return _asks(text, layout) or layout.vocabulary.heading(text) is not None


def _asks(text: str, layout: Layout) -> bool:
    """Whether a text is the label of a value, not the heading of a section."""
    return bool(
        layout.vocabulary.label(text) or roles(text) or contact_label(f"{text.rstrip(': ')}: ")
    )


def _facts(line: Line, layout: Layout) -> list[Line]:
    """Split a line of several labels with values: `Start: 2022   Einde: 2024`."""
    if line.breaks:
        return [line]
    pairs = [] if line.noise or line.heads else _pairs(line, layout)
    if pairs:
        return [_fact(line, " ".join(filter(None, pair)), pair) for pair in pairs]
    parts = line.filled if len(line.filled) > 1 else line.text.split(" | ")
    are_facts = _PAIR <= len(parts) <= _MOST_FACTS and all(
        _is_labelled(part, layout) for part in parts
    )
    return [_fact(line, part.strip()) for part in parts] if are_facts else [line]


def _pairs(line: Line, layout: Layout) -> list[tuple[str, str]]:
    """Pair labels with the cells after them: `Startdatum | 1 mei 2020 | Einddatum | 3 mei 2021`."""
    cells = line.cells
    while len(cells) % _PAIR and not cells[-1]:
        cells = cells[:-1]
    pairs = list(zip(cells[::_PAIR], cells[1::_PAIR], strict=False))
    if len(cells) % _PAIR or not _PAIR <= len(pairs) <= _MOST_FACTS:
        return []
    known = all(
        _asks(label, layout) and _may_answer(label, value, layout) for label, value in pairs
    )
    return pairs if known else []


def _may_answer(label: str, value: str, layout: Layout) -> bool:
    """Whether a cell may be a value, even if it looks like a label, as in `Status | Gestart`."""
    if not value or not _is_label(value, layout):
        return True
    return _answers(layout.vocabulary.label(label), value)


def _fact(line: Line, text: str, cells: tuple[str, ...] = ()) -> Line:
    """A part of a line, with the links in it."""
    return replace(
        line, text=text, cells=cells, links=tuple(link for link in line.links if link[0] in text)
    )


def _is_labelled(text: str, layout: Layout) -> bool:
    head, colon, rest = text.partition(":")
    if not colon or not rest.strip() or len(head) > _MAX_LABEL:
        return False
    return bool(layout.vocabulary.label(head) or roles(head) or contact_label(text))


def _is_organisation(text: str) -> bool:
    """Whether a cell is a single name, and certainly the name of an organisation."""
    return " " in text and "," not in text and names_organisation(text)


def split_row(line: Line, layout: Layout) -> tuple[str, str] | None:
    """The label and value of a table row, if it has a label; cells of a list stay apart."""
    filled, label = line.filled, layout.vocabulary.label
    if len(filled) > 1:
        if label(filled[0]) == "themes":
            return filled[0].rstrip(": "), " | ".join(filled[1:])
        several = label(filled[0]) in _LISTS and all(map(_is_organisation, filled[1:]))
        return filled[0].rstrip(": "), ("; " if several else " ").join(filled[1:])
    # A row with nothing but its first cell is a line like others, unless that is a label.
    return (filled[0].rstrip(": "), "") if line.unanswered and label(filled[0]) else None
