"""The facts of a project with their labels, as the Markdown and HTML formats show them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from projectkit.export.format import Options
from projectkit.export.tables import REACHED_BY
from projectkit.model.labels import label
from projectkit.model.plain import PlainPerson, PlainRecord, value_of
from projectkit.search.fields import field, shown

FACTS = (
    "alternate_titles", "kind", "status", "start_date", "end_date", "page_date",
    "progress_percent", "themes", "lead", "partners", "funder", "programme", "amount",
)  # fmt: skip
# Roles of organisations that have a fact of their own.
_NAMED = frozenset({"lead", "partner", "funder"})


class LabelledValue(NamedTuple):
    """Something known of a project, with its label."""

    label: str
    values: list[str]


def facts(record: PlainRecord, options: Options) -> Iterator[LabelledValue]:
    """The known facts of a project, in the order in which a page shows them."""
    language = options.language
    found = [
        *(_of_field(name, record, language) for name in FACTS),
        LabelledValue(label("organisations", language), _other_organisations(record)),
        LabelledValue(label("call", language, "Funding"), _calls(record)),
        LabelledValue(label("identifiers", language), _identifiers(record)),
        LabelledValue(label("persons", language), list(map(_person, record["persons"]))),
    ]
    return (fact for fact in found if fact.values)


def _of_field(name: str, record: PlainRecord, language: str) -> LabelledValue:
    known = field(name)
    values = _amounts(record) if name == "amount" else known.values(record)
    return LabelledValue(known.label(language), [shown(known, value, language) for value in values])


def _other_organisations(record: PlainRecord) -> list[str]:
    return [
        " – ".join(filter(None, (item["name"], item["unit"])))
        for item in record["organisations"]
        if item["role"] not in _NAMED
    ]


def _calls(record: PlainRecord) -> list[str]:
    return [item["call"] for item in record["funding"] if item["call"]]


def _identifiers(record: PlainRecord) -> list[str]:
    return [f"{item['scheme']}: {item['value']}" for item in record["identifiers"]]


def _amounts(record: PlainRecord) -> list[str]:
    """Amounts with their currencies."""
    return [
        " ".join(filter(None, (item["currency"], item["amount"])))
        for item in record["funding"]
        if item["amount"]
    ]


def _person(person: PlainPerson) -> str:
    """A person with titles, role, organisation and contact data, as far as known."""
    name = " ".join(filter(None, (person["titles"], person["name"])))
    role = person["role_text"] or ", ".join(person["roles"]).replace("_", " ")
    contacts = (value_of(person, way) for way in REACHED_BY)
    return ", ".join(filter(None, (name, role, person["organisation"], *contacts)))
