"""What stands twice in one list of a record."""

from __future__ import annotations

from collections.abc import Iterator

from projectkit.model.diagnostic import Diagnostic, Phrase, diagnostic
from projectkit.model.record import Record
from projectkit.validation.context import Context
from projectkit.validation.shape import Loaded


def check_doubles(loaded: Loaded, record: Record, _: Context) -> Iterator[Diagnostic]:
    """Themes, organisations, persons and numbers that stand in the record twice, case aside."""
    for field, index in doubles(record):
        item = getattr(record, field)[index]
        value = getattr(item, "name", None) or getattr(item, "value", None) or item
        place = loaded.location(field, index)
        yield diagnostic("M003", place, id=record.id, what=Phrase(field), value=value)


def doubles(record: Record) -> Iterator[tuple[str, int]]:
    """Each item that is the same as an earlier one of its list: the field, and which item."""
    lists: dict[str, list[tuple[str, ...]]] = {
        "themes": [(theme,) for theme in record.themes],
        "organisations": [(each.name, each.role, each.unit or "") for each in record.organisations],
        "persons": [(person.name,) for person in record.persons],
        "identifiers": [(identifier.value, identifier.scheme) for identifier in record.identifiers],
    }
    for field, keys in lists.items():
        folded = [tuple(" ".join(part.casefold().split()) for part in key) for key in keys]
        yield from ((field, index) for index, key in enumerate(folded) if key in folded[:index])
