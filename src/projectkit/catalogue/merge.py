"""Reading a page again: what a person changed stays, what only the page changed is updated.

The digests in `source` say what the parser last wrote in each field. A field whose value still has
that digest is the parser's to update; any other value is a hand edit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from projectkit.model.digests import digest
from projectkit.model.record import Record
from projectkit.model.source import FieldState, How, Source, Trace, numbers, ranges

_KEPT = ("schema_version", "id", "source")


@dataclass(frozen=True)
class Conflict:
    """A field that both the page and a person changed.

    Attributes:
        field: its name.
        held: the value in the record.
        read: what the page says now.
    """

    field: str
    held: object
    read: object


@dataclass(frozen=True)
class Merged:
    """The outcome of reading a page again.

    Attributes:
        record: the record to keep.
        conflicts: what both the page and a person changed, and nobody has settled; the person's
            value stands.
    """

    record: Record
    conflicts: tuple[Conflict, ...] = ()


def merge(current: Record, fresh: Record) -> Merged:
    """Bring what a page says now into the record that was made of it before."""
    before = current.source.digests if current.source else {}
    now = fresh.source.digests if fresh.source else {}
    updates: dict[str, object] = {}
    conflicts: list[Conflict] = []
    edited: dict[str, FieldState | None] = {}
    page_changed = _digest_of_page(current) != _digest_of_page(fresh)
    for name in Record.model_fields:
        if name in _KEPT:
            continue
        held, read = getattr(current, name), getattr(fresh, name)
        erased = _state(current, name) is FieldState.ERASED
        by_hand = _digest(held) != before.get(name) and held != read
        if not by_hand and not erased:
            updates[name] = read
            continue
        # A page that is read differently, but is as it was, contradicts nobody.
        says_other = page_changed and now.get(name) != before.get(name)
        in_conflict = not erased and (says_other or _state(current, name) is FieldState.CONFLICT)
        edited[name] = FieldState.ERASED if erased else None
        if in_conflict:
            edited[name] = FieldState.CONFLICT
            conflicts.append(Conflict(name, held, read))
    updates["source"] = fresh.source and _with_manual(fresh.source, edited).model_copy(
        update={"joined": current.source.joined if current.source else ()}
    )
    return Merged(current.model_copy(update=updates), tuple(conflicts))


def _digest_of_page(record: Record) -> str | None:
    return record.source.sha256 if record.source else None


def _state(record: Record, name: str) -> FieldState | None:
    """What the source says of a field as a whole."""
    trace = record.source.fields.get(f"/{name}") if record.source else None
    return trace.state if trace else None


def _with_manual(source: Source, edited: Mapping[str, FieldState | None]) -> Source:
    """The source map, with the fields that a person filled in marked as manual, with state."""
    kept = {
        pointer: trace for pointer, trace in source.fields.items() if _field(pointer) not in edited
    }
    manual: dict[str, Trace] = {}
    for name in (name for name in Record.model_fields if name in edited):
        spans = [
            trace.lines
            for pointer, trace in source.fields.items()
            if _field(pointer) == name and trace.lines
        ]
        lines = ranges([number for span in spans for number in numbers(span)])
        manual[f"/{name}"] = Trace(
            lines=" ".join(lines) or None, how=How.MANUAL, state=edited[name]
        )
    return source.model_copy(update={"fields": kept | manual})


def _field(pointer: str) -> str:
    return pointer.split("/")[1]


def _digest(value: object) -> str | None:
    return None if value in (None, ()) else digest(value)
