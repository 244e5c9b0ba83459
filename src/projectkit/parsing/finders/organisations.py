"""Organisations that stand in a list of partners, or at the head of a contact block."""

from __future__ import annotations

import re
from collections.abc import Iterator

from projectkit.dutch.names import is_person_name, split_titles
from projectkit.model.source import How
from projectkit.parsing.finding import Finding, Page
from projectkit.parsing.outline import Mark, Part, Role, is_prose
from projectkit.parsing.vocabulary import names_organisation, names_unit, roles
from projectkit.reading.blocks import list_item

_MAX_NAME = 120
_LEAD_NOTE = re.compile(r"\s*\((?:penvoerder|trekker|lead(?: partner)?|hoofdaanvrager)\)", re.IGNORECASE)


def find_organisations(page: Page) -> Iterator[Finding]:
    """Propose the partners of every partner section and the lead of every contact section."""
    for part in page.parts:
        if part.kind == "partners":
            yield from _partners(part)
        elif part.kind == "contact":
            yield from _lead(part)


def _partners(part: Part) -> Iterator[Finding]:
    marks = [mark for mark in part.body if mark.role in {Role.TEXT, Role.ITEM}]
    items = [mark for mark in marks if mark.role is Role.ITEM]
    listed = items or marks
    if len(listed) == 1 and "," in listed[0].text:
        yield from _enumerated(listed[0])
        return
    for mark in listed:
        item = list_item(mark.text)
        name = (item.text if item else mark.text).rstrip(" ,;.")
        if len(name) > _MAX_NAME or is_prose(mark.text):
            return
        yield _partner(name, mark)


def _enumerated(mark: Mark) -> Iterator[Finding]:
    """One line `A, B, C en D.`: names only, so a line with a verb in it is no list."""
    names = [name.strip() for name in re.split(r",\s+|\s+en\s+(?=[^,]*$)", mark.text.rstrip(" ."))]
    if len(names) > 2 and all(0 < len(name) <= _MAX_NAME and len(name.split()) <= 8 for name in names):  # noqa: PLR2004
        for name in names:
            yield _partner(name, mark)


def _partner(name: str, mark: Mark) -> Finding:
    value = {"name": _LEAD_NOTE.sub("", name), "role": "partner"}
    return Finding("organisations", value, (mark.number,), How.POSITIONAL)


def _lead(part: Part) -> Iterator[Finding]:
    """The organisation that stands above the persons of a contact section, with its unit."""
    marks = [mark for mark in part.body if mark.role is not Role.NOISE]
    if not marks or marks[0].role is not Role.TEXT or is_prose(marks[0].text) or roles(marks[0].text):
        return
    first, second = marks[0], marks[1] if len(marks) > 1 else None
    alone = second is not None and second.block != first.block
    known = names_organisation(first.text) and not names_unit(first.text)
    above_person = alone and second is not None and _is_person(second.text)
    if not (known or (above_person and not _is_person(first.text))) or any(char in first.text for char in ":@,"):
        return
    value, lines = {"name": first.text, "role": "lead"}, [first.number]
    if second is not None and names_unit(second.text):
        value["unit"] = second.text.replace(first.text, "").strip(" ,")
        lines.append(second.number)
    yield Finding("organisations", value, tuple(lines), How.POSITIONAL)


def _is_person(text: str) -> bool:
    return is_person_name(split_titles(text).name) and not names_organisation(text)
