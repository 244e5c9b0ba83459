"""Joining two records of one project: the first stays, what only the second says is added, both pages are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from projectkit.model.record import Record
from projectkit.model.source import JoinedPage, Source

_OWN = frozenset({"schema_version", "id", "kind", "language", "source"})


@dataclass(frozen=True)
class Lost:
    """A value of the second record that has no place beside that of the first.

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
    """The record of both: each field of the first, or of the second where the first has none; lists together.

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
            updates[name] = _together(held, other)
            continue
        updates[name] = held if held is not None else other
        if name != "title" and None not in {held, other} and held != other:
            lost.append(Lost(name, held, other))
    if (
        second.title
        and first.title
        and second.title != first.title
        and second.title not in updates["alternate_titles"]
    ):
        updates["alternate_titles"] = (*updates["alternate_titles"], second.title)
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


def _together(held: tuple[Any, ...], other: tuple[Any, ...]) -> tuple[Any, ...]:
    """Two lists as one, in which nothing stands twice."""
    items = list(held)
    for item in other:
        at = next((at for at, each in enumerate(items) if _key(each) == _key(item)), None)
        both = _combined(items[at], item) if at is not None else None
        if at is not None and both is not None:
            items[at] = both
        else:
            items.append(item)
    return tuple(items)


def _key(item: Any) -> Any:
    """What makes two items one thing: a number, a name (and role), an address; of other things, all that they say."""
    for names in (("scheme", "value"), ("name", "role"), ("name",), ("url",), ("title",)):
        if all(hasattr(item, name) for name in names) and not isinstance(item, str):
            return tuple(str(getattr(item, name)).casefold().rstrip("/") for name in names)
    return item.casefold() if isinstance(item, str) else item


def _combined(first: Any, second: Any) -> Any | None:
    """One item of two that are the same thing; None if they say different things of it."""
    if not isinstance(first, BaseModel):
        return first
    updates: dict[str, Any] = {}
    key = _key(first)
    for name in type(first).model_fields:
        held, other = getattr(first, name), getattr(second, name)
        if isinstance(held, tuple):
            updates[name] = _together(held, other)
        elif not held:
            updates[name] = other
        elif other and held != other and str(held).casefold().rstrip("/") not in key:
            return None
    return first.model_copy(update=updates)
