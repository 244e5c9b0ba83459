"""What a query asks of a record: a small tree, and whether a record fits it.

Words in texts are looked up in the index beforehand; all else is read from the record.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from projectkit.model.partial_date import first_day, last_day
from projectkit.model.plain import value_of
from projectkit.search.fields import Field, Sort
from projectkit.search.fold import fold, words
from projectkit.search.running import RunningTime, runs_in
from projectkit.store.stored import TEXTS

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from projectkit.model.plain import PlainRecord

SHORTEST_PART = 4
"""The shortest word, in letters, that is also looked for inside others."""


class Candidate(NamedTuple):
    """A record that may fit.

    Attributes:
        record: the record.
        has: which words, of those that were looked up, its texts have.
    """

    record: PlainRecord
    has: Container[Words] = ()


class Words(NamedTuple):
    """A bare word, or a phrase of several.

    Attributes:
        text: as it was written.
        begins: whether it is how a word begins.
        is_quoted: whether it has to stand so, and not as a part of other words.
    """

    text: str
    begins: bool = False
    is_quoted: bool = False

    def match(self, candidate: Candidate) -> bool:
        """Whether the texts of the record have the word, alone or in a compound, or the phrase."""
        return self in candidate.has


class Equals(NamedTuple):
    """A field that says this and nothing more."""

    field: Field
    value: str

    def match(self, candidate: Candidate) -> bool:
        """Whether a value of the field is this one, but for case, accents and hyphens."""
        return any(
            fold(value).strip() == fold(self.value).strip()
            for value in self.field.values_in_each_language(candidate.record)
        )


class InItem(NamedTuple):
    """Conditions on one and the same item of a list, such as an organisation."""

    items: str
    conditions: tuple[tuple[str, str], ...]

    def match(self, candidate: Candidate) -> bool:
        """Whether some item fulfils all conditions."""
        if not all(word in candidate.has for word in self.lookups()):
            return False
        return any(
            all(_says(value_of(item, part), wanted) for part, wanted in self.conditions)
            for item in value_of(candidate.record, self.items)
        )

    def lookups(self) -> list[Words]:
        """Words in the texts of each record that fits: looked up first, as reading is slow."""
        told = [wanted for part, wanted in self.conditions if part != "kind"]
        return [Words(wanted) for wanted in told] if self.items in TEXTS else []


def _says(value: object, wanted: str) -> bool:
    values = value if isinstance(value, list) else (value,)
    return any(each is not None and contains(fold(str(each)), wanted) for each in values)


class FieldIs(NamedTuple):
    """A field with a value."""

    field: Field
    value: str

    def match(self, candidate: Candidate) -> bool:
        """Whether a value of the field is, or for text contains, this value."""
        if not all(word in candidate.has for word in self.lookups()):
            return False
        if self.field.sort is Sort.TEXT:
            return any(
                contains(fold(value), self.value)
                for value in self.field.values_in_each_language(candidate.record)
            )
        return self.value in self.field.values(candidate.record)

    def lookups(self) -> list[Words]:
        """Words in the texts of each record that fits: looked up first, as reading is slow."""
        return [Words(self.value)] if self.field.name in TEXTS else []


class InRange(NamedTuple):
    """A date or number between two bounds; either may be open.

    Attributes:
        field: the field.
        low: the least value.
        high: the greatest value.
        is_strict: whether the bounds themselves are left out, of numbers.
    """

    field: Field
    low: str | None
    high: str | None
    is_strict: bool = False

    def match(self, candidate: Candidate) -> bool:
        """Whether a value is in the range; a year or month is in each range that it overlaps."""
        values = self.field.values(candidate.record)
        if self.field.sort is Sort.DATE:
            return any(_overlaps(value, self.low, self.high) for value in values)
        return any(
            _lies_between(value, self.low, self.high)
            and not (self.is_strict and _is_bound(value, self.low, self.high))
            for value in values
        )


class RunsIn(NamedTuple):
    """Projects that run at some time between two dates; either may be open.

    Attributes:
        low: the first date.
        high: the last one.
        today: the day on which that is asked.
    """

    low: str | None
    high: str | None
    today: date

    def match(self, candidate: Candidate) -> bool:
        """Whether the project runs then, by its dates and its status together."""
        first = first_day(self.low) if self.low else date.min
        last = last_day(self.high) if self.high else date.max
        return runs_in(candidate.record, RunningTime(first, last), self.today)


class Has(NamedTuple):
    """A field that is filled in."""

    field: Field

    def match(self, candidate: Candidate) -> bool:
        """Whether the field has any value."""
        return bool(self.field.values(candidate.record))


class Not(NamedTuple):
    """What should not be the case."""

    part: Query

    def match(self, candidate: Candidate) -> bool:
        """Whether the part does not fit."""
        return not self.part.match(candidate)


class And(NamedTuple):
    """All of these; of none, every record."""

    parts: tuple[Query, ...]

    def match(self, candidate: Candidate) -> bool:
        """Whether every part fits."""
        return all(part.match(candidate) for part in self.parts)


class Or(NamedTuple):
    """Any of these."""

    parts: tuple[Query, ...]

    def match(self, candidate: Candidate) -> bool:
        """Whether some part fits."""
        return any(part.match(candidate) for part in self.parts)


Query = Words | FieldIs | Equals | InItem | InRange | RunsIn | Has | Not | And | Or


def lookups(query: Query) -> Iterator[Words]:
    """The words of a query that have to be looked up before a record can be matched."""
    if isinstance(query, Words):
        yield query
    elif isinstance(query, FieldIs | InItem):
        yield from query.lookups()
    elif isinstance(query, Not):
        yield from lookups(query.part)
    elif isinstance(query, And | Or):
        for part in query.parts:
            yield from lookups(part)


def contains(folded: str, wanted: str) -> bool:
    """Whether a folded text has these words in order; one long word may be part of a compound."""
    parts = _words(wanted)
    if not parts:
        return False
    if len(parts) == 1 and len(parts[0]) >= SHORTEST_PART:
        return parts[0] in folded
    phrase = r"[\W_]+".join(parts)  # folded words hold nothing but letters and digits
    return re.search(rf"(?<![^\W_]){phrase}(?![^\W_])", folded) is not None


@lru_cache(maxsize=100)
def _words(wanted: str) -> list[str]:
    return words(wanted)


def _overlaps(value: str, low: str | None, high: str | None) -> bool:
    is_before_end = high is None or first_day(value) <= last_day(high)
    return is_before_end and (low is None or last_day(value) >= first_day(low))


def _lies_between(value: str, low: str | None, high: str | None) -> bool:
    from decimal import Decimal  # noqa: PLC0415  (few questions ask for numbers)

    number = Decimal(value)
    is_above = low is None or number >= Decimal(low)
    is_below = high is None or number <= Decimal(high)
    return is_above and is_below


def _is_bound(value: str, *bounds: str | None) -> bool:
    from decimal import Decimal  # noqa: PLC0415  (few questions ask for numbers)

    return any(bound is not None and Decimal(bound) == Decimal(value) for bound in bounds)
