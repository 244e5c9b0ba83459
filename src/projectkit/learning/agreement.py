"""How much of a record is read right: the values of two readings of a page, compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from projectkit.model.identity import folded
from projectkit.model.record import Record

Value = tuple[str, ...]
"""A value of a record: the name of its field, and what it says."""

_SINGLE = ("kind", "title", "status", "start_date", "end_date")


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many values of a right record a reading holds, and how many others."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Agreement) -> Agreement:
        return Agreement(
            self.right + other.right, self.wrong + other.wrong, self.missed + other.missed
        )

    @property
    def share(self) -> float:
        """The harmonic mean of precision and recall, from 0 to 1."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 1.0


def agreement(read: Record | None, right: Record) -> Agreement:
    """Compare what was read from a page with what a person made of it."""
    found, wanted = values(read), values(right)
    return Agreement(len(found & wanted), len(found - wanted), len(wanted - found))


def values(record: Record | None) -> frozenset[Value]:
    """The values of a record by which readings are compared; none without a record."""
    return frozenset(_values(record)) if record else frozenset()


def _values(record: Record) -> Iterator[Value]:
    for name in _SINGLE:
        value = getattr(record, name)
        if value is not None:
            yield name, folded(value)
    yield from (("themes", folded(theme)) for theme in record.themes)
    yield from (("identifiers", folded(number.value)) for number in record.identifiers)
    yield from (("subprojects", folded(part.title)) for part in record.subprojects)
    for organisation in record.organisations:
        yield "organisations", organisation.role, folded(organisation.name)
    yield from _of_funding(record)
    yield from _of_people(record)
    for section in record.sections:
        if section.heading:
            yield "sections", section.kind, folded(section.heading)


def _of_funding(record: Record) -> Iterator[Value]:
    for item in record.funding:
        parts = {"funder": item.funder, "programme": item.programme, "amount": item.amount}
        yield from ((f"funding.{name}", folded(str(part))) for name, part in parts.items() if part)


def _of_people(record: Record) -> Iterator[Value]:
    for person in record.persons:
        yield "persons", folded(person.name)
        if person.role_text:
            yield "persons.role_text", folded(person.name), folded(person.role_text)
