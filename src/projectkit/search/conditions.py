"""What a query asks of a record: a small tree, and whether a record fits it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from projectkit.model.partial_date import first_day, last_day
from projectkit.search.fields import Field, Sort
from projectkit.search.fold import fold, words

if TYPE_CHECKING:
    from projectkit.model.record import Record

_SHORTEST_PART = 4


class Words(NamedTuple):
    """A bare word, or a phrase of several."""

    text: str

    def match(self, record: Record) -> bool:
        """Whether the record has the word, alone or in a compound, or the phrase."""
        return contains(full_text(record), self.text)


class Prefix(NamedTuple):
    """How a word begins."""

    text: str

    def match(self, record: Record) -> bool:
        """Whether some word of the record begins so."""
        return re.search(rf"(?<![^\W_]){re.escape(fold(self.text))}", full_text(record)) is not None


class Equals(NamedTuple):
    """A field that says this and nothing more."""

    field: Field
    value: str

    def match(self, record: Record) -> bool:
        """Whether a value of the field is this one, but for case, accents and hyphens."""
        return any(fold(value).strip() == fold(self.value).strip() for value in self.field.values(record))


class InItem(NamedTuple):
    """Conditions on one and the same item of a list, such as an organisation."""

    items: str
    conditions: tuple[tuple[str, str], ...]

    def match(self, record: Record) -> bool:
        """Whether some item fulfils all conditions."""
        return any(
            all(_says(getattr(item, part), wanted) for part, wanted in self.conditions)
            for item in getattr(record, self.items)
        )


def _says(value: object, wanted: str) -> bool:
    values = value if isinstance(value, tuple) else (value,)
    return any(each is not None and contains(fold(str(each)), wanted) for each in values)


class FieldIs(NamedTuple):
    """A field with a value."""

    field: Field
    value: str

    def match(self, record: Record) -> bool:
        """Whether a value of the field is, or for text contains, this value."""
        if self.field.sort is Sort.TEXT:
            return any(contains(fold(value), self.value) for value in self.field.values(record))
        return self.value in self.field.values(record)


class InRange(NamedTuple):
    """A date or number between two bounds; either may be open."""

    field: Field
    low: str | None
    high: str | None

    def match(self, record: Record) -> bool:
        """Whether a value lies in the range; a date of a year or month lies in each range that it overlaps."""
        compare = _overlaps if self.field.sort is Sort.DATE else _lies_between
        return any(compare(value, self.low, self.high) for value in self.field.values(record))


class Has(NamedTuple):
    """A field that is filled in."""

    field: Field

    def match(self, record: Record) -> bool:
        """Whether the field has any value."""
        return bool(self.field.values(record))


class Not(NamedTuple):
    """What should not be the case."""

    part: Query

    def match(self, record: Record) -> bool:
        """Whether the part does not fit."""
        return not self.part.match(record)


class And(NamedTuple):
    """All of these; of none, every record."""

    parts: tuple[Query, ...]

    def match(self, record: Record) -> bool:
        """Whether every part fits."""
        return all(part.match(record) for part in self.parts)


class Or(NamedTuple):
    """Any of these."""

    parts: tuple[Query, ...]

    def match(self, record: Record) -> bool:
        """Whether some part fits."""
        return any(part.match(record) for part in self.parts)


Query = Words | Prefix | FieldIs | Equals | InItem | InRange | Has | Not | And | Or


def full_text(record: Record) -> str:
    """All text of a record that a bare word is looked for in, folded."""
    texts = [
        *(record.title or "", *record.alternate_titles, *record.themes),
        *(f"{o.name} {o.unit or ''}" for o in record.organisations),
        *(p.name for p in record.persons),
        *(f"{f.funder or ''} {f.programme or ''} {f.call or ''}" for f in record.funding),
        *(i.value for i in record.identifiers),
        *(f"{s.heading or ''} {s.text}" for s in record.sections),
        *(f"{s.title} {s.text}" for s in record.subprojects),
    ]
    return fold("\n".join(texts))


def contains(folded: str, wanted: str) -> bool:
    """Whether a folded text has these words in this order; one long word may be part of a compound."""
    parts = words(wanted)
    if not parts:
        return False
    if len(parts) == 1 and len(parts[0]) >= _SHORTEST_PART:
        return parts[0] in folded
    phrase = r"[\W_]+".join(parts)  # folded words hold nothing but letters and digits
    return re.search(rf"(?<![^\W_]){phrase}(?![^\W_])", folded) is not None


def _overlaps(value: str, low: str | None, high: str | None) -> bool:
    start, dots, end = value.partition("..")
    starts_in_time = high is None or first_day(start) <= last_day(high)
    open_end = bool(dots) and not end
    return starts_in_time and (low is None or open_end or last_day(end or start) >= first_day(low))


def _lies_between(value: str, low: str | None, high: str | None) -> bool:
    from decimal import Decimal  # noqa: PLC0415  (few questions ask for numbers)

    number = Decimal(value)
    return (low is None or number >= Decimal(low)) and (high is None or number <= Decimal(high))
