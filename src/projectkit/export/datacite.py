"""XML of the DataCite Metadata Schema 4.6, with which a DOI is registered.

The schema is at https://schema.datacite.org/meta/kernel-4.6/. What it requires and a record lacks
is filled with DataCite's codes for unknown values (appendix 3 of its documentation). Only the year
of publication has no such code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import BinaryIO, NamedTuple
from xml.etree.ElementTree import Element, SubElement

from projectkit.export.format import Loss, Options
from projectkit.export.record_parts import (
    NO_WEB_ADDRESS,
    award_name,
    is_web_address,
    main_section,
    unplaced,
)
from projectkit.export.xml_parts import LANGUAGE, add, for_xml, in_role, xml_losses, xml_text
from projectkit.language.translate import _, later
from projectkit.model.plain import PlainIdentifier, PlainPerson, PlainRecord, value_of

_NAMESPACE = "http://datacite.org/schema/kernel-4"
_HEAD = b'<?xml version="1.0" encoding="utf-8"?>\n'
# Codes for values known to be unknown, and for values that are unavailable and possibly unknown.
_UNKNOWN, _UNAVAILABLE = ":unkn", ":unav"
_UNPLACED = ("status", "progress_percent")
_DOI = re.compile(
    r"(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s*)?(?P<doi>10\.\d{4,9}(?:\.\d+)*/\S+)",
    re.ASCII | re.IGNORECASE,
)
# The roles of the main researchers, and all roles in DataCite's words (appendix 1).
_CREATORS = frozenset(
    {"project_leader", "programme_leader", "lead_applicant", "lector", "researcher"}
)
_CONTRIBUTORS = {
    "project_leader": "ProjectLeader",
    "coordinator": "ProjectManager",
    "lector": "Supervisor",
    "researcher": "Researcher",
    "contact": "ContactPerson",
    "member": "ProjectMember",
    "other": "Other",
}
_DESCRIPTIONS = {"approach": "Methods"}
_LOST_OF_PERSONS = {
    "titles": later("a person's titles"),
    "role_text": later("a role as written"),
    "email": later("a person's e-mail address"),
    "phone": later("a person's phone number"),
    "address": later("a person's address"),
}


def write_datacite(records: Iterable[PlainRecord], file: BinaryIO, options: Options) -> None:
    """Write one project as a document, and none or several inside `<resources>`.

    The schema has one resource per document. `<resources>` is in no namespace and in no schema:
    each of its children is a valid DataCite document by itself. Projects without a year are left
    out.
    """
    del options
    resources = (
        xml_text(_resource(for_xml(record), year)) for record in records if (year := _year(record))
    )
    first = list(islice(resources, 2))
    file.write(_HEAD)
    if len(first) == 1:
        file.write(f"{first[0]}\n".encode())
        return
    file.write(b"<resources>\n")
    file.writelines(f"{resource}\n".encode() for resource in chain(first, resources))
    file.write(b"</resources>\n")


def datacite_losses(record: PlainRecord, options: Options) -> Iterator[Loss]:
    """What DataCite has no property for; everything, if the record has no year."""
    del options
    if not _year(record):
        reason = _("DataCite requires a year: the project is left out")
        yield Loss("page_date", reason, is_all=True)
        return
    yield from unplaced(record, _UNPLACED)
    if any(item["amount"] is not None or item["currency"] for item in record["funding"]):
        yield Loss("funding", _("an amount of money"))
    yield from _people_losses(record)
    if _loses_heading(record):
        yield Loss("sections", _("the heading of the summary, or of a section without text"))
    if any(part["text"] for part in record["subprojects"]):
        yield Loss("subprojects", _("the text of a subproject"))
    if any(not is_web_address(link["url"]) for link in record["links"]):
        yield Loss("links", NO_WEB_ADDRESS)
    if any(link["label"] for link in record["links"]):
        yield Loss("links", _("the text of a link"))
    yield from xml_losses(record, _UNPLACED)


def _people_losses(record: PlainRecord) -> Iterator[Loss]:
    roles = [item["role"] for item in record["organisations"]]
    if roles.count("lead") > 1 or {"partner", "contractor"}.intersection(roles):
        yield Loss(
            "organisations",
            _("the role of an organisation that is neither the first lead nor a funder"),
        )
    if any(item["unit"] for item in record["organisations"] if item["role"] == "funder"):
        yield Loss("organisations", _("a funder's unit"))
    if any(not _CONTRIBUTORS.keys() >= set(person["roles"]) for person in record["persons"]):
        yield Loss("persons", _("the role of lead applicant or programme leader"))
    for part, reason in _LOST_OF_PERSONS.items():
        if any(value_of(person, part) for person in record["persons"]):
            yield Loss("persons", _(reason))


def _loses_heading(record: PlainRecord) -> bool:
    main = main_section(record)
    if main and main["heading"]:
        return True
    return any(part["heading"] and not part["text"] for part in record["sections"])


class _CreatorName(NamedTuple):
    """The name of a person or an organisation, and the organisation that it belongs to."""

    name: str | None
    part_of: str | None = None
    ror: str | None = None
    is_person: bool = False


def _year(record: PlainRecord) -> str | None:
    """The year in which the project was made public: of its page, or else of its start."""
    day = record["page_date"] or record["start_date"]
    return day[:4] if day else None


def _resource(record: PlainRecord, year: str) -> Element:
    resource = Element("resource", {"xmlns": _NAMESPACE})
    _add_identifier(resource, record)
    _add_creators(resource, record)
    _add_titles(resource, record)
    _add_publisher(resource, record)
    add(resource, "publicationYear", year)
    add(resource, "resourceType", record["kind"], {"resourceTypeGeneral": "Project"})
    subjects = SubElement(resource, "subjects")
    for theme in record["themes"]:
        add(subjects, "subject", theme, {LANGUAGE: record["language"]})
    _add_contributors(resource, record)
    _add_dates(resource, record)
    add(resource, "language", record["language"])
    _add_alternate_identifiers(resource, record)
    _add_links(resource, record)
    _add_descriptions(resource, record)
    _add_funding(resource, record)
    _add_subprojects(resource, record)
    for empty in [part for part in resource if not part.text and not len(part)]:
        resource.remove(empty)
    return resource


def _doi(identifier: PlainIdentifier) -> str | None:
    """The DOI in an identifier, without its prefix; None if it is not a DOI."""
    if (identifier["scheme"] or "").casefold() != "doi":
        return None
    found = _DOI.fullmatch(identifier["value"] or "")
    return found["doi"] if found else None


def _add_identifier(resource: Element, record: PlainRecord) -> None:
    """Add the DOI, the only identifier that DataCite accepts here, or the code for none."""
    doi = next(filter(None, map(_doi, record["identifiers"])), _UNAVAILABLE)
    add(resource, "identifier", doi, {"identifierType": "DOI"})


def _add_alternate_identifiers(resource: Element, record: PlainRecord) -> None:
    others = SubElement(resource, "alternateIdentifiers")
    add(others, "alternateIdentifier", record["id"], {"alternateIdentifierType": "Local"})
    first = next((item for item in record["identifiers"] if _doi(item)), None)
    for item in record["identifiers"]:
        if item is not first and item["scheme"]:
            kind = {"alternateIdentifierType": item["scheme"]}
            add(others, "alternateIdentifier", item["value"], kind)


def _add_titles(resource: Element, record: PlainRecord) -> None:
    titles = SubElement(resource, "titles")
    if record["title"]:
        add(titles, "title", record["title"], {LANGUAGE: record["language"]})
    else:
        add(titles, "title", _UNAVAILABLE)
    for title in record["alternate_titles"]:
        add(titles, "title", title, {"titleType": "AlternativeTitle", LANGUAGE: record["language"]})


def _person(person: PlainPerson) -> _CreatorName:
    return _CreatorName(person["name"], person["organisation"], is_person=True)


def _creators(record: PlainRecord) -> list[_CreatorName]:
    """The persons who lead and do the research, or else the organisations that lead."""
    leaders = [
        person
        for person in record["persons"]
        if person["name"] and _CREATORS.intersection(person["roles"])
    ]
    return [*map(_person, leaders)] or [
        _CreatorName(item["name"], ror=item["ror"]) for item in in_role(record, "lead")
    ]


def _add_creators(resource: Element, record: PlainRecord) -> None:
    creators = SubElement(resource, "creators")
    for name in _creators(record):
        _add_name(SubElement(creators, "creator"), "creatorName", name)
    if not len(creators):
        add(SubElement(creators, "creator"), "creatorName", _UNKNOWN)


def _add_name(parent: Element, tag: str, name: _CreatorName) -> None:
    """Add a name as written: splitting it into given and family names would be a guess."""
    add(parent, tag, name.name, {"nameType": "Personal" if name.is_person else "Organizational"})
    scheme = {"nameIdentifierScheme": "ROR", "schemeURI": "https://ror.org"}
    add(parent, "nameIdentifier", name.ror, scheme)
    add(parent, "affiliation", name.part_of)


def _add_publisher(resource: Element, record: PlainRecord) -> None:
    lead = next(iter(in_role(record, "lead")), {"name": _UNKNOWN, "ror": None})
    ror = {"publisherIdentifierScheme": "ROR", "schemeURI": "https://ror.org"}
    if lead["ror"]:
        add(resource, "publisher", lead["name"], {"publisherIdentifier": lead["ror"], **ror})
    else:
        add(resource, "publisher", lead["name"])


def _contributing_persons(record: PlainRecord) -> Iterator[tuple[str, _CreatorName]]:
    """Persons in each of their roles; one who is only a creator is not listed again."""
    for person in record["persons"]:
        kinds = [_CONTRIBUTORS[role] for role in person["roles"] if role in _CONTRIBUTORS]
        if not kinds and _CREATORS.isdisjoint(person["roles"]):
            kinds = ["RelatedPerson"]
        for kind in kinds:
            yield kind, _person(person)


def _contributing_organisations(record: PlainRecord) -> Iterator[tuple[str, _CreatorName]]:
    """Organisations other than creators, publisher and funders; their units as research groups."""
    creators = {name.name for name in _creators(record)}
    publisher = {item["name"] for item in in_role(record, "lead")[:1]}
    for item in record["organisations"]:
        if item["role"] == "funder":
            continue
        if item["name"] not in creators | publisher:
            yield "Other", _CreatorName(item["name"], ror=item["ror"])
        yield "ResearchGroup", _CreatorName(item["unit"], part_of=item["name"])


def _add_contributors(resource: Element, record: PlainRecord) -> None:
    contributors = SubElement(resource, "contributors")
    found = chain(_contributing_persons(record), _contributing_organisations(record))
    for kind, name in found:
        if name.name:
            contributor = SubElement(contributors, "contributor", {"contributorType": kind})
            _add_name(contributor, "contributorName", name)


def _add_dates(resource: Element, record: PlainRecord) -> None:
    """Add the date of the page, and the period of the project (a range by RKMS-ISO8601).

    Of DataCite's date types, `Collected` is for "precise or particular timeframes in which research
    was conducted"; `Valid` would say when the description holds.
    """
    dates = SubElement(resource, "dates")
    add(dates, "date", record["page_date"], {"dateType": "Issued"})
    start, end = record["start_date"], record["end_date"]
    if start or end:
        about = {"dateType": "Collected", "dateInformation": "running time of the project"}
        add(dates, "date", f"{start or ''}/{end or ''}", about)


def _add_links(resource: Element, record: PlainRecord) -> None:
    related = SubElement(resource, "relatedIdentifiers")
    for link in record["links"]:
        if link["url"] and is_web_address(link["url"]):
            kind = {"relatedIdentifierType": "URL", "relationType": "References"}
            add(related, "relatedIdentifier", link["url"], kind)


def _add_descriptions(resource: Element, record: PlainRecord) -> None:
    """Add all texts; all but the abstract keep their headings."""
    descriptions = SubElement(resource, "descriptions")
    main = main_section(record)
    for section in record["sections"]:
        kind, text = _DESCRIPTIONS.get(section["kind"], "Other"), section["text"]
        if section is main:
            kind = "Abstract"
        elif text and section["heading"]:
            text = f"{section['heading']}\n\n{text}"
        about = {"descriptionType": kind, LANGUAGE: record["language"]}
        add(descriptions, "description", text, about)


def _add_funding(resource: Element, record: PlainRecord) -> None:
    """Add grants with their funders, then the funders without a known grant."""
    references = SubElement(resource, "fundingReferences")
    rors = {item["name"]: item["ror"] for item in in_role(record, "funder")}
    # An identifier's scheme is who issued it: a number issued by a funder is the award number.
    numbers = {(item["scheme"] or "").casefold(): item["value"] for item in record["identifiers"]}
    grants = [(item["funder"], award_name(item)) for item in record["funding"]]
    named = {funder for funder, _ in grants}
    for funder, award in [*grants, *((funder, "") for funder in rors if funder not in named)]:
        if funder or award:
            reference = SubElement(references, "fundingReference")
            add(reference, "funderName", funder or _UNKNOWN)
            ror = rors.get(funder) if funder else None
            add(reference, "funderIdentifier", ror, {"funderIdentifierType": "ROR"})
            add(reference, "awardNumber", numbers.get(funder.casefold()) if funder else None)
            add(reference, "awardTitle", award)


def _add_subprojects(resource: Element, record: PlainRecord) -> None:
    items = SubElement(resource, "relatedItems")
    for part in record["subprojects"]:
        if part["title"]:
            kind = {"relatedItemType": "Project", "relationType": "HasPart"}
            titles = SubElement(SubElement(items, "relatedItem", kind), "titles")
            add(titles, "title", part["title"], {LANGUAGE: record["language"]})
