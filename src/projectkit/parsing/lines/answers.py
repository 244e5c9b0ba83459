"""Which label each line answers: the one that it begins with, or the one above it."""

from __future__ import annotations

from collections.abc import Sequence

from projectkit.parsing.lines.marks import Mark, Role, is_prose

_MOST_LINES = 12


def answered(marks: Sequence[Mark]) -> tuple[Mark | None, ...]:
    """For each line the label that its values answer, if it is one that is known."""
    labels: list[Mark | None] = []
    above: Mark | None = None
    age = 0
    for mark in marks:
        age += 1
        if mark.role is Role.LABEL:
            above, age = (None if mark.rest or not mark.target else mark), 0
            labels.append(mark if mark.target else None)
            continue
        ends = (
            mark.role in {Role.HEADING, Role.TITLE, Role.NOISE}
            or is_prose(mark.text)
            or age > _MOST_LINES
        )
        if ends or (above is not None and mark.block - above.block > 1):
            above = None
        labels.append(above)
    return tuple(labels)
