"""A record as plain data: what JSON holds of it, with the type of each value.

The fields are those of `model.record`. Amounts are text, as they were written, and of `source` only
`file` and `url` are there. This module imports nothing heavy: answering a question needs no model.
Ask with `record[field]`: the texts of a stored record are fetched when they are asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypedDict


class PlainIdentifier(TypedDict):
    """A number that others gave the project."""

    scheme: str
    value: str


class PlainFunding(TypedDict):
    """Money, and the scheme that it came from."""

    funder: str | None
    programme: str | None
    call: str | None
    amount: str | None
    currency: str | None


class PlainOrganisation(TypedDict):
    """An organisation and what it does in the project."""

    name: str
    role: str
    unit: str | None
    ror: str | None


class PlainPerson(TypedDict):
    """A person and what he or she does in the project."""

    name: str
    titles: str | None
    roles: list[str]
    role_text: str | None
    organisation: str | None
    email: str | None
    phone: str | None
    address: str | None


class PlainSection(TypedDict):
    """A piece of running text under one heading."""

    kind: str
    heading: str | None
    text: str


class PlainSubproject(TypedDict):
    """A part of the project with a name of its own."""

    title: str
    text: str


class PlainLink(TypedDict):
    """An address on the web."""

    url: str
    label: str | None


class PlainSource(TypedDict):
    """The page that a record was made of."""

    file: str
    url: str | None


class PlainRecord(TypedDict):
    """All that is known of one project."""

    schema_version: int
    id: str
    kind: str
    title: str | None
    alternate_titles: list[str]
    language: str
    status: str | None
    start_date: str | None
    end_date: str | None
    page_date: str | None
    progress_percent: int | None
    themes: list[str]
    identifiers: list[PlainIdentifier]
    funding: list[PlainFunding]
    organisations: list[PlainOrganisation]
    persons: list[PlainPerson]
    sections: list[PlainSection]
    subprojects: list[PlainSubproject]
    links: list[PlainLink]
    source: PlainSource | None


def value_of(item: Mapping[str, object], name: str) -> Any:
    """A value of a record or a part by a name that is only known when it is asked for."""
    return item[name]


def texts_in(value: Any) -> Iterator[str]:
    """Every text in plain data."""
    if isinstance(value, str):
        yield value
        return
    parts = value.values() if isinstance(value, dict) else value
    for part in parts if isinstance(value, dict | list | tuple) else ():
        yield from texts_in(part)


def with_texts(value: Any, change: Callable[[str], str]) -> Any:
    """Plain data with each of its texts changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: with_texts(part, change) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [with_texts(part, change) for part in value]
    return value
