"""Items of the lists of a record in a person's words: `Anna Bos (projectleider)`, `doi: 10.1/x`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from projectkit.catalogue.root import CatalogueError
from projectkit.dutch.amounts import read_sum
from projectkit.dutch.person_names import split_titles
from projectkit.dutch.phones import read_phone
from projectkit.export.tables import parted
from projectkit.importing.incoming import PeopleCell
from projectkit.importing.people import read_persons
from projectkit.importing.targets import Target, list_name, part_name, part_of, section_kind
from projectkit.language.translate import _, language
from projectkit.model.identity import NAMED_BY, organisation_name
from projectkit.model.labels import VALUES
from projectkit.parsing.vocabulary.role_words import roles
from projectkit.search.fold import fold

Item = dict[str, Any]

_UNKNOWN_SCHEME = "project_number"
_ROLE_BEHIND = re.compile(r"(?P<name>.*\S)\s*\((?P<role>[^()]+)\)\s*", re.DOTALL)
_SCHEME = re.compile(r"(?P<scheme>[A-Za-z][\w-]{1,30}):\s*(?!//)(?P<value>\S.*)", re.DOTALL)
_LINK = re.compile(r"(?:(?P<label>.*\S)\s+)?(?P<url>\S+)", re.DOTALL)
# Addresses may hold semicolons.
_BETWEEN_LINKS = re.compile(r";\s+|[\r\n]+")


def items_in(field: str, role: str, text: str) -> list[Item]:
    """The items of a list that a text names.

    Args:
        field: the list.
        role: the role of organisations that say none.
        text: the items, separated by semicolons; a grant is one item.
    """
    if field == "persons":
        texts = [each for each in parted(text) if each.strip()]
        return list(read_persons([PeopleCell("name", "", texts)])[0])
    if field == "funding":
        return [_grant(text)] if text.strip() else []
    texts = _BETWEEN_LINKS.split(text) if field == "links" else parted(text)
    read = _READERS[field]
    found = [read(each.strip()) for each in texts if each.strip()]
    return [item | {"role": role} for item in found] if role else found


def _organisation(text: str) -> Item:
    """An organisation, with its role if the text behind it is one."""
    match = _ROLE_BEHIND.fullmatch(text)
    role = choice("organisation_role", match["role"]) if match else None
    return {"name": match["name"], "role": role} if match and role else {"name": text}


def _identifier(text: str) -> Item:
    match = _SCHEME.fullmatch(text)
    if match is None:
        return {"scheme": _UNKNOWN_SCHEME, "value": text}
    return {"scheme": match["scheme"].lower(), "value": match["value"]}


def _link(text: str) -> Item:
    match = _LINK.fullmatch(text)
    if match is None or not match["label"]:
        return {"url": text}
    return {"url": match["url"], "label": match["label"].removesuffix(":").strip()}


def _subproject(text: str) -> Item:
    return {"title": text}


def _grant(text: str) -> Item:
    """A grant such as `financier: ZonMw; bedrag: 50.000`; a name alone is that of the funder."""
    item: Item = {}
    for each in parted(text):
        name, colon, value = each.partition(":")
        if not colon:
            name, value = "funder", each
        item |= part_said(Target(name.strip(), "funding", part=part_of("funding", name)), value)
    return in_euros(item) if "amount" in item else item


def in_euros(grant: Item) -> Item:
    """A grant whose amount is in euros, as on pages, unless it says otherwise."""
    return grant if grant.get("currency") else grant | {"currency": "EUR"}


_READERS: dict[str, Callable[[str], Item]] = {
    "organisations": _organisation,
    "identifiers": _identifier,
    "links": _link,
    "subprojects": _subproject,
}


def part_said(target: Target, value: str) -> Item:
    """The parts of an item that a value for one of them fills.

    Raises:
        CatalogueError: if the value is not one that the part can have.
    """
    value = value.strip()
    part = target.part
    if part == "roles":
        return {"roles": [_role_of_person(target, each) for each in _texts(value)]}
    if not value:
        return {part: "" if part == "text" else None}
    if part == "amount":
        return _amount(target, value)
    if part == "phone":
        return {part: read_phone(value) or value}
    group = {("organisations", "role"): "organisation_role", ("sections", "kind"): "section"}.get(
        (target.field, part)
    )
    if group:
        return {part: choice(group, value) or _refuse_choice(target, value, group)}
    return {part: value.upper() if part == "currency" else value}


def _amount(target: Target, value: str) -> Item:
    known = read_sum(value)
    if known is None:
        expected = _("an amount in euros such as 300000 or € 300.000,50")
        raise CatalogueError(wrong_value(target.name, value, expected))
    return {"amount": f"{known.amount:f}"}


def _role_of_person(target: Target, text: str) -> str:
    known = choice("person_role", text) or next(iter(roles(text)), None)
    return known or _refuse_choice(target, text, "person_role")


def _refuse_choice(target: Target, value: str, group: str) -> str:
    chosen = language() == "en"
    names = ", ".join(words[chosen].lower() for words in VALUES[group].values())
    raise CatalogueError(wrong_value(target.name, value, _("one of {names}").format(names=names)))


def wrong_value(name: str, value: str, expected: str) -> str:
    """What to tell of a value that a field cannot have."""
    return _("{name}: `{value}` is not {expected}").format(
        name=name, value=value, expected=expected
    )


def choice(group: str, text: str) -> str | None:
    """The value that a word in either language stands for."""
    if group == "section":
        return section_kind(text)
    found = {fold(name): key for key, words in VALUES[group].items() for name in (key, *words)}
    return found.get(fold(text.strip()))


def _texts(value: str) -> list[str]:
    return [each.strip() for each in re.split(r"[;,]", value) if each.strip()]


def added(field: str, held: Sequence[Item], new: Iterable[Item]) -> list[Item]:
    """A list with items added; what is said of an item that is there already is said of that."""
    found = list(held)
    for item in new:
        at = next((at for at, each in enumerate(found) if _is_same(field, each, item)), None)
        if at is None:
            found.append(item)
        else:
            found[at] = _together(found[at], item)
    return found


def _is_same(field: str, held: Item, item: Item) -> bool:
    """Whether what a person typed means an item that is there: accents are often left out."""
    if field == "organisations":
        is_open = "other" in {held.get("role") or "other", item.get("role") or "other"}
        same_role = held.get("role") == item.get("role")
        return _same_text(held, item, "name", organisation_name) and (is_open or same_role)
    if field == "persons":
        return _same_text(held, item, "name")
    return all(_same_text(held, item, name) for name in NAMED_BY[field])


def _same_text(held: Item, item: Item, part: str, known_by: Callable[[str], str] = fold) -> bool:
    return known_by(str(held.get(part) or "")) == known_by(str(item.get(part) or ""))


def _together(held: Item, item: Item) -> Item:
    said = {part: value for part, value in item.items() if value not in (None, "")}
    if "roles" in said:
        known = (role for role in held.get("roles") or () if role != "other")
        said["roles"] = list(dict.fromkeys([*known, *said["roles"]]))
    return held | said


def without(field: str, held: Iterable[Item], text: str) -> list[Item]:
    """A list without the items that a text names."""
    texts = _BETWEEN_LINKS.split(text) if field == "links" else parted(text)
    known_by = organisation_name if field == "organisations" else fold
    gone = {known_by(name) for each in texts for name in _spellings(field, each.strip()) if name}
    return [item for item in held if gone.isdisjoint(map(known_by, names_of(field, item)))]


def _spellings(field: str, text: str) -> list[str]:
    """The names by which a text may mean an item: as it is, or as it would be added."""
    if not text:
        return []
    if field in {"sections", "funding"}:
        return [text, section_kind(text) or ""] if field == "sections" else [text]
    read = [name for item in items_in(field, "", text) for name in names_of(field, item)[:1]]
    return [text, *read]


def names_of(field: str, item: Item) -> list[str]:
    """What an item of a list goes by, the name that says most first."""
    parts = {
        "identifiers": ("value", "scheme"),
        "sections": ("heading", "kind"),
        "links": ("url", "label"),
        "organisations": ("name",),
    }.get(field, NAMED_BY[field])
    return [str(item[part]) for part in parts if item.get(part)]


def place_of(target: Target, items: Sequence[Item], among: Sequence[int]) -> int:
    """The place of the item that a change names, by its number or by (a part of) its name.

    Args:
        target: what the change names.
        items: the items of the list.
        among: the places of those that it can be.

    Raises:
        CatalogueError: if there is no such item, or more than one.
    """
    wanted = target.item
    if not wanted:
        found = list(among)
    elif wanted.isdecimal():
        found = [at for number, at in enumerate(among, 1) if number == int(wanted)]
    else:
        found = _by_name(target, items, among)
    if len(found) == 1:
        return found[0]
    listed = "; ".join(
        f"[{number}] {_shown(target.field, items[at])}" for number, at in enumerate(among, 1)
    )
    there = listed or _("none")
    told = (
        _("`{name}` could be more than one; there are: {items}")
        if found
        else _("`{name}` is not there; there are: {items}")
    )
    if not wanted:
        told = _("which one? Write its number or name as in `{example}`; there are: {items}")
    raise CatalogueError(told.format(name=target.name, items=there, example=_example(target)))


def _example(target: Target) -> str:
    return f"{list_name(target.field)}[1].{part_name(target.field, target.part)}"


def _by_name(target: Target, items: Sequence[Item], among: Sequence[int]) -> list[int]:
    """The items with a name, else those whose name begins so, else those that contain it."""
    wanted = {fold(target.item)}
    if target.field == "persons":
        wanted.add(fold(split_titles(target.item).name))
    if target.field == "sections" and (kind := section_kind(target.item)):
        wanted.add(fold(kind))
    tests: tuple[Callable[[str], bool], ...] = (
        lambda name: name in wanted,
        lambda name: any(map(name.startswith, wanted)),
        lambda name: any(each in name for each in wanted),
    )
    for test in tests:
        found = [at for at in among if any(map(test, map(fold, names_of(target.field, items[at]))))]
        if found:
            return found
    return []


def _shown(field: str, item: Item) -> str:
    name = next(iter(names_of(field, item)), "")
    if field == "sections":
        return name or str(item.get("kind"))
    return name or str(item.get("amount") or "")
