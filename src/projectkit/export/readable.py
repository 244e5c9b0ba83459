"""What a readable page says of a project: its facts with their labels, for Markdown and HTML alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from projectkit.export.format import Options
from projectkit.export.tables import REACHED_BY
from projectkit.model.labels import label
from projectkit.model.plain import PlainPerson, PlainRecord, value_of
from projectkit.search.fields import field, shown

FACTS = (
    "alternate_titles", "kind", "status", "start_date", "end_date", "page_date", "progress_percent", "themes", "lead",
    "partners", "funder", "programme", "amount",
)  # fmt: skip
# Organisations in these roles have a fact of their own.
_NAMED = frozenset({"lead", "partner", "funder"})


class LabelledValue(NamedTuple):
    """What is known of a project, with its label."""

    label: str
    values: list[str]


def facts(record: PlainRecord, options: Options) -> Iterator[LabelledValue]:
    """The facts of a project that are known."""
    for name in FACTS:
        known = field(name)
        values = known.values(record) if name != "amount" else _amounts(record)
        if values:
            named = known.label(options.language)
            yield LabelledValue(named, [shown(known, value, options.language) for value in values])
    others = [
        " – ".join(filter(None, (item["name"], item["unit"])))
        for item in record["organisations"]
        if item["role"] not in _NAMED
    ]
    if others:
        yield LabelledValue(label("organisations", options.language), others)
    calls = [item["call"] for item in record["funding"] if item["call"]]
    if calls:
        yield LabelledValue(label("call", options.language, "Funding"), calls)
    numbers = [f"{item['scheme']}: {item['value']}" for item in record["identifiers"]]
    if numbers:
        yield LabelledValue(label("identifiers", options.language), numbers)
    persons = [_person(person) for person in record["persons"]]
    if persons:
        yield LabelledValue(label("persons", options.language), persons)


def _amounts(record: PlainRecord) -> list[str]:
    """Amounts with their currencies."""
    return [
        " ".join(filter(None, (item["currency"], item["amount"])))
        for item in record["funding"]
        if item["amount"]
    ]


def _person(person: PlainPerson) -> str:
    """A person with titles, role, organisation, and how to reach him or her, if that is there."""
    name = " ".join(part for part in (person["titles"], person["name"]) if part)
    role = person["role_text"] or ", ".join(person["roles"]).replace("_", " ")
    return ", ".join(
        part
        for part in (
            name,
            role,
            person["organisation"],
            *(value_of(person, way) for way in REACHED_BY),
        )
        if part
    )
