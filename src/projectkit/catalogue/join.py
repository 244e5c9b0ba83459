"""Joining two records of one project: the first stays, what only the second says is added, both pages are kept."""

from __future__ import annotations

from typing import Any

from projectkit.model.record import Record
from projectkit.model.source import JoinedPage, Source

_OWN = frozenset({"schema_version", "id", "kind", "language", "source", "sections"})


def joined(first: Record, second: Record) -> Record:
    """The record of both: each field of the first, or of the second where the first has none; lists together.

    Sections of the second follow those of the first, unless they say the same.
    """
    updates: dict[str, Any] = {}
    for name in Record.model_fields:
        if name in _OWN:
            continue
        held, other = getattr(first, name), getattr(second, name)
        if isinstance(held, tuple):
            updates[name] = (*held, *(item for item in other if not _holds(held, item)))
        else:
            updates[name] = held if held is not None else other
    if second.title and first.title and second.title != first.title and second.title not in updates["alternate_titles"]:
        updates["alternate_titles"] = (*updates["alternate_titles"], second.title)
    said = {section.text for section in first.sections}
    updates["sections"] = (*first.sections, *(section for section in second.sections if section.text not in said))
    updates["source"] = _source(first, second)
    return first.model_copy(update=updates)


def _source(first: Record, second: Record) -> Source | None:
    if first.source is None or second.source is None:
        return first.source or second.source
    page = JoinedPage(id=second.id, file=second.source.file, url=second.source.url, sha256=second.source.sha256)
    return first.source.model_copy(update={"joined": (*first.source.joined, page, *second.source.joined)})


def _holds(items: tuple[Any, ...], item: Any) -> bool:
    """Whether a list holds an item: of things with a name (and a role), the name (and the role) decides."""
    return any(_key(held) == _key(item) for held in items)


def _key(item: Any) -> Any:
    for names in (("scheme", "value"), ("name", "role"), ("name",), ("url",), ("title",)):
        if all(hasattr(item, name) for name in names) and not isinstance(item, str):
            return tuple(str(getattr(item, name)).casefold().rstrip("/") for name in names)
    return item.casefold() if isinstance(item, str) else item
