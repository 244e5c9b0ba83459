"""The comments of a field whose value changes: each stays on the line of what it is about."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from projectkit.model import yaml_text
from projectkit.model.identity import key

if TYPE_CHECKING:
    from projectkit.model.record import Record


class Remark(NamedTuple):
    """A comment of a field.

    Attributes:
        text: the comment, from its `#` on.
        gap: the blanks between it and what stands before it on its line.
        subject: the value on its line; None if it has a line of its own.
    """

    text: str
    gap: str
    subject: yaml_text.Path | None


def subjects(document: yaml_text.Document) -> dict[int, yaml_text.Path]:
    """The value on each line, from 1: that of its first key, or else its first item."""
    items = {path: mark for path, mark in document.values.items() if path and _is_item(path)}
    found: dict[int, yaml_text.Path] = {}
    for places in (items, document.keys):
        # The first on a line comes last, and stays.
        for path, mark in sorted(places.items(), key=lambda place: place[1], reverse=True):
            found[mark.line] = path
    return found


def _is_item(path: yaml_text.Path) -> bool:
    return isinstance(path[-1], int)


def with_remarks(
    fresh: Sequence[str],
    remarks: Iterable[Remark],
    moved: Callable[[yaml_text.Path], yaml_text.Path],
) -> list[str]:
    """The lines of a field with its comments; above it those whose subject is gone.

    Args:
        fresh: the lines of the field as it becomes.
        remarks: its comments, in order.
        moved: the path of a value now, by its path before.
    """
    remarks = list(remarks)
    document = yaml_text.read("\n".join(fresh))
    places = {**document.values, **document.keys}
    above: list[str] = []
    lines = list(fresh)
    for remark in remarks:
        place = places.get(moved(remark.subject)) if remark.subject else None
        if place is None:
            above.append(remark.text)
        else:
            lines[place.line - 1] += remark.gap + remark.text
    # A comment behind the first line of a text that runs on would become text.
    is_same = yaml_text.read("\n".join(lines)).data == document.data
    return [*above, *lines] if is_same else [*(remark.text for remark in remarks), *fresh]


def path_after(
    before: Record, after: Record, field: str
) -> Callable[[yaml_text.Path], yaml_text.Path]:
    """How the path of a value in a field changes when items of the field come, go or move."""
    old, new = getattr(before, field), getattr(after, field)
    if not (isinstance(old, tuple) and isinstance(new, tuple)):
        return lambda path: path
    return partial(_moved, _counterparts(field, old, new))


def _moved(places: Mapping[int, int], path: yaml_text.Path) -> yaml_text.Path:
    """The path with the place that its item has now; that of an item that is gone leads nowhere."""
    if len(path) == 1 or not isinstance(path[1], int):
        return path
    return (path[0], places.get(path[1], -1), *path[2:])


def _counterparts(field: str, old: Sequence[Hashable], new: Sequence[Hashable]) -> dict[int, int]:
    """The place of each item now: an equal one, else one known by the same name, else the other."""
    found: dict[int, int] = {}
    for known in (lambda item: item, partial(key, field)):
        free: dict[Hashable, deque[int]] = defaultdict(deque)
        for at in _left(new, found.values()):
            free[known(new[at])].append(at)
        for at in _left(old, found):
            if free[known(old[at])]:
                found[at] = free[known(old[at])].popleft()
    gone, come = _left(old, found), _left(new, found.values())
    return found | {gone[0]: come[0]} if len(gone) == len(come) == 1 else found


def _left(items: Sequence[object], taken: Iterable[int]) -> list[int]:
    return sorted({*range(len(items))}.difference(taken))
