"""XML of the OpenAIRE CERIF profile 1.2, which research information systems (CRIS) exchange.

The profile (https://doi.org/10.5281/zenodo.8050936) has no root element for several projects: they
are wrapped in the response of an OAI-PMH server
(https://www.openarchives.org/OAI/openarchivesprotocol.html), as in the profile's own sample. There
is no server here: the request has no URL, and record identifiers use the reserved domain `.invalid`
(RFC 2606).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import BinaryIO
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement

from projectkit.dutch.person_names import with_titles
from projectkit.export.format import Loss, Options
from projectkit.export.record_parts import OTHER_TEXTS, has_other_texts, main_section, unplaced
from projectkit.export.xml_parts import LANGUAGE, add, for_xml, in_role, xml_losses, xml_text
from projectkit.language.translate import _, later
from projectkit.model.plain import (
    PlainFunding,
    PlainOrganisation,
    PlainPerson,
    PlainRecord,
    value_of,
)

_NAMESPACE = "https://www.openaire.eu/cerif-profile/1.2/"
_FUNDING_TYPES = "https://www.openaire.eu/cerif-profile/vocab/OpenAIRE_Funding_Types"
_IDENTIFIER_TYPES = "https://w3id.org/cerif/vocab/IdentifierTypes"
_HEAD = """\
<?xml version="1.0" encoding="utf-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">
<responseDate>{moment}</responseDate>
<request verb="ListRecords" metadataPrefix="cerif_openaire" set="openaire_cris_projects"/>
"""
_RECORD = """\
<record>
<header><identifier>oai:projectkit.invalid:Projects/{id}</identifier><datestamp>{moment}</datestamp>\
<setSpec>openaire_cris_projects</setSpec></header>
<metadata>
{project}
</metadata>
</record>
"""
# OAI-PMH requires at least one record, or this error.
_NO_RECORDS = '<error code="noRecordsMatch">no projects</error>\n'
_UNPLACED = ("status", "page_date", "progress_percent", "subprojects", "links")
_DATES = {"start_date": "StartDate", "end_date": "EndDate"}
# By the length of the date. CERIF requires full dates for a project (xs:date).
_TOO_VAGUE = {
    4: later("a year where CERIF wants a day"),
    7: later("a month where CERIF wants a day"),
}
# Elements in the order of the schema, with the roles that they express.
_CONSORTIUM = {
    "Coordinator": "lead",
    "Partner": "partner",
    "Contractor": "contractor",
    "Member": "other",
}
_TEAM = {
    "PrincipalInvestigator": frozenset({"project_leader", "lead_applicant"}),
    "Contact": frozenset({"contact"}),
}
_LARGER_FUNDING = {"Call": "call", "FundingProgramme": "programme"}
_EXACT_ROLES = frozenset({"project_leader", "contact", "member"})
_MAX_SERVICE_ID = 128


def write_cerif(records: Iterable[PlainRecord], file: BinaryIO, options: Options) -> None:
    """Write projects one by one, as an OAI-PMH server would list them."""
    del options
    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    file.write(_HEAD.format(moment=moment).encode())
    before = "<ListRecords>\n"
    for record in records:
        project = xml_text(_project(for_xml(record)))
        item = _RECORD.format(id=record["id"], moment=moment, project=project)
        file.write(f"{before}{item}".encode())
        before = ""
    end = _NO_RECORDS if before else "</ListRecords>\n"
    file.write(f"{end}</OAI-PMH>\n".encode())


def cerif_losses(record: PlainRecord, options: Options) -> Iterator[Loss]:
    """What the profile has no element for, or only a more specific one."""
    del options
    yield from unplaced(record, _UNPLACED)
    if record["kind"] != "project":
        yield Loss("kind", _("CERIF describes projects only"))
    for field in _DATES:
        if reason := _TOO_VAGUE.get(len(value_of(record, field) or "")):
            yield Loss(field, _(reason))
    if has_other_texts(record):
        yield Loss("sections", OTHER_TEXTS)
    if any(len(item["scheme"]) > _MAX_SERVICE_ID for item in record["identifiers"]):
        reason = _("a scheme longer than {most} characters").format(most=_MAX_SERVICE_ID)
        yield Loss("identifiers", reason)
    yield from _money_losses(record)
    yield from _person_losses(record)
    yield from xml_losses(record, _UNPLACED)


def _money_losses(record: PlainRecord) -> Iterator[Loss]:
    if any(item["amount"] is not None and not item["currency"] for item in record["funding"]):
        yield Loss("funding", _("an amount without a currency"))
    if any(item["currency"] and item["amount"] is None for item in record["funding"]):
        yield Loss("funding", _("a currency without an amount"))


def _person_losses(record: PlainRecord) -> Iterator[Loss]:
    if any(not _EXACT_ROLES.issuperset(person["roles"]) for person in record["persons"]):
        yield Loss("persons", _("a role other than project leader, contact or member"))
    if any(person["role_text"] for person in record["persons"]):
        yield Loss("persons", _("a role as written"))
    if any(person["address"] for person in record["persons"]):
        yield Loss("persons", _("a person's address"))


def _project(record: PlainRecord) -> Element:
    language = {LANGUAGE: record["language"]}
    project = Element("Project", {"xmlns": _NAMESPACE, "id": f"Projects/{record['id']}"})
    for title in (record["title"], *record["alternate_titles"]):
        add(project, "Title", title, language)
    for item in record["identifiers"]:
        add(project, "Identifier", item["value"], _identifier_attributes(item["scheme"]))
    for field, tag in _DATES.items():
        date = value_of(record, field)
        if date and len(date) not in _TOO_VAGUE:
            add(project, tag, date)
    _add_consortium(project, record)
    _add_team(project, record)
    _add_funding(project, record)
    for theme in record["themes"]:
        add(project, "Keyword", theme, language)
    main = main_section(record)
    add(project, "Abstract", main["text"] if main else None, language)
    return project


def _identifier_attributes(scheme: str | None) -> dict[str, str]:
    """The type of an identifier, and who issued it."""
    if (scheme or "").casefold() == "doi":
        return {"type": f"{_IDENTIFIER_TYPES}#DOI"}
    reference = {"type": f"{_IDENTIFIER_TYPES}#ProjectReference"}
    if not scheme or len(scheme) > _MAX_SERVICE_ID:
        return reference
    return reference | {"issuerServiceId": scheme}


def _add_consortium(project: Element, record: PlainRecord) -> None:
    members = [(tag, item) for tag, role in _CONSORTIUM.items() for item in in_role(record, role)]
    consortium = SubElement(project, "Consortium") if members else project
    for tag, item in members:
        _add_organisation(SubElement(consortium, tag), item)


def _add_organisation(parent: Element, item: PlainOrganisation) -> None:
    """Add an organisation, or the unit of it that takes part as a part of it."""
    if item["unit"]:
        unit = SubElement(parent, "OrgUnit")
        add(unit, "Name", item["unit"])
        parent = SubElement(unit, "PartOf")
    organisation = SubElement(parent, "OrgUnit")
    add(organisation, "Name", item["name"])
    add(organisation, "RORID", item["ror"])


def _add_team(project: Element, record: PlainRecord) -> None:
    persons = [person for person in record["persons"] if person["name"]]
    placed = [
        (tag, person)
        for tag, roles in _TEAM.items()
        for person in persons
        if roles & {*person["roles"]}
    ]
    known = frozenset().union(*_TEAM.values())
    members = [
        person for person in persons if not person["roles"] or not known.issuperset(person["roles"])
    ]
    placed += [("Member", person) for person in members]
    team = SubElement(project, "Team") if placed else project
    for tag, person in placed:
        _add_person(SubElement(team, tag), person)


def _add_person(parent: Element, person: PlainPerson) -> None:
    """Add a person by full name: splitting it into given and family names would be a guess."""
    add(parent, "DisplayName", with_titles(person["name"], person["titles"]))
    element = SubElement(parent, "Person")
    if person["email"]:
        add(element, "ElectronicAddress", f"mailto:{quote(person['email'], safe='@+')}")
    if person["phone"]:
        add(element, "ElectronicAddress", f"tel:{person['phone']}")
    if person["organisation"]:
        affiliation = SubElement(SubElement(parent, "Affiliation"), "OrgUnit")
        add(affiliation, "Name", person["organisation"])


def _add_funding(project: Element, record: PlainRecord) -> None:
    """Add grants with their funders, then the funders without a known grant."""
    funders = in_role(record, "funder")
    for money in record["funding"]:
        funded = Element("Funded")
        if money["funder"]:
            unknown = PlainOrganisation(name=money["funder"], role="funder", unit=None, ror=None)
            known = next((item for item in funders if item["name"] == money["funder"]), unknown)
            _add_organisation(SubElement(funded, "By"), known)
        _add_grant(funded, money)
        if len(funded):
            project.append(funded)
    named = {money["funder"] for money in record["funding"]}
    for item in funders:
        if item["name"] not in named:
            _add_organisation(SubElement(SubElement(project, "Funded"), "By"), item)


def _add_grant(funded: Element, money: PlainFunding) -> None:
    """Add the project's grant, which is part of a call, which is part of a programme."""
    larger = [
        (kind, name) for kind, field in _LARGER_FUNDING.items() if (name := value_of(money, field))
    ]
    amount, currency = money["amount"], money["currency"]
    priced = {"currency": currency} if amount is not None and currency else None
    if not larger and not priced:
        return
    funding = _add_funding_device(SubElement(funded, "As"), "Grant")
    if priced:
        add(funding, "Amount", amount, priced)
    for kind, name in larger:
        funding = _add_funding_device(SubElement(funding, "PartOf"), kind)
        add(funding, "Name", name)


def _add_funding_device(parent: Element, kind: str) -> Element:
    funding = SubElement(parent, "Funding")
    add(funding, "Type", f"{_FUNDING_TYPES}#{kind}", {"xmlns": _FUNDING_TYPES})
    return funding
