"""A field and its value in a query: text, a choice, a date, a number, a range."""

from __future__ import annotations

import re
from datetime import date

from projectkit.language.translate import _
from projectkit.model.partial_date import first_day, is_partial_date, last_day
from projectkit.search.conditions import Equals, FieldIs, InRange, Query, RunsIn
from projectkit.search.fields import Field, Sort, field, value_meant
from projectkit.search.fold import fold
from projectkit.search.query_errors import QueryError, unknown_word

# 1.500 is fifteen hundred, as Dutch writes it.
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", re.ASCII)
# Words for the day on which somebody asks.
_NOW = frozenset({"nu", "vandaag", "now", "today"})
_NUMBER = re.compile(r"\d{1,18}(?:[.,]\d{1,9})?", re.ASCII)


def field_term(name: str, value: str) -> Query:
    """A field that has a value, or lies in a range.

    Raises:
        QueryError: if the field cannot have this value.
        UnknownFieldError: if no record has the field.
    """
    known = field(name)
    if not value:
        message = _(
            "`{name}:` needs a value behind it; `has:{name}` asks whether it is filled in"
        ).format(name=name)
        raise QueryError(message)
    if known.sort is Sort.CHOICE:
        return FieldIs(known, _chosen(known, name, value))
    if known.sort is Sort.TEXT:
        return FieldIs(known, value)
    return _range(known, name, value)


def _chosen(known: Field, name: str, value: str) -> str:
    """The value of a choice, in the terms of the record."""
    chosen = value_meant(known, value.replace("_", " "))
    if chosen is not None:
        return chosen
    choices = known.choices or {}
    message = _("`{name}` is one of {names}; not `{value}`").format(
        name=name, names=", ".join(choices), value=value
    )
    raise unknown_word(message, value, choices, lambda word: f"{name}:{word}")


def _range(known: Field, name: str, value: str) -> Query:
    """Dates or numbers from one to another; one by itself is a range too."""
    low, dots, high = value.partition("..")
    bounds = [_bound(known, name, bound) for bound in (low, high if dots else low)]
    if dots and all(bounds) and _is_reversed(known, *bounds):
        message = _("`{name}:{value}` is empty: {high} comes before {low}").format(
            name=name, value=value, high=high, low=low
        )
        raise QueryError(message)
    return _between(known, bounds[0], bounds[1])


def compared(name: str, sign: str, value: str) -> Query:
    """A field that is equal to a value, or lies on one side of it.

    Raises:
        QueryError: if the field has no order, or cannot have this value.
        UnknownFieldError: if no record has the field.
    """
    known = field(name)
    if sign == "=":
        return Equals(known, value) if known.sort is Sort.TEXT else field_term(name, value)
    if known.sort not in {Sort.DATE, Sort.NUMBER}:
        message = _("`{name}` has no order: write {name}:{value}").format(name=name, value=value)
        raise QueryError(message)
    bound = _bound(known, name, value)
    is_low = sign[0] == ">"
    if known.sort is Sort.DATE and sign in {"<", ">"} and bound:
        bound = _day_beside(bound, is_low=is_low)
    is_strict = known.sort is Sort.NUMBER and sign in {"<", ">"}
    return _between(known, *((bound, None) if is_low else (None, bound)), is_strict=is_strict)


def _between(
    known: Field, low: str | None, high: str | None, *, is_strict: bool = False
) -> InRange | RunsIn:
    """What lies between two bounds: of the time that a project runs, its status tells too."""
    if known.name == "active":
        return RunsIn(low, high, _today())
    return InRange(known, low, high, is_strict)


def _today() -> date:
    """The day as people see it."""
    return date.today()  # noqa: DTZ011


def _day_beside(bound: str, *, is_low: bool) -> str:
    """The first day after a date, or the last one before it, as far as the calendar goes."""
    known = last_day(bound) if is_low else first_day(bound)
    ordinal = known.toordinal() + (1 if is_low else -1)
    if not known.min.toordinal() <= ordinal <= known.max.toordinal():
        return known.isoformat()
    return known.fromordinal(ordinal).isoformat()


def _is_reversed(known: Field, low: str | None, high: str | None) -> bool:
    if not low or not high:
        return False
    if known.sort is Sort.DATE:
        return last_day(high) < first_day(low)
    from decimal import Decimal  # noqa: PLC0415  (few questions ask for numbers)

    return Decimal(high) < Decimal(low)


def _bound(known: Field, name: str, text: str) -> str | None:
    """One end of a range, in the terms of the record; None if it is open."""
    if not text:
        return None
    return _date(name, text) if known.sort is Sort.DATE else _number(name, text)


def _date(name: str, text: str) -> str:
    if is_partial_date(text):
        return text
    if fold(text) in _NOW:
        return _today().isoformat()
    from projectkit.dutch.dates import read_date  # noqa: PLC0415  (needs its words, which few questions need)

    read = read_date(text)
    if read is None:
        told = _(
            "`{name}:{text}` is not a date: "
            "write 2015, 2015-09, 2015-09-01 or now, or a range 2015..2018"
        )
        raise QueryError(told.format(name=name, text=text))
    return read


def _number(name: str, text: str) -> str:
    plain = text.replace(".", "") if _THOUSANDS.fullmatch(text) else text
    if not _NUMBER.fullmatch(plain):
        told = _(
            "`{name}:{text}` is not a number: "
            "write 50000, or a range 50000..100000, 50000.. or ..100000"
        )
        raise QueryError(told.format(name=name, text=text))
    return plain.replace(",", ".")
