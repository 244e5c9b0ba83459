"""What stands twice in one list of a record."""

from __future__ import annotations

from collections.abc import Iterator

from projectkit.model.diagnostic import Diagnostic, Phrase, diagnostic
from projectkit.model.record import Record
from projectkit.validation.context import Context
from projectkit.validation.shape import Loaded

# What an item is called by, in the parts of a record.
_NAMES = ("name", "value", "url", "heading", "kind")


def check_doubles(loaded: Loaded, record: Record, _: Context) -> Iterator[Diagnostic]:
    """Themes, organisations, persons and numbers that stand in the record twice, case aside."""
    for field, index in doubles(record):
        item = getattr(record, field)[index]
        value = next(
            (part for part in (getattr(item, name, None) for name in _NAMES) if part), item
        )
        place = loaded.location(field, index)
        yield diagnostic("M003", place, id=record.id, what=Phrase(field), value=value)


def doubles(record: Record) -> Iterator[tuple[str, int]]:
    """Each item that is the same as an earlier one of its list: the field, and which item."""
    lists: dict[str, list[tuple[str, ...]]] = {
        "alternate_titles": [(title,) for title in record.alternate_titles],
        "themes": [(theme,) for theme in record.themes],
        "organisations": [(each.name, each.role, each.unit or "") for each in record.organisations],
        "persons": [(person.name,) for person in record.persons],
        "identifiers": [(identifier.value, identifier.scheme) for identifier in record.identifiers],
        "sections": [(each.kind, each.heading or "", each.text) for each in record.sections],
        "links": [(link.url.rstrip("/"),) for link in record.links],
    }
    for field, keys in lists.items():
        seen: set[tuple[str, ...]] = set()
        for index, key in enumerate(keys):
            folded = tuple(" ".join(part.casefold().split()) for part in key)
            if folded in seen:
                yield field, index
            seen.add(folded)
