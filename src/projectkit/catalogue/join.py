"""Joining two records of one project: the first wins, the second fills gaps, both pages stay."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from projectkit.model.identity import Key, folded, key, same, says_all_of
from projectkit.model.record import Record
from projectkit.model.source import JoinedPage, Source

_OWN = frozenset({"schema_version", "id", "kind", "language", "source"})


@dataclass(frozen=True)
class Lost:
    """A value of the second record that the first one's value displaces.

    Attributes:
        field: its field.
        kept: what the first record says.
        lost: what the second one says.
    """

    field: str
    kept: Any
    lost: Any


@dataclass(frozen=True)
class Joined:
    """The record of both, and what could not be kept."""

    record: Record
    lost: tuple[Lost, ...]


def joined(first: Record, second: Record) -> Joined:
    """Join two records: the fields of the first, or of the second where it has none; all lists.

    Of two items that are the same thing, such as a person in both, one is made where they do not
    contradict each other; else both stand.
    """
    updates: dict[str, Any] = {}
    lost: list[Lost] = []
    for name in Record.model_fields:
        if name in _OWN:
            continue
        held, other = getattr(first, name), getattr(second, name)
        if isinstance(held, tuple):
            updates[name] = _together(name, held, other)
            continue
        updates[name] = held if held is not None else other
        if name != "title" and None not in {held, other} and held != other:
            lost.append(Lost(name, held, other))
    if first.title and second.title and folded(first.title) != folded(second.title):
        titles = updates["alternate_titles"]
        updates["alternate_titles"] = _together("alternate_titles", titles, (second.title,))
    updates["source"] = _source(first, second)
    return Joined(first.model_copy(update=updates), tuple(lost))


def _source(first: Record, second: Record) -> Source | None:
    if first.source is None or second.source is None:
        return first.source or second.source
    page = JoinedPage(
        id=second.id, file=second.source.file, url=second.source.url, sha256=second.source.sha256
    )
    return first.source.model_copy(
        update={"joined": (*first.source.joined, page, *second.source.joined)}
    )


def _together(field: str, held: tuple[Any, ...], other: tuple[Any, ...]) -> tuple[Any, ...]:
    """Two lists as one, in which what both say stands once."""
    items = list(held)
    places: dict[Key, list[int]] = defaultdict(list)
    for at, item in enumerate(held):
        places[key(field, item)].append(at)
    for item in other:
        alike = places[key(field, item)]
        if any(says_all_of(field, items[at], item) for at in alike):
            continue
        found = next((at for at in alike if same(field, items[at], item)), None)
        if found is None:
            alike.append(len(items))
            items.append(item)
        else:
            items[found] = _combined(items[found], item)
    return tuple(items)


def _combined(first: BaseModel, second: BaseModel) -> BaseModel:
    """One item of two that are the same thing: the first, with what only the second says."""
    updates: dict[str, Any] = {}
    for name in type(first).model_fields:
        held, other = getattr(first, name), getattr(second, name)
        if isinstance(held, tuple):
            updates[name] = tuple(dict.fromkeys((*held, *other)))
        elif held in {None, ""}:
            updates[name] = other
    return first.model_copy(update=updates)
