"""Projects of the NWO open API (NWOpen): what NWO says of the projects that it funds.

The fields are those of version 1 of the API: https://data.nwo.nl/en/how-to-use-the-nwopen-api
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypedDict, TypeGuard, TypeVar

from projectkit.importing.incoming import Incoming
from projectkit.language.translate import _

# Roles of members of a project, with those of the record.
_ROLES = {
    "Main Applicant": "lead_applicant",
    "Project leader": "project_leader",
    "Project Leader": "project_leader",
    "Researcher": "researcher",
    "Co-applicant": "member",
    "Coordinator": "coordinator",
    "Contact": "contact",
}
_FUNDER = "NWO"
_SUMMARIES = (("summary_nl", "nl"), ("summary_en", "en"))
T = TypeVar("T")
_ROR = "https://ror.org/"


class ApiAnswer(TypedDict):
    """An answer of the API."""

    meta: dict[str, object]
    projects: list[object]


def is_nwopen(data: object) -> TypeGuard[ApiAnswer]:
    """Whether JSON is an answer of the API."""
    return (
        isinstance(data, dict)
        and isinstance(data.get("projects"), list)
        and isinstance(data.get("meta"), dict)
    )


def read_nwopen(data: ApiAnswer, name: str) -> Iterator[Incoming]:
    """The projects of an answer of the API."""
    funder = data["meta"].get("funder") or _FUNDER
    for number, project in enumerate(data["projects"], 1):
        if isinstance(project, dict):
            yield Incoming(
                _("{file}, project {number}").format(file=name, number=number),
                _record(project, str(funder)),
            )


def _record(project: dict[str, object], funder: str) -> dict[str, object]:
    members = [member for member in _list(project, "project_members") if _text(member, "last_name")]
    programme, call = _text(project, "department"), _text(project, "funding_scheme")
    numbers = [
        {"scheme": "nwo", "value": value}
        for key in ("project_id", "grant_id")
        if (value := _text(project, key))
    ]
    return _without_nothing({
        "title": _text(project, "title"),
        "start_date": _day(project, "start_date"),
        "end_date": _day(project, "end_date"),
        "identifiers": numbers,
        "funding": [_without_nothing({"funder": funder, "programme": programme, "call": call})],
        "organisations": _organisations(members),
        "persons": [_person(member) for member in members],
        "sections": list(_sections(project)),
        "links": [link for product in _list(project, "products") if (link := _link(product))],
    })  # fmt: skip


def _organisations(members: list[dict[str, object]]) -> list[dict[str, str]]:
    """The organisations of the members; the main applicant's leads."""
    found: dict[str, dict[str, str]] = {}
    for member in members:
        name = _text(member, "organisation")
        if not name:
            continue
        role = "lead" if _ROLES.get(_text(member, "role") or "") == "lead_applicant" else "partner"
        known = found.setdefault(name, {"name": name, "role": role})
        if role == "lead":
            known["role"] = role
        ror = _text(member, "ror")
        if ror:
            known["ror"] = ror if ror.startswith(_ROR) else f"{_ROR}{ror}"
    return list(found.values())


def _person(member: dict[str, object]) -> dict[str, object]:
    first = _text(member, "first_name") or _text(member, "initials")
    name = " ".join(
        part for part in (first, _text(member, "prefix"), _text(member, "last_name")) if part
    )
    titles = " ".join(
        part
        for part in (_text(member, "degree_pre_nominal"), _text(member, "degree_post_nominal"))
        if part
    )
    role = _text(member, "role")
    roles = [_ROLES.get(role, "other")] if role else []
    organisation = _text(member, "organisation")
    return _without_nothing(
        {
            "name": name,
            "titles": titles,
            "roles": roles,
            "role_text": role,
            "organisation": organisation,
        }
    )


def _sections(project: dict[str, object]) -> Iterator[dict[str, str]]:
    """The summaries, Dutch first, and what was reported since."""
    for key in dict(_SUMMARIES):
        text = _text(project, key)
        if text:
            yield {"kind": "summary", "text": text}
    for update in _list(project, "summary_updates"):
        text = _text(update, "update_nl") or _text(update, "update_en")
        if text:
            heading = _text(update, "submission_date")
            yield {"kind": "results", "text": text} | ({"heading": heading} if heading else {})


def _link(product: dict[str, object]) -> dict[str, str] | None:
    doi, url, title = (_text(product, key) for key in ("doi", "url_open_access", "title"))
    address = url or (doi and (doi if doi.startswith("http") else f"https://doi.org/{doi}"))
    return _without_nothing({"url": address, "label": title}) if address else None


def _day(project: dict[str, object], key: str) -> str | None:
    """A date of the API, which may come with a time behind it."""
    text = _text(project, key)
    return text[: len("2020-01-01")] if text else None


def _text(item: dict[str, object], key: str) -> str | None:
    value = item.get(key)
    return str(value).strip() or None if isinstance(value, str | int | float) else None


def _list(item: dict[str, object], key: str) -> list[dict[str, object]]:
    value = item.get(key)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _without_nothing(data: Mapping[str, T | None]) -> dict[str, T]:
    return {key: value for key, value in data.items() if value}
