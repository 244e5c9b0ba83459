"""What stands twice in one list of a record."""

from __future__ import annotations

from collections.abc import Iterator

from projectkit.model.diagnostic import Diagnostic, Phrase, diagnostic
from projectkit.model.identity import NAMED_BY, repeats
from projectkit.model.record import Record
from projectkit.validation.context import Context
from projectkit.validation.shape import Loaded

# What an item is called by, in the parts of a record.
_NAMES = (
    "name",
    "value",
    "url",
    "title",
    "heading",
    "kind",
    "funder",
    "programme",
    "call",
    "amount",
)


def check_doubles(loaded: Loaded, record: Record, _: Context) -> Iterator[Diagnostic]:
    """Items of a list that are the same thing as an earlier one."""
    for field, index in doubles(record):
        place = loaded.location(field, index)
        value = _called(getattr(record, field)[index])
        yield diagnostic("M003", place, id=record.id, what=Phrase(field), value=value)


def _called(item: object) -> str:
    if isinstance(item, str):
        return item
    parts = (getattr(item, name, None) for name in _NAMES)
    return str(next((part for part in parts if part), item))


def doubles(record: Record) -> Iterator[tuple[str, int]]:
    """Each item that is the same thing as an earlier one of its list: the list, and which item."""
    for field in NAMED_BY:
        for index in repeats(field, getattr(record, field)):
            yield field, index
