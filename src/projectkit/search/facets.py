"""How many of the records that were found have each value of a field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from projectkit.search.fields import Sort

if TYPE_CHECKING:
    from projectkit.model.plain import PlainRecord
    from projectkit.search.fields import Field


class Facets:
    """Counts of the values of some fields, over records that are added one at a time.

    Args:
        fields: the fields.
        language: of the words in values that have them, `nl` or `en`.

    Attributes:
        without: for each field, how many records have no value.
    """

    def __init__(self, fields: Iterable[Field], language: str = "en") -> None:
        self._language = language
        self._fields = list({field.name: field for field in fields}.values())
        self._counts: dict[str, Counter[str]] = {field.name: Counter() for field in self._fields}
        self._written: dict[str, Counter[str]] = {field.name: Counter() for field in self._fields}
        self.without: Counter[str] = Counter()

    def add(self, record: PlainRecord) -> None:
        """Count a record."""
        for field in self._fields:
            values = field.values_in(record, self._language)
            self.without[field.name] += not values
            self._counts[field.name].update(set(map(field.known_by, values)))
            self._written[field.name].update(set(values))

    def values(self) -> dict[str, list[tuple[str, int]]]:
        """The values of each field: dates and numbers in order, others by frequency.

        Values that differ in case or accents only count as one, written as they are most often;
        so do the names of one organisation, as `model.identity` knows it.
        """
        return {
            field.name: _ranked(
                field, self._counts[field.name], _usual(field, self._written[field.name])
            )
            for field in self._fields
        }


def _usual(field: Field, written: Counter[str]) -> dict[str, str]:
    """How values are written most often."""
    by_frequency = sorted(sorted(written, reverse=True), key=written.__getitem__)
    return {field.known_by(value): value for value in by_frequency}


def _ranked(field: Field, counter: Counter[str], written: dict[str, str]) -> list[tuple[str, int]]:
    if field.sort is Sort.NUMBER:
        ranked = sorted(counter.items(), key=lambda each: float(each[0]))
    elif field.sort is Sort.DATE:
        ranked = sorted(counter.items())
    else:
        ranked = sorted(counter.items(), key=lambda each: (-each[1], each[0]))
    return [(written[key], count) for key, count in ranked]
