"""The record of one project: frozen, in fixed order, unknown keys refused.

Every field carries its label for people in Dutch and English beside it (`label_nl`, `label_en`).
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from projectkit.model import slug
from projectkit.model.labels import LABELS
from projectkit.model.partial_date import PATTERN as DATE_PATTERN
from projectkit.model.partial_date import has_form, is_partial_date
from projectkit.model.source import PART, Source

SCHEMA_VERSION = 1


def _whole_number(value: Any) -> Any:
    """Read digits only: left alone, pydantic takes the text "1.000" for the number 1."""
    if isinstance(value, str):
        if not re.fullmatch(r"0|[1-9]\d{0,17}", value, re.ASCII):
            kind = "whole_number"
            raise PydanticCustomError(kind, "should be a whole number without dots or signs")
        return int(value)
    return value


def _decimal(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"\d{1,15}(\.\d{1,2})?", value, re.ASCII):
        kind = "amount_form"
        raise PydanticCustomError(
            kind, "should be an amount such as 300000 or 300000.50, without thousands separators"
        )
    return value


def _checked_date(text: str) -> str:
    if not has_form(text):
        kind = "date_form"
        raise PydanticCustomError(kind, "should be a date such as 2009, 2009-09 or 2009-09-01")
    if not is_partial_date(text):
        kind = "no_such_date"
        raise PydanticCustomError(kind, "the calendar has no {date}", {"date": text})
    return text


PartialDate = Annotated[
    str,
    AfterValidator(_checked_date),
    WithJsonSchema({"type": "string", "pattern": DATE_PATTERN, "format": "partial-date"}),
]
"""A string that is a year, a month or a day; strings of this form sort in order of time."""
WholeNumber = Annotated[int, BeforeValidator(_whole_number)]
Amount = Annotated[
    Decimal,
    BeforeValidator(_decimal),
    Field(ge=0, max_digits=15, decimal_places=2),
    # Fifteen digits survive a JSON number exactly (IEEE 754 binary64).
    PlainSerializer(float, return_type=float, when_used="json"),
]
Text = Annotated[str, StringConstraints(min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=slug.PATTERN, max_length=slug.MAX_LENGTH + 20)]


def _with_labels(schema: dict[str, Any], model: type[BaseModel]) -> None:
    """What people call each field, in the JSON Schema: editors and forms can show it."""
    for name, field in schema.get("properties", {}).items():
        field["label_nl"], field["label_en"] = LABELS[model.__name__][name]


class RecordPart(BaseModel):
    """What every part of a record has in common."""

    model_config = PART | ConfigDict(json_schema_extra=_with_labels)


class Kind(StrEnum):
    """What sort of thing a record describes."""

    PROJECT = "project"
    PROGRAMME = "programme"
    MODULE = "module"
    NETWORK = "network"


class Status(StrEnum):
    """Where a project stands in its life."""

    PLANNED = "planned"
    ACTIVE = "active"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class OrganisationRole(StrEnum):
    """What an organisation does in a project."""

    LEAD = "lead"
    PARTNER = "partner"
    FUNDER = "funder"
    CONTRACTOR = "contractor"
    OTHER = "other"


class PersonRole(StrEnum):
    """What a person does in a project."""

    PROJECT_LEADER = "project_leader"
    PROGRAMME_LEADER = "programme_leader"
    COORDINATOR = "coordinator"
    LEAD_APPLICANT = "lead_applicant"
    CONTACT = "contact"
    LECTOR = "lector"
    RESEARCHER = "researcher"
    MEMBER = "member"
    OTHER = "other"


class SectionKind(StrEnum):
    """What a section of a page is about."""

    SUMMARY = "summary"
    BACKGROUND = "background"
    GOAL = "goal"
    AUDIENCE = "audience"
    APPROACH = "approach"
    RESULTS = "results"
    FUNDING = "funding"
    PARTNERS = "partners"
    CONTACT = "contact"
    MORE_INFO = "more_info"
    OTHER = "other"


class Identifier(RecordPart):
    """A number or code that others gave the project; always text, so that zeros stay."""

    scheme: Text = Field(description="Who gave it, for instance `zonmw` or `doi`.")
    value: Text


class Funding(RecordPart):
    """Money, and the scheme that it came from."""

    funder: Text | None = None
    programme: Text | None = None
    call: Text | None = None
    amount: Amount | None = Field(description="In units of the currency.", default=None)
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] | None = Field(
        description="ISO 4217 code.", default=None
    )


class Organisation(RecordPart):
    """An organisation and what it does in the project."""

    name: Text
    role: OrganisationRole = OrganisationRole.OTHER
    unit: Text | None = None
    ror: (
        Annotated[
            str, StringConstraints(pattern=r"^https://ror\.org/0[a-hjkmnp-tv-z0-9]{6}[0-9]{2}$")
        ]
        | None
    ) = Field(description="Identifier of the Research Organization Registry.", default=None)


class Person(RecordPart):
    """A person and what he or she does in the project."""

    name: Text = Field(description="Without titles.")
    titles: Text | None = Field(description="As written, before or after the name.", default=None)
    roles: tuple[PersonRole, ...] = ()
    role_text: Text | None = None
    organisation: Text | None = None
    email: Text | None = None
    phone: Annotated[str, StringConstraints(pattern=r"^\+[1-9]\d{6,14}$")] | None = Field(
        description="E.164 (ITU-T), for instance +31307001234.", default=None
    )
    address: Text | None = None


class Section(RecordPart):
    """A piece of running text under one heading."""

    kind: SectionKind
    heading: Text | None = Field(
        description="As on the page; null for text before any heading.", default=None
    )
    text: str = Field(description="Paragraphs, `- ` lists and `1. ` lists.", default="")


class Subproject(RecordPart):
    """A part of the project with a name of its own."""

    title: Text
    text: str = ""


class Link(RecordPart):
    """An address on the web."""

    url: Text
    label: Text | None = None


class Record(RecordPart):
    """All that is known of one project."""

    schema_version: Annotated[WholeNumber, Field(ge=1, le=SCHEMA_VERSION)] = SCHEMA_VERSION
    id: Slug = Field(description="Given once, then stable for ever.")
    kind: Kind = Kind.PROJECT
    title: Text | None = None
    alternate_titles: tuple[Text, ...] = ()
    language: Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")] = (
        Field(description="BCP 47 tag.", default="nl")
    )
    status: Status | None = None
    start_date: PartialDate | None = None
    end_date: PartialDate | None = None
    page_date: PartialDate | None = Field(description="The date of the page.", default=None)
    progress_percent: Annotated[WholeNumber, Field(ge=0, le=100)] | None = Field(
        description="Per cent of the running time that has passed.", default=None
    )
    themes: tuple[Text, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    funding: tuple[Funding, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    persons: tuple[Person, ...] = ()
    sections: tuple[Section, ...] = ()
    subprojects: tuple[Subproject, ...] = ()
    links: tuple[Link, ...] = ()
    source: Source | None = Field(description="Where each value was read.", default=None)
