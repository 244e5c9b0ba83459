"""Changing a record in a person's words: `status=afgerond`, `persoon+=Anna Bos`, `sectie.doel=…`.

Names are those of queries, values are read as those of imports and pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from projectkit.catalogue.root import CatalogueError
from projectkit.export.tables import parted
from projectkit.importing.items import (
    Item,
    added,
    in_euros,
    items_in,
    part_said,
    place_of,
    without,
    wrong_value,
)
from projectkit.importing.targets import (
    TEXT_LISTS,
    VALUES_OF_RECORD,
    Target,
    list_name,
    target,
)
from projectkit.importing.values import read_texts
from projectkit.language.translate import _, language
from projectkit.model.diagnostic import said
from projectkit.model.identity import organisation_name
from projectkit.model.labels import value_label
from projectkit.model.record import Record
from projectkit.search.fields import field as field_named
from projectkit.search.fold import fold
from projectkit.validation.shape import wording

# The left side ends at the first `=` outside brackets. What matched is not tried shorter, so that
# time grows linearly.
_ASSIGNMENT = re.compile(r"([^=\[\]]*+(?:\[[^\]]*+\][^=]*+)?+)=(.*)", re.DOTALL)
_FREE_TEXT = frozenset({"title", "language"})
# The roles of an organisation that give way to a role that a person states.
_LESS = {"lead": ("other", "partner"), "partner": ("other",), "funder": ("other",)}
_PARAGRAPH = "\n\n"


@dataclass(frozen=True)
class Change:
    """One assignment.

    Attributes:
        target: what it changes.
        how: `=` to set, `+=` to add to a list or text, `-=` to take from a list.
        value: what a person wrote behind it.
    """

    target: Target
    how: str
    value: str


def read_change(text: str) -> Change:
    """An assignment as a person writes it.

    Raises:
        CatalogueError: if it is not one, or if what it names cannot be set like that.
    """
    match = _ASSIGNMENT.fullmatch(text)
    if match is None:
        message = _(
            "`{text}` is not a change: write field=value, themes+=value or themes-=value"
        ).format(text=text)
        raise CatalogueError(message)
    left, value = match.groups()
    sign = left[-1] if left.endswith(("+", "-")) else ""
    name = left.removesuffix(sign).rstrip()
    change = Change(target(name), f"{sign}=", value.strip())
    _check_sign(change)
    return change


def _check_sign(change: Change) -> None:
    """Refuse to add to what holds one value, and to set sections without their kind."""
    named = change.target
    is_whole = not (named.part or named.section)
    if named.field == "sections" and is_whole and change.how != "-=":
        kind = value_label("section", "goal", language()).lower()
        message = _("write {example}: a section has a kind and a text").format(
            example=f"{list_name('sections')}.{kind}=…"
        )
        raise CatalogueError(message)
    if change.how == "=" or _is_list(named):
        return
    if change.how == "+=" and _is_text(named):
        return
    message = _("`{name}` holds one value, so {how} does not go with it: write {name}=…").format(
        name=named.name, how=change.how
    )
    raise CatalogueError(message)


def _is_list(named: Target) -> bool:
    if named.part:
        return named.part == "roles" or _is_funder(named)
    return named.field not in VALUES_OF_RECORD and not named.section


def _is_text(named: Target) -> bool:
    return bool(named.section) or named.part == "text"


def _is_funder(named: Target) -> bool:
    """Whether a change is about who pays: a grant says it, or an organisation in that role."""
    return named.field == "funding" and named.part == "funder" and not named.item


def changed(record: Record, changes: Iterable[Change]) -> Record:
    """A record with changes applied, in order.

    Raises:
        CatalogueError: if a value is not one that the field can hold.
    """
    for change in changes:
        data = record.model_dump()
        try:
            _apply(data, change)
            record = Record.model_validate(data)
        except ValidationError as error:
            problem = said(wording(dict(error.errors(include_url=False)[0]), change.target.name))
            raise CatalogueError(_refusal(record, change, problem)) from None
    return record


def _refusal(record: Record, change: Change, problem: str) -> str:
    return _("`{value}` cannot be the {field} of {id}: {problem}").format(
        value=change.value, field=change.target.name, id=record.id, problem=problem
    )


def _apply(data: dict[str, Any], change: Change) -> None:
    """Change the plain data of a record."""
    named = change.target
    if _is_funder(named):
        _apply_funder(data, change)
    elif named.part:
        _apply_part(data, change)
    elif named.section:
        data["sections"] = _sections(data["sections"], change)
    elif named.field in VALUES_OF_RECORD:
        data.update(_values(change))
    elif named.field in TEXT_LISTS:
        data[named.field] = _texts(data[named.field], change)
    else:
        data[named.field] = _items(list(data[named.field]), change)


def _values(change: Change) -> dict[str, str | None]:
    """The fields that a value fills; a period fills two."""
    name, text = change.target.field, change.value
    if not text:
        return {"start_date": None, "end_date": None} if name == "active" else {name: None}
    if name in _FREE_TEXT:
        return {name: text}
    read = read_texts(field_named(name), [text])
    if read.unread:
        raise CatalogueError(wrong_value(change.target.name, text, read.unread[0].expected))
    if read.beside:
        message = _("{name}: `{value}` says more than one date").format(
            name=change.target.name, value=text
        )
        raise CatalogueError(message)
    if name == "active":
        ends = [value or None for value in read.values]
        return dict(zip(("start_date", "end_date"), [*ends, None], strict=False))
    return {name: read.values[0]}


def _texts(held: tuple[str, ...], change: Change) -> tuple[str, ...]:
    named = [item.strip() for item in parted(change.value) if item.strip()]
    if change.how == "=":
        return tuple(dict.fromkeys(named))
    folded = {item.casefold() for item in (held if change.how == "+=" else named)}
    if change.how == "+=":
        return (*held, *(item for item in named if item.casefold() not in folded))
    return tuple(item for item in held if item.casefold() not in folded)


def _items(held: list[Item], change: Change) -> list[Item]:
    """A list of items with some set, added or removed; of organisations perhaps in one role."""
    field, role = change.target.field, change.target.role
    if change.how == "-=":
        kept = without(field, held, change.value)
        return [item for item in held if item in kept or (role and item["role"] != role)]
    new = items_in(field, role, change.value)
    if change.how == "+=":
        return added(field, held, new)
    if not role:
        return [_as_held(field, held, item) for item in new]
    return _in_role(held, new, role)


def _as_held(field: str, held: list[Item], item: Item) -> Item:
    """An item with what the record knows of it already."""
    found = added(field, held, [item])
    return (
        found[-1]
        if len(found) > len(held)
        else next(after for before, after in zip(held, found, strict=True) if before is not after)
    )


def _in_role(held: list[Item], new: list[Item], role: str) -> list[Item]:
    """Organisations of which exactly the new ones have a role, at the place of the first.

    One that the record has in a role that says less gets this one, with what is known of it.
    """
    names = {organisation_name(item["name"]) for item in new}

    def is_taken(item: Item) -> bool:
        return organisation_name(item["name"]) in names and item["role"] in _LESS[role]

    takeable = [item | {"role": "other"} if is_taken(item) else item for item in held]
    known = [_as_held("organisations", takeable, item) for item in new]
    at = next((at for at, item in enumerate(held) if item["role"] == role), len(held))
    rest = [item["role"] != role and not is_taken(item) for item in held]
    before = [item for item, stays in zip(held[:at], rest[:at], strict=True) if stays]
    behind = [item for item, stays in zip(held[at:], rest[at:], strict=True) if stays]
    return [*before, *known, *behind]


def _apply_part(data: dict[str, Any], change: Change) -> None:
    """Set a part of one item, or add to it; of the only grant, which is made if there is none."""
    named = change.target
    items = list(data[named.field])
    among = [at for at, item in enumerate(items) if named.role in ("", item.get("role"))]
    if named.field == "funding" and not items and not named.item:
        items.append({})
        among = [0]
    at = place_of(named, items, among)
    new = part_said(named, change.value)
    items[at] = items[at] | _parts(items[at], new, change.how)
    if new.get("amount"):
        items[at] = in_euros(items[at])
    if not _says_something(named.field, items[at]):
        if change.value:
            message = _("{name} goes with an amount or a funder: set that first").format(
                name=named.name
            )
            raise CatalogueError(message)
        del items[at]
    data[named.field] = items


def _parts(item: Item, new: Item, how: str) -> Item:
    """The parts that a change gives an item."""
    if "roles" in new:
        held = [str(role) for role in item["roles"]]
        if how == "-=":
            return {"roles": [role for role in held if role not in new["roles"]]}
        return {"roles": list(dict.fromkeys([*(held if how == "+=" else []), *new["roles"]]))}
    if "text" in new and how == "+=":
        return {"text": _with_paragraph(item["text"], new["text"])}
    return new


def _says_something(field: str, item: Item) -> bool:
    """Whether an item is worth keeping; a grant of which all was emptied is not."""
    money = ("funder", "programme", "call", "amount")
    return field != "funding" or any(item.get(part) for part in money)


def _apply_funder(data: dict[str, Any], change: Change) -> None:
    """Set who pays: in the grants that say so, and among the organisations in that role."""
    organisations = list(data["organisations"])
    role = change.target._replace(field="organisations", role="funder", part="")
    in_role = Change(role, change.how, change.value)
    if change.how != "=":
        data["organisations"] = _items(organisations, in_role)
        if change.how == "-=":
            gone = {fold(each) for each in parted(change.value)}
            grants = (
                grant | {"funder": None} if fold(grant["funder"] or "") in gone else grant
                for grant in data["funding"]
            )
            data["funding"] = [each for each in grants if _says_something("funding", each)]
        return
    if any(item["role"] == "funder" for item in organisations):
        data["organisations"] = _items(organisations, in_role)
        if not any(grant["funder"] for grant in data["funding"]):
            return
    _apply_part(data, change)


def _sections(held: Iterable[Item], change: Change) -> list[Item]:
    """Sections with the text of one kind set, added to, or removed."""
    kind, items = change.target.section, list(held)
    places = [at for at, item in enumerate(items) if item["kind"] == kind]
    if not places:
        return [*items, {"kind": kind, "text": change.value}] if change.value else items
    named = change.target._replace(item="" if len(places) == 1 else kind, part="text")
    at = place_of(named, items, places)
    if not change.value:
        return items if change.how == "+=" else [*items[:at], *items[at + 1 :]]
    text = change.value
    if change.how == "+=":
        text = _with_paragraph(items[at]["text"], text)
    items[at] = items[at] | {"text": text}
    return items


def _with_paragraph(held: str, text: str) -> str:
    return f"{held.rstrip()}{_PARAGRAPH}{text}" if held.strip() else text
