"""Projects of FRIS, the research portal of Flanders, as its web service gives them in XML.

The service is https://frisr4.researchportal.be/ws/ProjectServiceFRIS, operation getProjects.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar
from xml.etree import ElementTree as ET

from projectkit.export.format import Loss
from projectkit.importing.given import day_of, filled, no_place
from projectkit.importing.incoming import ImportFileError, Incoming
from projectkit.importing.json import text_of
from projectkit.language.translate import _
from projectkit.parsing.vocabulary.role_words import roles
from projectkit.reading.blocks import flow
from projectkit.reading.html import read_html

_PORTAL = "https://researchportal.be/nl/project/"
# In the order in which a text in several languages counts.
_LANGUAGES = ("nl", "en")
# Roles of participants as FRIS words them; what it words like others is in our vocabulary.
_ROLES = {
    "promoter": "project_leader",
    "supervisor": "project_leader",
    "co-promoter": "researcher",
    "co-promotor": "researcher",
    "copromotor": "researcher",
    "co-supervisor": "researcher",
    "fellow": "researcher",
    "phd fellow": "researcher",
    "contact person": "contact",
}
_ANSWERS = frozenset({"queryResult", "getProjectsResponse"})
_FUNDS = "funding party"
# A date in a year that stands for no end.
_NO_END = "9999"
_READ = frozenset({
    "name", "projectAbstract", "startDate", "endDate", "dataProvider", "fundingIdentifiers",
    "fundingIdentifier", "participants", "participant", "projectFundings", "projectFunding",
    "fundings", "keywords", "keyword",
})  # fmt: skip
T = TypeVar("T")


def read_fris(path: Path) -> Iterator[Incoming]:
    """The projects of an answer.

    Raises:
        ImportFileError: if it is not XML, or not an answer of FRIS.
    """
    root = _parsed(path)
    tags = {_tag(each) for each in root.iter()}
    projects = [each for each in _all(root, "project") if each.get("uuid")]
    if not projects and not tags & _ANSWERS:
        message = _("{file}: this is not an answer of FRIS, the only XML that is read")
        raise ImportFileError(message.format(file=path.name))
    for number, project in enumerate(projects, 1):
        place = _("{file}, project {number}").format(file=path.name, number=number)
        losses = [*_losses(project), *(_not_here(root, len(projects)) if number == 1 else ())]
        yield Incoming(place, _record(project), losses=tuple(dict.fromkeys(losses)))


def _parsed(path: Path) -> ET.Element:
    """The document in a file.

    Raises:
        ImportFileError: if there is none.
    """
    text = text_of(path)
    if re.search(r"<!(?:DOCTYPE|ENTITY)", text, re.IGNORECASE):
        # Entities could unpack to gigabytes, or name files.
        message = _("{file}: XML with a document type is not read")
        raise ImportFileError(message.format(file=path.name))
    try:
        return ET.fromstring(text)  # noqa: S314  (it declares no entities)
    except ET.ParseError as error:
        line, column = error.position
        message = _("{file}: invalid XML at line {line}, column {column}").format(
            file=path.name, line=line, column=column + 1
        )
        raise ImportFileError(message) from None


def _not_here(root: ET.Element, count: int) -> Iterator[Loss]:
    """That an answer is a page of several; told with its first project."""
    totals = (each.get("total", "") for each in _all(root, "queryResult"))
    total = next((int(text) for text in totals if text.isdecimal()), count)
    if total > count:
        reason = _("this is a page of {count} of {total} projects: save the other pages too")
        yield Loss("total", reason.format(count=count, total=total))


def _record(project: ET.Element) -> dict[str, object]:
    titles = _texts(_child(project, "name"))
    language = next(iter(titles), None)
    uuid = project.get("uuid", "")
    provider = _said(_child(project, "dataProvider"))
    return filled({
        "title": next(iter(titles.values()), None),
        "alternate_titles": list(dict.fromkeys(titles.values()))[1:],
        "language": language if language in _LANGUAGES else None,
        "start_date": _day(project, "startDate"),
        "end_date": _day(project, "endDate"),
        "themes": next(iter(_keywords(project).values()), []),
        "identifiers": [{"scheme": "fris", "value": uuid}, *_numbers(project)],
        "funding": list(_funding(project)),
        "organisations": [{"name": provider, "role": "other"}] if provider else [],
        "persons": list(_persons(project)),
        "sections": [
            {"kind": "summary", "text": text}
            for text in _texts(_child(project, "projectAbstract")).values()
        ],
        "links": [{"url": f"{_PORTAL}{uuid}"}],
    })  # fmt: skip


def _losses(project: ET.Element) -> Iterator[Loss]:
    """What an answer says of a project and a record has no place for."""
    for child in project:
        if _tag(child) not in _READ and _said(child):
            yield no_place(_tag(child))
    if len(_keywords(project)) > 1:
        yield Loss("themes", _("keywords in another language"))
    for participant in _all(project, "participant"):
        if not _name(participant):
            yield Loss("persons", _("participants without a name"))
        for name in ("orcid", "email", "startDate", "endDate"):
            if any(_said(each) for each in _all(participant, name)):
                yield no_place(f"participant.{name}")


def _funding(project: ET.Element) -> Iterator[dict[str, str]]:
    """The grants: who funds, and by which scheme."""
    for funding in _all(project, "projectFunding"):
        code = _child(funding, "fundingCode")
        programme = _first(_texts(_child(code, "description")))
        associations = list(_all(funding, "fundingOrganisationAssociation"))
        named = [
            _first(_texts(_child(_child(each, "organisation"), "name")))
            for each in associations
            if _role_text(each).casefold() in {_FUNDS, ""}
        ]
        funders: list[str | None] = [name for name in dict.fromkeys(named) if name]
        for funder in funders or [None]:
            if grant := filled({"funder": funder, "programme": programme}):
                yield grant


def _numbers(project: ET.Element) -> Iterator[dict[str, str]]:
    """The numbers that those who fund gave a project."""
    for each in _all(project, "fundingIdentifier"):
        if value := _said(each):
            yield {"scheme": each.get("authority") or "fris", "value": value}


def _persons(project: ET.Element) -> Iterator[dict[str, object]]:
    for participant in _all(project, "participant"):
        name, said = _name(participant), _role_text(participant)
        if not name:
            continue
        employers = [
            _first(_texts(_child(each, "name"))) for each in _all(participant, "organisation")
        ]
        yield filled({
            "name": name,
            "roles": _roles_of(said),
            "role_text": said,
            "organisation": next(filter(None, employers), None),
        })  # fmt: skip


def _roles_of(said: str) -> list[str]:
    """The roles that words of FRIS stand for; `other` where they say something else."""
    known = _ROLES.get(said.casefold())
    if known:
        return [known]
    return list(roles(said)) or (["other"] if said else [])


def _name(participant: ET.Element) -> str:
    """The name of the person who takes part; empty if it is not a person."""
    person = next(_all(participant, "person"), None)
    name = _child(person, "name")
    parts = (_said(_child(name, "firstName")), _said(_child(name, "lastName")))
    return " ".join(filter(None, parts))


def _role_text(association: ET.Element) -> str:
    """What somebody does, in the words of FRIS."""
    kind = _child(association, "associationType")
    return _first(_texts(_child(kind, "description"))) or ""


def _keywords(project: ET.Element) -> dict[str, list[str]]:
    """The keywords by their language, Dutch first."""
    found: dict[str, list[str]] = {}
    for each in _all(project, "keyword"):
        if text := _said(each):
            found.setdefault(each.get("locale", ""), []).append(text)
    return _in_order(found)


def _texts(element: ET.Element | None) -> dict[str, str]:
    """A text in several languages, Dutch first."""
    found: dict[str, str] = {}
    for each in _all(element, "text") if element is not None else ():
        text = _plain(_said(each))
        if text:
            found.setdefault(each.get("locale", ""), text)
    return _in_order(found)


def _in_order(found: dict[str, T]) -> dict[str, T]:
    known = [language for language in _LANGUAGES if language in found]
    return {language: found[language] for language in dict.fromkeys([*known, *found])}


def _first(texts: dict[str, str]) -> str | None:
    """The text in the words that their programs use: English, if there is any."""
    return texts.get("en") or next(iter(texts.values()), None)


def _day(project: ET.Element, tag: str) -> str | None:
    text = _said(_child(project, tag))
    return None if text.startswith(_NO_END) else day_of(text or None)


def _plain(text: str) -> str:
    """A text without the markup of HTML that abstracts may have."""
    return flow(read_html(text).lines).strip() if re.search(r"[<&]", text) else text


def _said(element: ET.Element | None) -> str:
    """All text in an element, on one line."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _child(element: ET.Element | None, tag: str) -> ET.Element | None:
    children: Iterable[ET.Element] = element if element is not None else ()
    return next((child for child in children if _tag(child) == tag), None)


def _all(element: ET.Element, tag: str) -> Iterator[ET.Element]:
    return (each for each in element.iter() if _tag(each) == tag)


def _tag(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]
