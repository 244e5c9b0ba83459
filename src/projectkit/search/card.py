"""What is shown of a record in a list of results, as plain data that needs no model to be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from projectkit.model.record import Record

Card = dict[str, Any]
"""`id`, `title`, `kind`, `status`, `start_date`, `end_date`, `themes`, and `texts` for the passage that fits."""

# How much a word counts in each part of a record: as if it stood there this often.
_TITLE, _THEME, _NAME, _TEXT = 4, 3, 2, 1


def card_of(record: Record) -> Card:
    """The card of a record."""
    dates = {"start_date": record.start_date, "end_date": record.end_date}
    texts = [section.text for section in record.sections] + [
        f"{part.title}: {part.text}" for part in record.subprojects
    ]
    return {
        "id": record.id,
        "title": record.title,
        "kind": str(record.kind),
        "status": str(record.status) if record.status else None,
        **dates,
        "themes": list(record.themes),
        "texts": texts,
    }


def weighted_texts(record: Record) -> Iterator[tuple[str, int]]:
    """Every text of a record that a word is looked for in, with how much it counts."""
    for title in (record.title or "", *record.alternate_titles):
        yield title, _TITLE
    for theme in record.themes:
        yield theme, _THEME
    for organisation in record.organisations:
        yield f"{organisation.name} {organisation.unit or ''}", _NAME
    for person in record.persons:
        yield person.name, _NAME
    for funding in record.funding:
        yield f"{funding.funder or ''} {funding.programme or ''} {funding.call or ''}", _TEXT
    for identifier in record.identifiers:
        yield identifier.value, _TEXT
    for section in record.sections:
        yield f"{section.heading or ''} {section.text}", _TEXT
    for part in record.subprojects:
        yield f"{part.title} {part.text}", _TEXT
