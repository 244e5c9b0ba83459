"""Tables of partners: rows of names with what each is in the project, or names set in columns to save space."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from projectkit.dutch.names import split_titles
from projectkit.dutch.placeholders import is_placeholder
from projectkit.model.source import How
from projectkit.parsing.finding import Finding
from projectkit.parsing.marks import Mark
from projectkit.parsing.organisation_lists import leads, organisation_findings, split_note, without_full_stop
from projectkit.parsing.organisation_words import names_organisation, names_person
from projectkit.parsing.phrases import load_vocabulary, normalise

_FEWEST_ROWS = 2
_LONGEST_NAME = 120
_NO_NAME = re.compile(r"[\d@€:]")


def partner_table(rows: Sequence[Mark]) -> Iterator[Finding] | None:
    """The partners of a table; None if the lines below a heading of partners are no such table."""
    columns = _columns(rows[0]) if rows else None
    if columns:
        return _by_heads(rows, *columns)
    return _all_cells(rows) if _are_names(rows) else None


def _columns(row: Mark) -> tuple[int, int | None] | None:
    """Which column has the names and which the roles, by the heads in the first row."""
    heads, words = [normalise(cell) for cell in row.line.cells], load_vocabulary("organisations")
    names, roles = (
        next((heads.index(head) for head in words[key] if head in heads), None)
        for key in ("name_columns", "role_columns")
    )
    others = [cell for place, cell in enumerate(row.line.cells) if place != names]
    # Beside the head of a column stands another head; beside a label, its value: `Naam | Stichting A`.
    is_pair = any(names_organisation(cell) and normalise(cell) not in words["name_columns"] for cell in others)
    return None if names is None or not others or is_pair else (names, roles)


def _by_heads(rows: Sequence[Mark], names: int, roles: int | None) -> Iterator[Finding]:
    """Partners in rows; the one whose role is that of the lead is that, and no partner."""
    sums = load_vocabulary("organisations")["sums"]
    of_anybody = normalise(rows[0].line.cells[names]) in load_vocabulary("organisations")["any_name"]
    for mark in rows[1:]:
        cells = mark.line.cells
        name = without_full_stop(cells[names]) if names < len(cells) else ""
        is_person = names_person(name) if of_anybody else split_titles(name).titles
        if not name or is_placeholder(name) or is_person or normalise(name) in sums:
            continue
        if roles is not None and roles < len(cells) and leads(cells[roles]):
            value = {"name": split_note(name)[0], "role": "lead"}
            yield Finding("organisations", value, (mark.number,), How.POSITIONAL, weight=1.5)
        else:
            yield from organisation_findings(name, "partner", (mark.number,), How.POSITIONAL)


def _are_names(rows: Sequence[Mark]) -> bool:
    """Whether a table holds nothing but names: in each column, and of all cells half, are plainly organisations."""
    cells = [cell for mark in rows for cell in mark.line.filled]
    if len(rows) < _FEWEST_ROWS or not all(len(mark.line.cells) > 1 for mark in rows):
        return False
    if any(_NO_NAME.search(cell) or len(cell) > _LONGEST_NAME or split_titles(cell).titles for cell in cells):
        return False
    columns = zip_longest(*(mark.line.cells for mark in rows), fillvalue="")
    return sum(map(names_organisation, cells)) * 2 >= len(cells) and all(
        any(map(names_organisation, column)) for column in columns
    )


def _all_cells(rows: Sequence[Mark]) -> Iterator[Finding]:
    for mark in rows:
        for cell in mark.line.filled:
            yield from organisation_findings(without_full_stop(cell), "partner", (mark.number,), How.POSITIONAL)
