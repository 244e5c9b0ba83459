"""The query language: text to a small tree, and whether a record fits the tree.

jeugdzorg "passende aanpak"      words and phrases, all of them
thema:jeugdzorg  start:2015..    a field, a range
has:end  no:title                a field that is filled in, or not
a OR b   NOT a   (a OR b) c      AND is what stands between two terms
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from projectkit.model.partial_date import first_day, is_partial_date, last_day
from projectkit.search.fields import Field, Sort, UnknownFieldError, field
from projectkit.search.fold import fold, words

if TYPE_CHECKING:
    from projectkit.model.record import Record

_SHORTEST_PART = 4


class QueryError(ValueError):
    """The query cannot be understood; the message says why and where."""


class Words(NamedTuple):
    """A bare word, or a phrase of several."""

    text: str

    def match(self, record: Record) -> bool:
        """Whether the record has the word, alone or in a compound, or the phrase."""
        return contains(full_text(record), self.text)


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


Query = Words | FieldIs | InRange | Has | Not | And | Or


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


# 1.500 is fifteen hundred, as Dutch writes it.
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", re.ASCII)
_NUMBER = re.compile(r"\d{1,18}(?:[.,]\d{1,9})?", re.ASCII)
_TOKEN = re.compile(r"""\(|\)|(?:"[^"]*"|[^\s()"])+|\s+""")


def parse(text: str | Iterable[str]) -> Query:
    """Read a query; several arguments mean the same as one with spaces between.

    Raises:
        QueryError: if it cannot be understood.
    """
    joined = text if isinstance(text, str) else " ".join(text)
    if joined.count('"') % 2:
        message = 'a `"` has no second one'
        raise QueryError(message)
    tokens = [match[0] for match in _TOKEN.finditer(joined) if match[0].strip()]
    parser = _Parser(tokens)
    query = parser.alternatives()
    if parser.rest:
        message = f"there is a `{parser.rest[0]}` too many"
        raise QueryError(message)
    return query


class _Parser:
    _MAX_DEPTH = 50

    def __init__(self, tokens: list[str]) -> None:
        self.rest = deque(tokens)
        self._depth = 0

    def alternatives(self) -> Query:
        options = [self._all()]
        while self.rest and self.rest[0] == "OR":
            self.rest.popleft()
            options.append(self._all())
        if len(options) > 1 and any(option == And(()) for option in options):
            message = "OR needs a term on either side"
            raise QueryError(message)
        return options[0] if len(options) == 1 else Or(tuple(options))

    def _all(self) -> Query:
        parts: list[Query] = []
        while self.rest and self.rest[0] not in {"OR", ")"}:
            if self.rest[0] == "AND" and parts and len(self.rest) > 1:
                self.rest.popleft()
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _one(self) -> Query:
        if not self.rest:
            message = "NOT needs a term behind it"
            raise QueryError(message)
        token = self.rest.popleft()
        if token == "NOT":  # noqa: S105  (a word of the query language)
            self._deeper()
            return Not(self._one())
        if token == "(":  # noqa: S105
            return self._group()
        return _term(token)

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > self._MAX_DEPTH:
            message = f"the query is nested deeper than {self._MAX_DEPTH}"
            raise QueryError(message)

    def _group(self) -> Query:
        self._deeper()
        query = self.alternatives()
        if not self.rest:
            message = "a `(` has no `)`"
            raise QueryError(message)
        self.rest.popleft()
        self._depth -= 1
        return query


def _term(token: str) -> Query:
    name, colon, value = token.partition(":")
    if not colon or '"' in name or value.startswith("//"):
        return Words(token.replace('"', ""))
    value = value.replace('"', "")
    try:
        if name in {"has", "no"}:
            if not value:
                message = f"`{name}:` needs a field behind it, such as `{name}:title`"
                raise QueryError(message)
            has = Has(field(value))
            return has if name == "has" else Not(has)
        return _field_term(field(name), value)
    except UnknownFieldError as error:
        raise QueryError(str(error)) from None


def _field_term(known: Field, value: str) -> Query:
    if not value:
        message = f"`{known.name}:` needs a value behind it; `has:{known.name}` asks whether it is filled in"
        raise QueryError(message)
    if known.sort is Sort.CHOICE:
        choices = known.choices or {}
        if fold(value) not in choices:
            message = f"`{known.name}` is one of {', '.join(choices)}; not `{value}`"
            raise QueryError(message)
        return FieldIs(known, str(choices[fold(value)]))
    if known.sort is Sort.TEXT:
        return FieldIs(known, value)
    low, dots, high = value.partition("..")
    bounds = [_bound(known, bound) for bound in (low, high if dots else low)]
    if dots and all(bounds) and _is_reversed(known, *bounds):
        message = f"`{known.name}:{value}` is empty: {high} comes before {low}"
        raise QueryError(message)
    return InRange(known, bounds[0], bounds[1])


def _is_reversed(known: Field, low: str | None, high: str | None) -> bool:
    if not low or not high:
        return False
    if known.sort is Sort.DATE:
        return last_day(high) < first_day(low)
    from decimal import Decimal  # noqa: PLC0415  (few questions ask for numbers)

    return Decimal(high) < Decimal(low)


def _written_date(text: str) -> str | None:
    from projectkit.dutch.dates import read_date  # noqa: PLC0415  (needs its words, which few questions need)

    return read_date(text)


def _bound(known: Field, text: str) -> str | None:
    if not text:
        return None
    if known.sort is Sort.DATE:
        date = text if is_partial_date(text) else _written_date(text)
        if date is None:
            message = f"`{known.name}:{text}` is no date: write 2015, 2015-09 or 2015-09-01, or a range 2015..2018"
            raise QueryError(message)
        return date
    plain = text.replace(".", "") if _THOUSANDS.fullmatch(text) else text
    if not _NUMBER.fullmatch(plain):
        message = f"`{known.name}:{text}` is no number"
        raise QueryError(message)
    return plain.replace(",", ".")
