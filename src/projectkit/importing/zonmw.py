"""Projects of ZonMw, as the JSON:API of its project pages gives them.

The address is https://projecten.zonmw.nl/nl/jsonapi/node/project; `include=` adds what a project
only points to: programmes, calls, organisations and subjects.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NotRequired, TypedDict, TypeGuard
from urllib.parse import urlsplit

from projectkit.dutch.amounts import read_sum
from projectkit.dutch.person_names import split_titles
from projectkit.export.format import Loss
from projectkit.importing.given import (
    day_of,
    filled,
    is_filled,
    no_place,
    object_at,
    objects_at,
    text_at,
)
from projectkit.importing.incoming import Incoming
from projectkit.language.translate import _
from projectkit.reading.blocks import flow
from projectkit.reading.html import read_html

_PROJECT = re.compile(r"(?:node--)?projects?", re.IGNORECASE)
_SITE = "https://projecten.zonmw.nl"
# The reports of a project, with the kind and the heading of the section that each becomes.
_SECTIONS = {
    "description": ("summary", None),
    "application_summary": ("summary", "Samenvatting van de aanvraag"),
    "progress_summary": ("results", "Voortgangsverslag: samenvatting"),
    "progress_results": ("results", "Voortgangsverslag: resultaten"),
    "endreport_summary": ("results", "Eindverslag: samenvatting"),
    "endreport_results": ("results", "Eindverslag: resultaten"),
}
_READ = frozenset({
    "title", "project_number", "project_date", "project_budget", "projectleader_name", "keywords",
    "path", "langcode", *_SECTIONS,
})  # fmt: skip
_POINTED_TO = {
    "related_programs": "programme",
    "related_subsidy": "call",
    "taxonomy_organisation": "lead",
    "taxonomy_main_subject": "theme",
    "taxonomy_sub_subjects": "theme",
}
# What an editor of ZonMw sees in a field that is not filled in.
_UNFILLED = "vul in dit veld"

Attributes = Mapping[str, object]


class JsonApiAnswer(TypedDict):
    """An answer of the API."""

    data: object
    included: NotRequired[list[object]]


def is_zonmw(data: object) -> TypeGuard[JsonApiAnswer]:
    """Whether JSON has the form of a JSON:API: resources with a type and attributes."""
    if not isinstance(data, dict):
        return False
    if "jsonapi" in data:
        return "data" in data
    resources = _resources(data.get("data"))
    return bool(resources) and all("type" in each and "attributes" in each for each in resources)


def read_zonmw(data: JsonApiAnswer, name: str) -> Iterator[Incoming]:
    """The projects of an answer of the API."""
    included = {
        (text_at(each, "type"), text_at(each, "id")): object_at(each, "attributes")
        for each in objects_at(data, "included")
    }
    for number, item in enumerate(_resources(data["data"]), 1):
        place = _("{file}, project {number}").format(file=name, number=number)
        kind = text_at(item, "type") or ""
        if not _PROJECT.fullmatch(kind):
            message = _("`{kind}` is not a kind of project").format(kind=kind)
            yield Incoming(place, {}, problems=(message,))
            continue
        incoming = _read(item, included)
        losses = (*incoming.losses, *(_not_here(data) if number == 1 else ()))
        yield incoming._replace(place=place, losses=losses)


def _not_here(data: Mapping[str, object]) -> Iterator[Loss]:
    """That an answer is a page of several; told with its first project."""
    if object_at(data, "links").get("next"):
        reason = _("this is a page of an answer that goes on: save the next pages too")
        yield Loss("links.next", reason)


def _resources(data: object) -> list[dict[str, object]]:
    several = data if isinstance(data, list) else [data]
    return [each for each in several if isinstance(each, dict)]


def _read(
    item: dict[str, object], included: Mapping[tuple[str | None, str | None], Attributes]
) -> Incoming:
    """A project on its way in, with what a record has no place for."""
    given = object_at(item, "attributes")
    attributes = _by_meaning(given)
    pointed: dict[str, list[str]] = {}
    losses = [
        no_place(key)
        for key, value in given.items()
        if _meaning(key) not in _READ and is_filled(value)
    ]
    for key, relation in object_at(item, "relationships").items():
        references = _resources(relation.get("data")) if isinstance(relation, dict) else []
        what = _POINTED_TO.get(_meaning(key))
        names = [_name(included.get((text_at(r, "type"), text_at(r, "id")))) for r in references]
        if what:
            pointed.setdefault(what, []).extend(filter(None, names))
        if references and what is None:
            losses.append(no_place(key))
        elif not all(names):
            reason = _("the answer does not have it: add `include={key}` to its address")
            losses.append(Loss(key, reason.format(key=key)))
    return Incoming("", _record(item, attributes, pointed), losses=tuple(dict.fromkeys(losses)))


def _meaning(key: str) -> str:
    return key.removeprefix("field_").removesuffix("_api")


def _by_meaning(attributes: Attributes) -> dict[str, object]:
    """The attributes by what they mean; of two that mean the same, what the API adds counts."""
    ordered = sorted(attributes.items(), key=lambda entry: entry[0].endswith("_api"))
    return {_meaning(key): value for key, value in ordered if is_filled(value)}


def _name(attributes: Attributes | None) -> str | None:
    """What a programme, a call, an organisation or a subject is called."""
    found = _by_meaning(attributes or {})
    return _text(found.get("title")) or _text(found.get("name"))


def _record(
    item: dict[str, object], attributes: Attributes, pointed: Mapping[str, list[str]]
) -> dict[str, object]:
    dates = object_at(attributes, "project_date")
    number = _text(attributes.get("project_number"))
    is_number = number and not number.casefold().startswith(_UNFILLED)
    page = _page(item, attributes)
    return filled({
        "title": _text(attributes.get("title")),
        "language": text_at(attributes, "langcode"),
        "start_date": day_of(text_at(dates, "value")),
        "end_date": day_of(text_at(dates, "end_value")),
        "identifiers": [{"scheme": "zonmw", "value": number}] if is_number else [],
        "themes": list(dict.fromkeys([*pointed.get("theme", []), *_keywords(attributes)])),
        "funding": _funding(attributes, pointed),
        "organisations": [{"name": name, "role": "lead"} for name in pointed.get("lead", [])],
        "persons": _leader(attributes),
        "sections": list(_sections(attributes)),
        "links": [{"url": page}] if page else [],
    })  # fmt: skip


def _funding(attributes: Attributes, pointed: Mapping[str, list[str]]) -> list[dict[str, object]]:
    """The grant of ZonMw with the first programme, and one for each other programme."""
    written = _text(attributes.get("project_budget")) or ""
    amount = read_sum(written)
    programmes, calls = pointed.get("programme", []), pointed.get("call", [])
    grant: dict[str, object] = filled({
        "funder": "ZonMw",
        "programme": programmes[0] if programmes else None,
        "call": "; ".join(calls),
        "amount": f"{amount.amount:f}" if amount else written,
        "currency": "EUR" if amount else None,
    })  # fmt: skip
    others: list[dict[str, object]] = [
        {"funder": "ZonMw", "programme": name} for name in programmes[1:]
    ]
    return [grant, *others]


def _leader(attributes: Attributes) -> list[dict[str, object]]:
    said = _text(attributes.get("projectleader_name"))
    if not said:
        return []
    name, titles = split_titles(said)
    return [filled({"name": name, "titles": titles, "roles": ["project_leader"]})]


def _keywords(attributes: Attributes) -> list[str]:
    value = attributes.get("keywords")
    words = value if isinstance(value, list) else [value]
    return [text for text in map(_text, words) if text]


def _sections(attributes: Attributes) -> Iterator[dict[str, str]]:
    for key, (kind, heading) in _SECTIONS.items():
        text = _text(attributes.get(key))
        if text:
            yield {"kind": kind, "text": text} | ({"heading": heading} if heading else {})


def _page(item: dict[str, object], attributes: Attributes) -> str | None:
    """The address of the page of a project, on the site that answered."""
    alias = text_at(object_at(attributes, "path"), "alias")
    if not alias:
        return None
    answered = urlsplit(text_at(object_at(object_at(item, "links"), "self"), "href") or "")
    site = f"{answered.scheme}://{answered.netloc}" if answered.netloc else _SITE
    language = text_at(attributes, "langcode") or "nl"
    return f"{site}{alias}" if alias.startswith(f"/{language}/") else f"{site}/{language}{alias}"


def _text(value: object) -> str | None:
    """The text of an attribute, which may be HTML in an object of Drupal."""
    if isinstance(value, dict):
        value = value.get("processed") or value.get("value")
    text = text_at({"": value}, "")
    if not text or not re.search(r"[<&]", text):
        return text
    return flow(read_html(text).lines).strip() or None
