"""JSON-LD 1.1 with schema.org terms, which search engines and linked-data programs read.

The form follows https://www.w3.org/TR/json-ld11/, the terms https://schema.org/ResearchProject. A
project is an organisation there: it is founded and dissolved, has members, and contains projects.
What a page says about itself, such as its date and its links, belongs to a `WebPage`, of which the
project is the main entity (`mainEntityOfPage`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from projectkit.dutch.person_names import titles_around
from projectkit.export.format import Loss, Options
from projectkit.export.json import json_line, json_number
from projectkit.export.record_parts import (
    NO_WEB_ADDRESS,
    OTHER_TEXTS,
    award_name,
    has_other_texts,
    is_web_address,
    main_section,
    unplaced,
)
from projectkit.language.translate import _
from projectkit.model.plain import PlainFunding, PlainOrganisation, PlainPerson, PlainRecord

_HEAD = '{"@context": "https://schema.org/", "@graph": [\n'
_UNPLACED = ("status", "progress_percent")
# What may end a script element, or hide its end (HTML Standard, 4.12.1.3).
_FOR_HTML = {"</": r"<\/", "<!--": r"\u003c!--"}


def write_jsonld(records: Iterable[PlainRecord], file: BinaryIO, options: Options) -> None:
    """Write a graph with a project per line, safe to embed in a script element of a web page."""
    del options
    before = _HEAD
    for record in records:
        text = json_line(_project(record))
        for risky, safe in _FOR_HTML.items():
            text = text.replace(risky, safe)
        # A lone surrogate, which UTF-8 cannot hold, becomes a JSON escape.
        file.write(f"{before}{text}".encode("utf-8", "backslashreplace"))
        before = ",\n"
    file.write(b"\n]}\n" if before != _HEAD else f"{_HEAD}]}}\n".encode())


def jsonld_losses(record: PlainRecord, options: Options) -> Iterator[Loss]:
    """What schema.org has no term for."""
    del options
    yield from unplaced(record, _UNPLACED)
    if record["kind"] != "project":
        yield Loss("kind", _("schema.org describes projects only"))
    if has_other_texts(record):
        yield Loss("sections", OTHER_TEXTS)
    if any(not is_web_address(link["url"]) for link in record["links"]):
        yield Loss("links", NO_WEB_ADDRESS)
    if any(link["label"] for link in record["links"]):
        yield Loss("links", _("the text of a link: schema.org's relatedLink is just an address"))


def _node(kind: str, **properties: Any) -> dict[str, Any]:
    """A node of the graph with its known properties; empty if there are none."""
    filled = {name: value for name, value in properties.items() if value not in (None, "", [], {})}
    return {"@type": kind, **filled} if filled else {}


def _project(record: PlainRecord) -> dict[str, Any]:
    main = main_section(record)
    url = _page_url(record)
    organisations, persons = record["organisations"], record["persons"]
    members = [_organisation_member(item) for item in organisations if item["role"] != "funder"]
    properties = {
        "@id": f"#{record['id']}",
        "url": url,
        "identifier": [
            _node("PropertyValue", propertyID=item["scheme"], value=item["value"])
            for item in record["identifiers"]
        ],
        "name": record["title"],
        "alternateName": record["alternate_titles"],
        "description": main["text"] if main else None,
        "foundingDate": record["start_date"],
        "dissolutionDate": record["end_date"],
        "keywords": record["themes"],
        "funder": [_organisation(item) for item in organisations if item["role"] == "funder"],
        "funding": [grant for item in record["funding"] if (grant := _grant(item))],
        "member": [*members, *map(_person_member, persons)],
        "subOrganization": [
            _node("ResearchProject", name=part["title"], description=part["text"])
            for part in record["subprojects"]
        ],
        "mainEntityOfPage": _page(record, url),
    }
    return _node("ResearchProject", **properties)


def _page_url(record: PlainRecord) -> str | None:
    url = record["source"] and record["source"]["url"]
    return url if url and is_web_address(url) else None


def _page(record: PlainRecord, url: str | None) -> dict[str, Any]:
    links = [link["url"] for link in record["links"] if is_web_address(link["url"])]
    return _node(
        "WebPage",
        url=url,
        inLanguage=record["language"],
        datePublished=record["page_date"],
        relatedLink=links,
    )


def _organisation(item: PlainOrganisation) -> dict[str, Any]:
    return _node(
        "Organization",
        name=item["name"],
        sameAs=item["ror"],
        department=_named_organisation(item["unit"]),
    )


def _named_organisation(name: str | None) -> dict[str, Any]:
    return _node("Organization", name=name)


def _organisation_member(item: PlainOrganisation) -> dict[str, Any]:
    return _in_role(_organisation(item), [] if item["role"] == "other" else [item["role"]])


def _person_member(person: PlainPerson) -> dict[str, Any]:
    roles = [role.replace("_", " ") for role in person["roles"]]
    return _in_role(_person(person), [*roles, *filter(None, [person["role_text"]])])


def _in_role(member: dict[str, Any], roles: list[str]) -> dict[str, Any]:
    """A member with any roles; a role repeats the property it is in (https://schema.org/Role)."""
    return _node("OrganizationRole", roleName=roles, member=member) if roles else member


def _person(person: PlainPerson) -> dict[str, Any]:
    before, behind = titles_around(person["titles"])
    return _node(
        "Person",
        name=person["name"],
        honorificPrefix=before,
        honorificSuffix=behind,
        affiliation=_named_organisation(person["organisation"]),
        email=person["email"],
        telephone=person["phone"],
        address=person["address"],
    )


def _grant(funding: PlainFunding) -> dict[str, Any]:
    """A grant; only a `MonetaryGrant` has an amount."""
    number = json_number(funding["amount"])
    amount = _node("MonetaryAmount", value=number, currency=funding["currency"])
    funder = _named_organisation(funding["funder"])
    return _node(
        "MonetaryGrant" if amount else "Grant",
        name=award_name(funding),
        funder=funder,
        amount=amount,
    )
