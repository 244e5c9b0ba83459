"""XML of the DataCite Metadata Schema 4.6: what a DOI is registered with (https://schema.datacite.org/meta/kernel-4.6/).

What the schema demands and a record does not tell is given with DataCite's own codes for unknown
values (appendix 3 of its documentation). Only a year of publication has no such code.
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
# Codes for values that are known to be unknown, and that are unavailable, possibly unknown.
_UNKNOWN, _UNAVAILABLE = ":unkn", ":unav"
_UNPLACED = ("status", "progress_percent")
_DOI = re.compile(
    r"(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s*)?(?P<doi>10\.\d{4,9}(?:\.\d+)*/\S+)",
    re.ASCII | re.IGNORECASE,
)
# Who the main researchers are, and what else persons and organisations do, in DataCite's words
# (appendix 1).
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
    "titles": later("titles of a person"),
    "role_text": later("a role as written"),
    "email": later("an e-mail address of a person"),
    "phone": later("a phone number of a person"),
    "address": later("an address of a person"),
}


def write_datacite(records: Iterable[PlainRecord], file: BinaryIO, options: Options) -> None:
    """Write a project as a document of its own, and any other number of projects inside `<resources>`.

    The schema knows one resource per document. `<resources>` is in no namespace and in no schema:
    each of its children is what DataCite takes, and valid alone. Projects without a year are left
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
        yield Loss("page_date", _("DataCite wants a year: the project is left out"))
        return
    yield from unplaced(record, _UNPLACED)
    if any(item["amount"] is not None or item["currency"] for item in record["funding"]):
        yield Loss("funding", _("an amount of money"))
    yield from _people_losses(record)
    main = main_section(record)
    if (main and main["heading"]) or any(
        part["heading"] and not part["text"] for part in record["sections"]
    ):
        yield Loss("sections", _("the heading of the summary, or of a section without text"))
    if any(part["text"] for part in record["subprojects"]):
        yield Loss("subprojects", _("the text of a part of the project"))
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
            _("what an organisation does, unless it is the first that leads or a funder"),
        )
    if any(item["unit"] for item in record["organisations"] if item["role"] == "funder"):
        yield Loss("organisations", _("a unit of a funder"))
    if any(not _CONTRIBUTORS.keys() >= set(person["roles"]) for person in record["persons"]):
        yield Loss("persons", _("that a person is the lead applicant or the leader of a programme"))
    for part, reason in _LOST_OF_PERSONS.items():
        if any(value_of(person, part) for person in record["persons"]):
            yield Loss("persons", _(reason))


class _CreatorName(NamedTuple):
    """The name of a person, or else of an organisation; for a person, `part_of` is where he or she works."""

    name: str | None
    part_of: str | None = None
    ror: str | None = None
    is_person: bool = False


def _year(record: PlainRecord) -> str | None:
    """The year in which the project was made public: that of its page, or else in which it began."""
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
    """The DOI that an identifier is, without what may stand before it."""
    found = _DOI.fullmatch(identifier["value"] or "")
    return found["doi"] if found and (identifier["scheme"] or "").casefold() == "doi" else None


def _add_identifier(resource: Element, record: PlainRecord) -> None:
    """Add the DOI; DataCite takes no other identifier here, and wants a code where there is no DOI."""
    doi = next(filter(None, map(_doi, record["identifiers"])), _UNAVAILABLE)
    add(resource, "identifier", doi, {"identifierType": "DOI"})


def _add_alternate_identifiers(resource: Element, record: PlainRecord) -> None:
    others = SubElement(resource, "alternateIdentifiers")
    add(others, "alternateIdentifier", record["id"], {"alternateIdentifierType": "Local"})
    first = next((item for item in record["identifiers"] if _doi(item)), None)
    for item in record["identifiers"]:
        if item is not first and item["scheme"]:
            add(
                others,
                "alternateIdentifier",
                item["value"],
                {"alternateIdentifierType": item["scheme"]},
            )


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
    """Add a name as it is written: to part it into given and family names would be a guess."""
    add(parent, tag, name.name, {"nameType": "Personal" if name.is_person else "Organizational"})
    add(
        parent,
        "nameIdentifier",
        name.ror,
        {"nameIdentifierScheme": "ROR", "schemeURI": "https://ror.org"},
    )
    add(parent, "affiliation", name.part_of)


def _add_publisher(resource: Element, record: PlainRecord) -> None:
    lead = next(iter(in_role(record, "lead")), {"name": _UNKNOWN, "ror": None})
    scheme = {"publisherIdentifierScheme": "ROR", "schemeURI": "https://ror.org"}
    add(
        resource,
        "publisher",
        lead["name"],
        {"publisherIdentifier": lead["ror"], **scheme} if lead["ror"] else None,
    )


def _contributors(record: PlainRecord) -> Iterator[tuple[str, _CreatorName]]:
    """Who contributed as what: persons in each of their roles, organisations, and units as research groups."""
    for person in record["persons"]:
        known = [_CONTRIBUTORS[role] for role in person["roles"] if role in _CONTRIBUTORS]
        is_creator = not _CREATORS.isdisjoint(person["roles"])
        for kind in known or ([] if is_creator else ["RelatedPerson"]):
            yield kind, _person(person)
    named = {
        *(name.name for name in _creators(record)),
        *(item["name"] for item in in_role(record, "lead")[:1]),
    }
    for item in record["organisations"]:
        if item["role"] != "funder":
            if item["name"] not in named:
                yield "Other", _CreatorName(item["name"], ror=item["ror"])
            yield "ResearchGroup", _CreatorName(item["unit"], part_of=item["name"])


def _add_contributors(resource: Element, record: PlainRecord) -> None:
    contributors = SubElement(resource, "contributors")
    for kind, name in _contributors(record):
        if name.name:
            contributor = SubElement(contributors, "contributor", {"contributorType": kind})
            _add_name(contributor, "contributorName", name)


def _add_dates(resource: Element, record: PlainRecord) -> None:
    """Add when the page was issued, and from when to when the project runs (a range by RKMS-ISO8601).

    Of DataCite's types of dates, `Collected` tells "precise or particular timeframes in which
    research was conducted"; `Valid` would say when the description is right.
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
    """Add all texts; those that are not the abstract keep their headings."""
    descriptions = SubElement(resource, "descriptions")
    main = main_section(record)
    for section in record["sections"]:
        if not section["text"]:
            continue
        kind = "Abstract" if section is main else _DESCRIPTIONS.get(section["kind"], "Other")
        heading = f"{section['heading']}\n\n" if section["heading"] and section is not main else ""
        about = {"descriptionType": kind, LANGUAGE: record["language"]}
        add(descriptions, "description", f"{heading}{section['text']}", about)


def _add_funding(resource: Element, record: PlainRecord) -> None:
    """Add money with its funder, and then the funders of which no money is known."""
    references = SubElement(resource, "fundingReferences")
    rors = {item["name"]: item["ror"] for item in in_role(record, "funder")}
    numbers = {(item["scheme"] or "").casefold(): item["value"] for item in record["identifiers"]}
    grants = [(item["funder"], award_name(item)) for item in record["funding"]]
    named = {funder for funder, _ in grants}
    for funder, award in [*grants, *((funder, "") for funder in rors if funder not in named)]:
        if funder or award:
            reference = SubElement(references, "fundingReference")
            add(reference, "funderName", funder or _UNKNOWN)
            add(
                reference,
                "funderIdentifier",
                rors.get(funder or ""),
                {"funderIdentifierType": "ROR"},
            )
            # The scheme of a number is who gave it: the number that a funder gave is that of the
            # award.
            add(reference, "awardNumber", numbers.get(funder.casefold()) if funder else None)
            add(reference, "awardTitle", award)


def _add_subprojects(resource: Element, record: PlainRecord) -> None:
    items = SubElement(resource, "relatedItems")
    for part in record["subprojects"]:
        if part["title"]:
            item = SubElement(
                items, "relatedItem", {"relatedItemType": "Project", "relationType": "HasPart"}
            )
            add(SubElement(item, "titles"), "title", part["title"], {LANGUAGE: record["language"]})
