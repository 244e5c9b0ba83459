"""Projects of the NWO open API (NWOpen): what NWO says of the projects that it funds.

The fields are those of version 1 of the API: https://data.nwo.nl/en/how-to-use-the-nwopen-api
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple, NotRequired, TypedDict, TypeGuard, TypeVar

from projectkit.dutch.amounts import read_sum
from projectkit.dutch.dates import read_date
from projectkit.export.format import Loss
from projectkit.importing.incoming import Incoming
from projectkit.language.translate import _
from projectkit.model.partial_date import is_partial_date
from projectkit.validation.values import ror_check_digits

# Roles of members of a project, with those of the record.
_ROLES = {
    "main applicant": "lead_applicant",
    "project leader": "project_leader",
    "researcher": "researcher",
    "co-applicant": "member",
    "coordinator": "coordinator",
    "contact": "contact",
}
# Identifiers of funders in Crossref and ROR, with their names.
_FUNDERS = {
    "501100003246": "NWO",
    "501100001826": "ZonMw",
    "04jsz6e67": "NWO",
    "01yaj9a77": "ZonMw",
}
# The end of an identifier of a funder, whatever its form: a number, a DOI, a web address.
_FUNDER_ID = re.compile(r"(?:.*/)?(?P<id>\d{9,12}|0[a-z0-9]{8})/?", re.IGNORECASE)
_DOI = re.compile(
    r"(?:https?://(?:dx\.)?doi\.org/|doi:\s?)?(?P<doi>10\.\d{4,9}/\S+)", re.IGNORECASE
)
_ROR = re.compile(r"(?:https?://ror\.org/)?(?P<id>0[a-hjkmnp-tv-z0-9]{6}\d{2})", re.IGNORECASE)
# What separates the names of several organisations in one field.
_AND = "||"
_SUMMARIES = ("summary_nl", "summary_en")
_READ = frozenset({
    "title", "start_date", "end_date", "project_id", "grant_id", "department", "funding_scheme",
    "award_amount", "summary_updates", "project_members", "products", *_SUMMARIES,
})  # fmt: skip
_READ_OF_PARTS = {
    "project_members": frozenset({
        "role", "last_name", "prefix", "first_name", "initials", "degree_pre_nominal",
        "degree_post_nominal", "organisation", "ror",
    }),
    "products": frozenset({"title", "doi", "url_open_access"}),
    "summary_updates": frozenset({"submission_date", "update_nl", "update_en"}),
}  # fmt: skip
T = TypeVar("T")


class ApiAnswer(TypedDict):
    """An answer of the API."""

    meta: NotRequired[dict[str, object]]
    projects: list[object]


class _Employer(NamedTuple):
    """An organisation of a member."""

    name: str
    ror: str | None


def is_nwopen(data: object) -> TypeGuard[ApiAnswer]:
    """Whether JSON is an answer of the API, or the projects of one."""
    if not isinstance(data, dict) or not isinstance(data.get("projects"), list):
        return False
    if "meta" in data:
        return isinstance(data["meta"], dict)
    return any(isinstance(each, dict) and "project_id" in each for each in data["projects"])


def read_nwopen(data: ApiAnswer, name: str) -> Iterator[Incoming]:
    """The projects of an answer of the API."""
    funder, unknown = _funder(data.get("meta", {}))
    for number, project in enumerate(data["projects"], 1):
        place = _("{file}, project {number}").format(file=name, number=number)
        if not isinstance(project, dict):
            yield Incoming(place, {}, problems=(_("a project is an object with fields"),))
            continue
        losses = [*unknown, *_losses(project)]
        yield Incoming(place, _record(project, funder), losses=tuple(dict.fromkeys(losses)))


def _funder(meta: dict[str, object]) -> tuple[str | None, list[Loss]]:
    """The name of the funder whose API it is, and its identifier if nobody knows whose it is."""
    said = _text(meta, "funder")
    identifiers = [_FUNDER_ID.fullmatch(text) for text in (said, _text(meta, "ror_id")) if text]
    known = (_FUNDERS.get(match["id"].lower()) for match in identifiers if match)
    name = next(filter(None, known), None)
    if name or not said:
        return name or "NWO", []
    if _FUNDER_ID.fullmatch(said):
        reason = _("unknown funder id {id}").format(id=said)
        return None, [Loss("funding", reason)]
    return said, []


def _losses(project: dict[str, object]) -> Iterator[Loss]:
    """What an answer says of a project and a record has no place for."""
    for key, value in project.items():
        if key not in _READ and _is_filled(value):
            yield _no_place(key)
    for key, read in _READ_OF_PARTS.items():
        for item in _list(project, key):
            yield from (
                _no_place(f"{key}.{name}")
                for name, value in item.items()
                if name not in read and _is_filled(value)
            )
    for member in _list(project, "project_members"):
        yield from _losses_of(member)
    if not all(_links(product) for product in _list(project, "products")):
        yield Loss("links", _("products without an address"))


def _losses_of(member: dict[str, object]) -> Iterator[Loss]:
    if not _text(member, "last_name"):
        yield Loss("persons", _("members without a last name"))
    if _text(member, "first_name") and _text(member, "initials"):
        yield _no_place("project_members.initials")
    if len(_employers(member)) > 1:
        yield Loss("persons", _("a person has one organisation: the first of several"))
    if _text(member, "ror") and not all(each.ror for each in _employers(member)):
        yield _no_place("project_members.ror")


def _no_place(key: str) -> Loss:
    return Loss(key, _("a record has no place for it"))


def _is_filled(value: object) -> bool:
    return value not in (None, "", [], {})


def _record(project: dict[str, object], funder: str | None) -> dict[str, object]:
    members = _list(project, "project_members")
    amount = read_sum(_text(project, "award_amount") or "")
    grant = {
        "funder": funder,
        "programme": _text(project, "department"),
        "call": _text(project, "funding_scheme"),
        "amount": f"{amount.amount:f}" if amount else _text(project, "award_amount"),
        "currency": "EUR" if amount else None,
    }
    return _without_nothing({
        "title": _text(project, "title"),
        "start_date": _day(project, "start_date"),
        "end_date": _day(project, "end_date"),
        "identifiers": list(_numbers(project)),
        "funding": [filled] if (filled := _without_nothing(grant)) else [],
        "organisations": _organisations(members),
        "persons": [_person(member) for member in members if _text(member, "last_name")],
        "sections": list(_sections(project)),
        "links": [link for product in _list(project, "products") for link in _links(product)],
    })  # fmt: skip


def _numbers(project: dict[str, object]) -> Iterator[dict[str, str]]:
    """The file number, and the number of the grant, which may be a DOI."""
    number, grant = _text(project, "project_id"), _text(project, "grant_id")
    if number:
        yield {"scheme": "nwo", "value": number}
    doi = _DOI.fullmatch(grant or "")
    if doi:
        yield {"scheme": "doi", "value": doi["doi"]}
    elif grant and grant != number:
        yield {"scheme": "nwo", "value": grant}


def _organisations(members: list[dict[str, object]]) -> list[dict[str, str]]:
    """The organisations of the members; the main applicant's leads."""
    found: dict[str, dict[str, str]] = {}
    for member in members:
        # Of several, the first is the one that applied.
        for at, employer in enumerate(_employers(member)):
            is_lead = at == 0 and _role(member) == "lead_applicant"
            known = found.setdefault(employer.name, {"name": employer.name, "role": "partner"})
            if is_lead:
                known["role"] = "lead"
            if employer.ror:
                known["ror"] = employer.ror
    return list(found.values())


def _employers(member: dict[str, object]) -> list[_Employer]:
    """The organisations of a member, each with its ROR if there are as many."""
    names = _several(member, "organisation")
    rors = [_ror(text) for text in _several(member, "ror")]
    rors = rors if len(rors) == len(names) else [None] * len(names)
    return list(map(_Employer, names, rors))


def _ror(text: str) -> str | None:
    """The address of a ROR; None if its check digits are wrong."""
    match = _ROR.fullmatch(text)
    ror = f"https://ror.org/{match['id'].lower()}" if match else ""
    return ror if ror and ror.endswith(ror_check_digits(ror) or "-") else None


def _several(member: dict[str, object], key: str) -> list[str]:
    texts = (_text(member, key) or "").split(_AND)
    return [text.strip() for text in texts if text.strip()]


def _role(member: dict[str, object]) -> str | None:
    role = _text(member, "role")
    return _ROLES.get(role.casefold(), "other") if role else None


def _person(member: dict[str, object]) -> dict[str, object]:
    first = _text(member, "first_name") or _text(member, "initials")
    names = (first, _text(member, "prefix"), _text(member, "last_name"))
    titles = (_text(member, "degree_pre_nominal"), _text(member, "degree_post_nominal"))
    role, employers = _role(member), _employers(member)
    return _without_nothing({
        "name": " ".join(filter(None, names)),
        "titles": " ".join(filter(None, titles)),
        "roles": [role] if role else [],
        "role_text": _text(member, "role"),
        "organisation": employers[0].name if employers else None,
    })  # fmt: skip


def _sections(project: dict[str, object]) -> Iterator[dict[str, str]]:
    """The summaries, Dutch first, and what was reported since."""
    for key in _SUMMARIES:
        if text := _text(project, key):
            yield {"kind": "summary", "text": text}
    for update in _list(project, "summary_updates"):
        heading = _text(update, "submission_date")
        for text in filter(None, (_text(update, "update_nl"), _text(update, "update_en"))):
            yield {"kind": "results", "text": text} | ({"heading": heading} if heading else {})


def _links(product: dict[str, object]) -> list[dict[str, str]]:
    """The addresses of a product: where everybody can read it, and its DOI."""
    doi, url, title = (_text(product, key) for key in ("doi", "url_open_access", "title"))
    known = _DOI.fullmatch(doi or "")
    addresses = (url, f"https://doi.org/{known['doi']}" if known else doi)
    return [
        _without_nothing({"url": address, "label": title})
        for address in dict.fromkeys(addresses)
        if address
    ]


def _day(project: dict[str, object], key: str) -> str | None:
    """A date of the API, which may come with a time behind it."""
    text = _text(project, key)
    if not text or is_partial_date(text):
        return text
    return read_date(text) or text


def _text(item: dict[str, object], key: str) -> str | None:
    value = item.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip() or None


def _list(item: dict[str, object], key: str) -> list[dict[str, object]]:
    value = item.get(key)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _without_nothing(data: Mapping[str, T | None]) -> dict[str, T]:
    return {key: value for key, value in data.items() if value}
