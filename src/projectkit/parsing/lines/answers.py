"""Finds the label that each line answers: the one it begins with, or the one above it."""

from __future__ import annotations

from collections.abc import Sequence

from projectkit.parsing.lines.marks import Mark, Role, is_prose

_MOST_LINES = 12


def answered(marks: Sequence[Mark]) -> tuple[Mark | None, ...]:
    """For each line the label that its values answer, if that label is known."""
    labels: list[Mark | None] = []
    above: Mark | None = None
    age = 0
    for mark in marks:
        age += 1
        if mark.role is Role.LABEL:
            above, age = (None if mark.rest or not mark.target else mark), 0
            labels.append(mark if mark.target else None)
            continue
        is_far = age > _MOST_LINES or (above is not None and mark.block - above.block > 1)
        if is_far or _ends_answer(mark):
            above = None
        labels.append(above)
    return tuple(labels)


def _ends_answer(mark: Mark) -> bool:
    """Whether nothing from this line on answers the label above."""
    return mark.role in {Role.HEADING, Role.TITLE, Role.NOISE} or is_prose(mark.text)
