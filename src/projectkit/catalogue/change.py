"""Changing fields of a record in a person's words: `status=afgerond`, `themes+=x`, `end_date=`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from projectkit.catalogue.root import CatalogueError
from projectkit.dutch.dates import read_date
from projectkit.dutch.status import read_status
from projectkit.language.translate import _
from projectkit.model.diagnostic import said
from projectkit.model.record import Record
from projectkit.validation.shape import wording

_ASSIGNMENT = re.compile(r"(?P<field>\w+)(?P<how>\+=|-=|=)(?P<value>.*)", re.DOTALL)
_LISTS = ("alternate_titles", "themes")
_DATES = ("start_date", "end_date", "page_date")
_SINGLE = ("kind", "title", "language", "status", *_DATES, "progress_percent")


@dataclass(frozen=True)
class Change:
    """One assignment.

    Attributes:
        field: a field of the record.
        how: `=` to set, `+=` to add to a list, `-=` to take from it.
        value: what a person wrote behind it.
    """

    field: str
    how: str
    value: str


def read_change(text: str) -> Change:
    """An assignment as a person writes it.

    Raises:
        CatalogueError: if it is none, or of a field that cannot be set on one line.
    """
    match = _ASSIGNMENT.fullmatch(text)
    if match is None:
        message = _(
            "`{text}` is not a change: write field=value, themes+=value or themes-=value"
        ).format(text=text)
        raise CatalogueError(message)
    field, how = match["field"], match["how"]
    allowed = _LISTS if how != "=" else (*_SINGLE, *_LISTS)
    if field not in allowed:
        close = get_close_matches(field, allowed, 1)
        hint = (
            _("did you mean `{close}`?").format(close=close[0])
            if close
            else _("use `projectkit edit` for the others")
        )
        message = _("`{field}` cannot be changed with {how}; with it go {fields}: {hint}").format(
            field=field, how=how, fields=", ".join(allowed), hint=hint
        )
        raise CatalogueError(message)
    return Change(field, how, match["value"].strip())


def changed(record: Record, changes: Iterable[Change]) -> Record:
    """A record with changes applied, in order.

    Raises:
        CatalogueError: if a value is none that the field can hold.
    """
    for change in changes:
        data = record.model_dump()
        data[change.field] = _value(record, change)
        try:
            record = Record.model_validate(data)
        except ValidationError as error:
            problem = said(wording(dict(error.errors(include_url=False)[0]), change.field))
            message = _("`{value}` cannot be the {field} of {id}: {problem}").format(
                value=change.value, field=change.field, id=record.id, problem=problem
            )
            raise CatalogueError(message) from None
    return record


def _value(record: Record, change: Change) -> Any:
    if change.field in _LISTS:
        return _list(getattr(record, change.field), change)
    if not change.value:
        return None
    if change.field == "status":
        return read_status(change.value) or change.value
    return (read_date(change.value) or change.value) if change.field in _DATES else change.value


def _list(held: tuple[str, ...], change: Change) -> tuple[str, ...]:
    """Items are parted by semicolons, since a comma may be part of one."""
    named = [item.strip() for item in change.value.split(";") if item.strip()]
    if change.how == "=":
        return tuple(dict.fromkeys(named))
    folded = {item.casefold() for item in (held if change.how == "+=" else named)}
    if change.how == "+=":
        return (*held, *(item for item in named if item.casefold() not in folded))
    return tuple(item for item in held if item.casefold() not in folded)
