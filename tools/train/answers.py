"""The facts that a page states and those that its record holds, field by field."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from tools.train.annotated import AnnotatedPage

from projectkit.model.record import Record

Facts = dict[str, set[Any]]
"""The values that a page states, by field; see `comparable` for how texts compare."""

SCORED_SECTIONS = frozenset({"background", "goal", "audience", "approach", "results"})
"""The kinds of sections on which authors agree."""

_OF_PERSON = frozenset({"per", "role", "email", "phone"})
_FIRST_COUNTS = frozenset({"lead", "programme"})
_QUOTES = str.maketrans("‘’“”`", "''\"\"'")
_FIELDS = {
    "title": "title",
    "start": "start_date",
    "end": "end_date",
    "status": "status",
    "theme": "themes",
    "id": "identifiers",
    "programme": "programme",
    "funder": "funders",
    "lead": "lead",
    "partner": "partners",
    "sub": "subprojects",
    "link": "links",
}

_JSON_FIELDS = {"kind": "kind", "status": "status", "start": "start_date", "end": "end_date"}


def comparable(text: object) -> str:
    """A text as it is compared: without case, curly quotes and outer punctuation."""
    plain = (
        unicodedata.normalize("NFKC", str(text))
        .replace("\u00ad", "")
        .replace("\u00ac", "")
        .translate(_QUOTES)
    )
    return re.sub(r"\s+", " ", plain).strip(" :\t").casefold()


def _link(url: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?|/$", "", url.casefold())


def answer_of(page: AnnotatedPage) -> Facts:
    """The facts that a page states; none if it does not describe a project."""
    facts: Facts = defaultdict(set)
    if not page.is_project:
        return facts
    facts["kind"].add(page.head["kind"])
    people: dict[str, dict[str, str]] = defaultdict(dict)
    for tag, values, words in page.whole():
        if tag in _OF_PERSON:
            _put_of_person(people[values[0]], tag, values, words)
        else:
            _put_value(facts, tag, values, words)
    facts["partners"] -= facts["lead"]
    _put_people(facts, people.values())
    return facts


def answer_of_json(gold: dict[str, Any]) -> Facts | None:
    """The facts of an answer in JSON beside its page; None if the page is not a project."""
    if gold.get("not_a_project"):
        return None
    facts: Facts = defaultdict(set)
    for key, field in _JSON_FIELDS.items():
        facts[field] |= {str(gold[key])} if gold[key] else set()
    for key in ("title", "programme", "lead"):
        facts[key] |= {comparable(gold[key])} if gold[key] else set()
    for key in ("themes", "identifiers", "funders", "partners", "subprojects"):
        facts[key] |= set(map(comparable, gold[key]))
    facts["amount"] |= {f"{float(gold['budget']['amount']):.2f}"} if gold["budget"] else set()
    facts["links"] |= set(map(_link, gold["links"]))
    for section in gold["sections"]:
        if section["heading"]:
            _put_value(facts, "h", (section["kind"],), section["heading"])
    _put_people(facts, ({"per": person["name"], **_stated(person)} for person in gold["people"]))
    return facts


def _stated(values: dict[str, str | None]) -> dict[str, str]:
    return {key: value for key, value in values.items() if value}


def _put_of_person(person: dict[str, str], tag: str, values: tuple[str, ...], words: str) -> None:
    """The first role, address and number of a person count, and the longest name."""
    stated = values[1] if tag in {"email", "phone"} else words
    known = person.get(tag, "")
    if not known or (tag == "per" and len(words) > len(known)):
        person[tag] = stated


def _put_value(facts: Facts, tag: str, values: tuple[str, ...], words: str) -> None:
    if tag == "amount":
        facts["amount"] = facts["amount"] or {f"{float(values[0]):.2f}"}
    elif tag == "h" and values[0] in SCORED_SECTIONS:
        facts["section_headings"].add(comparable(words))
        facts["section_kinds"].add((comparable(words), values[0]))
    elif tag in {"status", "start", "end"}:
        facts[_FIELDS[tag]].add(values[0])
    elif tag in _FIELDS and not (tag in _FIRST_COUNTS and facts[_FIELDS[tag]]):
        facts[_FIELDS[tag]].add(_link(words) if tag == "link" else comparable(words))


def _put_people(facts: Facts, people: Iterable[dict[str, str]]) -> None:
    for person in people:
        if "per" not in person:
            continue
        name = comparable(person["per"])
        facts["persons"].add(name)
        if "role" in person:
            facts["role_text"].add((name, comparable(person["role"])))
        if "email" in person:
            facts["email"].add((name, comparable(person["email"])))
        if "phone" in person:
            facts["phone"].add((name, person["phone"]))


def facts_of(record: Record) -> Facts:
    """The facts that a record states."""
    facts: Facts = defaultdict(set)
    for field in ("kind", "status", "start_date", "end_date"):
        facts[field] |= {str(value) for value in [getattr(record, field)] if value}
    facts["title"] |= {comparable(record.title)} if record.title else set()
    facts["themes"] |= set(map(comparable, record.themes))
    facts["identifiers"] |= {comparable(item.value) for item in record.identifiers}
    for item in record.funding:
        facts["programme"] |= {comparable(item.programme)} if item.programme else set()
        facts["funders"] |= {comparable(item.funder)} if item.funder else set()
        facts["amount"] |= {f"{float(item.amount):.2f}"} if item.amount is not None else set()
    fields = {"lead": "lead", "partner": "partners", "funder": "funders"}
    for organisation in record.organisations:
        if organisation.role in fields:
            facts[fields[organisation.role]].add(comparable(organisation.name))
    _put_people(facts, (_person(person) for person in record.persons))
    facts["links"] |= {_link(link.url) for link in record.links}
    for section in record.sections:
        if section.heading and section.kind in SCORED_SECTIONS:
            facts["section_headings"].add(comparable(section.heading))
            facts["section_kinds"].add((comparable(section.heading), str(section.kind)))
    facts["subprojects"] |= {comparable(part.title) for part in record.subprojects if part.title}
    return facts


def _person(person: Any) -> dict[str, str]:
    found = {
        "per": person.name,
        "role": person.role_text,
        "email": person.email,
        "phone": person.phone,
    }
    return _stated(found)
