"""Conditions on one item of a list: `org[name:Utrecht role:lead]`, `sectie.doel:jeugd`."""

from __future__ import annotations

import re

from projectkit.language.translate import _
from projectkit.model.labels import VALUES
from projectkit.search.conditions import InItem, Query, contains
from projectkit.search.fields import field
from projectkit.search.fold import fold
from projectkit.search.query_errors import QueryError, unknown_word


def _labels(group: str) -> dict[str, str]:
    """The value for each Dutch label of a group of values, folded as queries are."""
    return {fold(dutch): value for value, (dutch, _english) in VALUES[group].items()}


# What `sectie.doel:` and `section.goal:` ask for.
SECTION_KINDS = {
    "samenvatting": "summary",
    "achtergrond": "background",
    "doel": "goal",
    "doelgroep": "audience",
    "aanpak": "approach",
    "resultaten": "results",
    "financiering": "funding",
    "partners": "partners",
    "contact": "contact",
    "meer_info": "more_info",
    "overig": "other",
}
# Words for values of parts that have a choice of them: their labels, and others that people write.
CHOICES = {
    ("organisations", "role"): _labels("organisation_role")
    | {"trekker": "lead", "opdrachtnemer": "contractor"},
    ("persons", "roles"): _labels("person_role"),
    ("sections", "kind"): SECTION_KINDS,
}
# All their values.
_CHOICE_VALUES = {
    ("organisations", "role"): VALUES["organisation_role"],
    ("persons", "roles"): VALUES["person_role"],
    ("sections", "kind"): VALUES["section"],
}
# Lists of a record whose items have parts, with the names that these go by in a query.
ITEMS = {
    "organisations": {
        "name": "name",
        "naam": "name",
        "role": "role",
        "rol": "role",
        "unit": "unit",
        "lectoraat": "unit",
        "ror": "ror",
    },
    "persons": {
        "name": "name",
        "naam": "name",
        "role": "roles",
        "rol": "roles",
        "functie": "role_text",
        "org": "organisation",
        "organisatie": "organisation",
    },
    "funding": {
        "funder": "funder",
        "financier": "funder",
        "programme": "programme",
        "programma": "programme",
        "call": "call",
        "ronde": "call",
    },
    "identifiers": {"scheme": "scheme", "soort": "scheme", "value": "value", "nummer": "value"},
    "sections": {
        "kind": "kind",
        "soort": "kind",
        "heading": "heading",
        "kop": "heading",
        "text": "text",
        "tekst": "text",
    },
    "subprojects": {"title": "title", "titel": "title", "text": "text", "tekst": "text"},
    "links": {"url": "url", "label": "label"},
}
_PART = re.compile(r"""(?P<name>[\w']+):(?P<value>"[^"]*"|[^\s"]+)|\S+""")


def item_term(token: str) -> Query:
    """Conditions on one item: `org[name:Utrecht role:lead]`.

    Raises:
        QueryError: if they cannot be understood.
        UnknownFieldError: if no record has such a list.
    """
    name, _bracket, rest = token.partition("[")
    known = "funding" if name in {"funding", "financiering"} else field(name).name
    if known not in ITEMS:
        message = _("`{name}` has no parts to ask for; these have: {names}").format(
            name=name, names=", ".join(ITEMS)
        )
        raise QueryError(message)
    if not rest.endswith("]"):
        message = _("a `[` has no `]`: {token}").format(token=token)
        raise QueryError(message)
    conditions = tuple(_condition(name, known, match) for match in _PART.finditer(rest[:-1]))
    if not conditions:
        message = _("there is nothing between the brackets of {name}: write {names}").format(
            name=name, names=_parts(known)
        )
        raise QueryError(message)
    return InItem(known, conditions)


def _condition(name: str, items: str, match: re.Match[str]) -> tuple[str, str]:
    """The part that a condition is about, and its value.

    Args:
        name: how the query names the list, for its error.
        items: the list.
        match: the condition as it was written.
    """
    part = ITEMS[items].get((match["name"] or "").casefold())
    if part is None:
        message = _("`{part}` is not a part of {name}: write {names}").format(
            part=match[0], name=name, names=_parts(items)
        )
        value = match["value"] or "…"
        raise unknown_word(
            message,
            match["name"] or match[0],
            ITEMS[items],
            lambda known: f"{name}[{known}:{value}]",
        )
    value = match["value"].replace('"', "")
    return part, _part_value(f"{name}[{match['name']}", items, part, value)


def _parts(items: str) -> str:
    """The parts of an item, as they are written."""
    return ", ".join(f"{part}:…" for part in ITEMS[items])


def _part_value(asked: str, items: str, part: str, value: str) -> str:
    """A value of a part that has a choice of values, in the terms of the record.

    Args:
        asked: how the query names the part, for its error.
        items: the list that it is a part of.
        part: the part.
        value: the value as it was written.
    """
    choices = CHOICES.get((items, part))
    if choices is None:
        return value
    values = _CHOICE_VALUES[items, part]
    if fold(value) in choices or any(contains(each, value) for each in values):
        return choices.get(fold(value), value)
    known = list(dict.fromkeys([*choices, *values]))
    message = _("`{name}` is one of {names}; not `{value}`").format(
        name=f"{asked}]", names=", ".join(known), value=value
    )
    raise unknown_word(message, value, known, lambda word: f"{asked}:{word}]")


def section_term(name: str, value: str | None = None) -> Query | None:
    """Sections of one kind (`section.goal`) that exist or say something; None for other names.

    Raises:
        QueryError: if there is no such kind, or no value.
        UnknownFieldError: if no record has what comes before the dot.
    """
    section, dot, kind = name.partition(".")
    if not dot or field(section).name != "sections":
        return None
    english = SECTION_KINDS.get(kind.casefold(), kind.casefold())
    if english not in SECTION_KINDS.values():
        message = _("`{kind}` is not a kind of section: write {names}").format(
            kind=kind, names=", ".join(SECTION_KINDS)
        )
        kinds = [*SECTION_KINDS, *SECTION_KINDS.values()]
        raise unknown_word(message, kind, kinds, lambda known: f"{section}.{known}:jeugd")
    if value == "":
        message = _(
            "`{name}:` needs a value behind it; `has:{name}` asks whether it is there"
        ).format(name=name)
        raise QueryError(message)
    return InItem("sections", (("kind", english), *((("text", value),) if value else ())))
