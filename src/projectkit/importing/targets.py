"""What the left side of a change names: `penvoerder`, `sectie.doel`, `persoon[Bos].rol`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from typing import NamedTuple

from projectkit.catalogue.root import CatalogueError
from projectkit.language.translate import _, language, later
from projectkit.model.labels import LABELS, PARTS, VALUES
from projectkit.search.fields import FIELDS
from projectkit.search.fold import fold

VALUES_OF_RECORD = frozenset({
    "kind", "title", "language", "status", "start_date", "end_date", "page_date",
    "progress_percent", "active",
})  # fmt: skip
TEXT_LISTS = frozenset({"alternate_titles", "themes"})
_ROLES = {"lead": "lead", "partners": "partner"}
# Names that stand for a part of the only item of a list.
_OF_ONLY_ITEM = {
    "unit": ("organisations", "unit"),
    "email": ("persons", "email"),
    "phone": ("persons", "phone"),
    "address": ("persons", "address"),
    "role": ("persons", "roles"),
    "funder": ("funding", "funder"),
    "programme": ("funding", "programme"),
    "amount": ("funding", "amount"),
    "call": ("funding", "call"),
    "currency": ("funding", "currency"),
    "ror": ("organisations", "ror"),
}
# What no query asks for has names here.
_NAMES = {
    "funding": ("funding", "financiering"),
    "call": ("call", "subsidieronde", "ronde"),
    "currency": ("currency", "munt"),
    "ror": ("ror",),
}
_REFUSED = {
    "id": later("an id cannot change"),
    "source": later("it says which page the record was read from"),
    "url": later("it says which page the record was read from"),
    "year": later("it is the year of the start: set `start`"),
    "persons_with_roles": later("it shows persons with their roles: set `person`"),
}
# Short names of parts, beside their names in files and their labels.
_PARTS = {
    "organisations": {"lectoraat": "unit"},
    "persons": {"rol": "roles", "role": "roles", "email": "email", "mail": "email"},
    "funding": {"ronde": "call"},
    "identifiers": {"soort": "scheme"},
}
_DUTCH_LISTS = {
    "alternate_titles": "acroniem",
    "themes": "thema",
    "identifiers": "nummer",
    "funding": "financiering",
    "organisations": "organisatie",
    "persons": "persoon",
    "sections": "sectie",
    "subprojects": "deelproject",
    "links": "link",
}
# Labels of more than one word, as they can be typed.
_TYPED = {
    "lectoraat of kenniscentrum": "lectoraat",
    "role as written": "role_text",
    "soort nummer": "soort",
}
_LEFT = re.compile(
    r"(?P<name>\w[\w'’-]*)(?:\[(?P<item>[^\]]+)\])?(?:\.(?P<part>[\w'’ -]+))?", re.UNICODE
)


class Target(NamedTuple):
    """What a change is about.

    Attributes:
        name: how the user called it.
        field: the field of the record.
        role: of organisations in one role, that role.
        item: which item of a list; empty for the only one.
        part: the part of that item; empty for a value or a whole list.
        section: of a text, the kind of section that it stands in.
    """

    name: str
    field: str
    role: str = ""
    item: str = ""
    part: str = ""
    section: str = ""


def target(text: str) -> Target:
    """What the left side of a change names.

    Raises:
        CatalogueError: if it is nothing that can be set; the message says what can.
    """
    match = _LEFT.fullmatch(text.strip())
    name = _names().get(fold(match["name"])) if match else None
    if match is None or name is None:
        raise CatalogueError(_unknown(match["name"] if match else text))
    if name in _REFUSED:
        message = _("`{name}` cannot be set: {reason}").format(name=text, reason=_(_REFUSED[name]))
        raise CatalogueError(message)
    item, part = match["item"] or "", match["part"] or ""
    if name in _OF_ONLY_ITEM and not (item or part):
        field, part = _OF_ONLY_ITEM[name]
        return Target(text, field, part=part)
    field = "organisations" if name in _ROLES else name
    if not (item or part):
        return Target(text, field, _ROLES.get(name, ""))
    if field not in PARTS:
        message = _("`{name}` has no items with parts: write {field}=…").format(
            name=text, field=match["name"]
        )
        raise CatalogueError(message)
    if field == "sections" and not item and (kind := _section_kinds().get(fold(part))):
        return Target(text, field, section=kind)
    return Target(text, field, _ROLES.get(name, ""), item.strip(), _part(field, part, text))


def section_kind(text: str) -> str | None:
    """The kind of section that a word stands for, in either language."""
    return _section_kinds().get(fold(text))


def part_names(field: str) -> str:
    """The parts of the items of a list, as a message lists them."""
    return ", ".join(part_name(field, part) for part in LABELS[PARTS[field]])


def part_of(field: str, name: str) -> str:
    """The part of an item that goes by a name, in either language.

    Raises:
        CatalogueError: if there is none.
    """
    return _part(field, name.strip(), name.strip())


def list_name(field: str) -> str:
    """What a message calls a list: a word that can be typed."""
    return _DUTCH_LISTS[field] if language() == "nl" else field


def part_name(field: str, part: str) -> str:
    """What a message calls a part of an item: a word that can be typed."""
    named = LABELS[PARTS[field]][part][language() == "en"].lower()
    return _TYPED.get(named, named)


def settable() -> Iterator[tuple[str, str]]:
    """Every name that can be set, in English and in Dutch."""
    for entry in FIELDS:
        if entry.name not in _REFUSED:
            yield entry.name, next(iter(entry.aliases), entry.name)
    for name, others in _NAMES.items():
        yield name, others[min(1, len(others) - 1)]


def _part(field: str, part: str, text: str) -> str:
    found = _part_names(field).get(fold(part)) if part else None
    if found is None:
        message = _("`{name}`: write one of these after the item and a dot: {parts}").format(
            name=text, parts=part_names(field)
        )
        raise CatalogueError(message)
    return found


@cache
def _part_names(field: str) -> dict[str, str]:
    """The part for each of its names: in files, in labels, and short ones."""
    names = {fold(name): part for name, part in _PARTS.get(field, {}).items()}
    for part, labels in LABELS[PARTS[field]].items():
        names |= {fold(name): part for name in (part, *labels)}
    return names


@cache
def _section_kinds() -> dict[str, str]:
    names = {
        fold(name.replace(" ", sign)): kind
        for kind, words in VALUES["section"].items()
        for name in (kind, *words)
        for sign in (" ", "_")
    }
    return names | {"meer_info": "more_info"}


@cache
def _names() -> dict[str, str]:
    names = {fold(name): each.name for each in FIELDS for name in (each.name, *each.aliases)}
    return names | {fold(name): known for known, others in _NAMES.items() for name in others}


def _unknown(name: str) -> str:
    close = get_close_matches(fold(name), _names(), n=1, cutoff=0.7)
    if close:
        shown = {fold(each): each for pair in settable() for each in pair}.get(close[0], close[0])
        return _("`{name}` is not a field: did you mean `{close}`?").format(name=name, close=shown)
    pairs = ", ".join(each if each == other else f"{each} ({other})" for each, other in _ordered())
    return _("`{name}` is not a field; you can set {fields}").format(name=name, fields=pairs)


def _ordered() -> Iterator[tuple[str, str]]:
    """Names in the language of the user, each with the other one."""
    for english, dutch in settable():
        yield (dutch, english) if language() == "nl" else (english, dutch)
