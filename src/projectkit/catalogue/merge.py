"""Reading a page again: what a person changed stays, what only the page changed is updated.

The digests in `source` say what the parser last wrote in each field. A field whose value still has that digest is
the parser's to update; any other value is a hand edit.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from projectkit.model.record import Record
from projectkit.parsing.assemble import digest

_KEPT = ("schema_version", "id", "source")


@dataclass(frozen=True)
class Merged:
    """The outcome of reading a page again.

    Attributes:
        record: the record to keep.
        conflicts: fields that both the page and a person changed; the person's value stands.
    """

    record: Record
    conflicts: list[str] = field(default_factory=list)


def merge(current: Record, fresh: Record) -> Merged:
    """Bring what a page says now into the record that was made of it before."""
    before = current.source.digests if current.source else {}
    now = fresh.source.digests if fresh.source else {}
    updates: dict[str, Any] = {"source": fresh.source}
    conflicts: list[str] = []
    for name in Record.model_fields:
        if name in _KEPT:
            continue
        held, read = getattr(current, name), getattr(fresh, name)
        by_hand = _digest(held) != before.get(name)
        if not by_hand:
            updates[name] = read
        elif now.get(name) != before.get(name) and held != read:
            conflicts.append(name)
    return Merged(current.model_copy(update=updates), conflicts)


def _digest(value: Any) -> str | None:
    return None if value in (None, ()) else digest(value)
