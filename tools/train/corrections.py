"""The record that a person would make of what was read from an annotated page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import zip_longest

from tools.train.annotated import AnnotatedPage

from projectkit.model.record import (
    Funding,
    Identifier,
    Link,
    Organisation,
    OrganisationRole,
    Person,
    Record,
    Section,
    SectionKind,
    Subproject,
)

_OF_PERSON = frozenset({"per", "role", "email", "phone"})
_PARTS_OF_PERSON = {"per": "name", "role": "role_text", "email": "email", "phone": "phone"}


def corrected(record: Record, page: AnnotatedPage) -> Record:
    """A record as its page is annotated.

    Args:
        record: what was read from the page.
        page: the page with its right answer.
    """
    values: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    people: dict[str, dict[str, str]] = defaultdict(dict)
    for tag, said, text in page.whole():
        if tag in _OF_PERSON:
            _put_of_person(people[said[0]], tag, said, text)
        else:
            values[tag].append((said, text))

    def first(tag: str) -> str | None:
        return values[tag][0][0][0] if values[tag] else None

    def words(tag: str) -> list[str]:
        return list(dict.fromkeys(text for _, text in values[tag]))

    return record.model_copy(
        update={
            "kind": page.head["kind"],
            "title": next(iter(words("title")), None),
            "alternate_titles": tuple(words("alt")),
            "status": first("status"),
            "start_date": first("start"),
            "end_date": first("end"),
            "page_date": first("pagedate"),
            "themes": tuple(words("theme")),
            "identifiers": tuple(
                Identifier(scheme="project_number", value=text) for text in words("id")
            ),
            "funding": tuple(_funding(words("funder"), words("programme")[:1], first("amount"))),
            "organisations": tuple(_organisations(words("lead"), words("partner"), words("unit"))),
            "persons": tuple(Person(**person) for person in people.values() if "name" in person),
            "sections": tuple(_sections(page)),
            "subprojects": tuple(Subproject(title=text) for text in words("sub")),
            "links": tuple(Link(url=text) for text in words("link")),
        }
    )


def _put_of_person(person: dict[str, str], tag: str, said: tuple[str, ...], words: str) -> None:
    """The first role, address and number of a person count, and the longest name."""
    part = _PARTS_OF_PERSON[tag]
    text = said[1] if tag in {"email", "phone"} else words
    if part not in person or (part == "name" and len(text) > len(person[part])):
        person[part] = text


def _funding(funders: list[str], programmes: list[str], amount: str | None) -> Iterator[Funding]:
    sums = [Decimal(amount)] if amount else []
    for funder, programme, money in zip_longest(funders, programmes, sums):
        currency = None if money is None else "EUR"
        yield Funding(funder=funder, programme=programme, amount=money, currency=currency)


def _organisations(
    leads: list[str], partners: list[str], units: list[str]
) -> Iterator[Organisation]:
    named: set[str] = set()
    roles = (
        (leads[:1], OrganisationRole.LEAD),
        (partners, OrganisationRole.PARTNER),
        (units, OrganisationRole.OTHER),
    )
    for names, role in roles:
        for name in names:
            if name.casefold() not in named:
                named.add(name.casefold())
                yield Organisation(name=name, role=role)


def _sections(page: AnnotatedPage) -> Iterator[Section]:
    """The sections between the headings of a page, without the lines of the site."""
    kind, heading, body = SectionKind.SUMMARY, None, list[str]()
    for line in page.lines:
        first = line.annotations[0] if line.annotations else None
        tag = first.tag if first else ""
        if first and tag == "h" and not first.continues:
            if heading or body:
                yield Section(kind=kind, heading=heading, text="\n".join(body))
            kind, heading, body = _kind(first.values), line.text[first.start : first.end], []
        elif tag not in {"noise", "title"} and line.text.strip():
            body.append(line.text.strip())
    if heading or body:
        yield Section(kind=kind, heading=heading, text="\n".join(body))


def _kind(values: tuple[str, ...]) -> SectionKind:
    known = values and values[0] in set(SectionKind)
    return SectionKind(values[0]) if known else SectionKind.OTHER
