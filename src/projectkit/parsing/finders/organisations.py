"""Organisations that stand in a list of partners, or at the head of a contact block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from projectkit.dutch.names import is_person_name, split_titles
from projectkit.dutch.placeholders import is_placeholder
from projectkit.model.source import How
from projectkit.parsing.finding import Finding, Page
from projectkit.parsing.marks import Mark, Part, Role, is_prose
from projectkit.parsing.organisation_lists import enumerated, organisation_findings, without_full_stop
from projectkit.parsing.organisation_words import names_organisation, names_person, names_unit
from projectkit.parsing.partner_tables import partner_table
from projectkit.parsing.prose import leading
from projectkit.parsing.role_words import roles
from projectkit.reading.blocks import list_item

_MAX_NAME = 120
_MAX_NAME_WORDS = 8
_MAX_KIND_WORDS = 3
# How a sentence that is nothing but a list of partners begins: "We werken samen met A, met B en met C".
_OPENING = re.compile(
    r"^(?:We|Wij|Het project|Hierin|Daarin)\s(?:werken|werkt|werkten|doen dit|doet dit)\s", re.IGNORECASE
)
_LONGEST_OPENING = 60
_COOPERATES = re.compile(r"[^,()]{0,40}\bwerk(?:t|en|te|ten)\b")
# Behind a name another sentence begins.
_GOES_ON = re.compile(
    r"\w{3}\.\s+[A-ZÀ-Ý][^.]{0,200}\s(?:is|zijn|was|waren|werkt|werken|doet|doen|heeft|hebben|wordt|worden|leidt|coördineert)\b"
)
_WITH = re.compile(r"^(?:met\s)?(?:(?:de|het|een)\s)?")
_SEVERAL = re.compile(r",|;| [·•|] ")


def find_organisations(page: Page) -> Iterator[Finding]:
    """Propose the partners of every partner section and the lead of every contact section."""
    for part in page.parts:
        if part.kind == "partners":
            yield from _partners(part)
        elif part.kind == "contact":
            yield from _lead(part)


def _partners(part: Part) -> Iterator[Finding]:
    body = takewhile(lambda mark: mark.role is not Role.LABEL or mark.rest, part.body)
    marks = [mark for mark in body if mark.role in {Role.TEXT, Role.ITEM}]
    items = [mark for mark in marks if mark.role is Role.ITEM]
    listed = items or [mark for mark in marks if mark.block == marks[0].block]
    table = partner_table(listed)
    if table is not None:
        yield from table
        return
    if len(listed) == 1 and _SEVERAL.search(listed[0].text):
        yield from _enumerated(listed[0])
        return
    for mark in listed:
        item = list_item(mark.text)
        cells = mark.line.cells
        name = without_full_stop(item.text if item else cells[0] if cells else mark.text)
        if cells and not names_organisation(name):
            continue
        if len(name) > _MAX_NAME or is_prose(mark.text):
            return
        kind, colon, names = name.partition(": ")
        if colon and names and len(kind.split()) <= _MAX_KIND_WORDS:
            for one in enumerated(names):
                yield from organisation_findings(one, "partner", (mark.number,), How.POSITIONAL)
        elif not _is_certainly_person(name) and not is_placeholder(name):
            yield from organisation_findings(name, "partner", (mark.number,), How.POSITIONAL)


def _enumerated(mark: Mark) -> Iterator[Finding]:
    """One line `A, B, C en D.`: names only, so a line with a verb in it is no list."""
    text = without_full_stop(mark.text)
    if _GOES_ON.search(text):
        return
    head, colon, rest = text.partition(": ")
    text = rest if colon and not names_organisation(head) else text
    text = _OPENING.sub("", text)
    opening = leading("partners_before").search(text, 0, _LONGEST_OPENING)
    says_only = opening and (opening.start() == 0 or _COOPERATES.match(text[: opening.end()]))
    names = enumerated(text[opening.end() :] if opening and says_only else text)
    names = [_WITH.sub("", name) for name in names]
    if len(names) > 1 and all(0 < len(name) <= _MAX_NAME and len(name.split()) <= _MAX_NAME_WORDS for name in names):
        for name in names:
            yield from organisation_findings(name, "partner", (mark.number,), How.POSITIONAL)


def _is_certainly_person(text: str) -> bool:
    """Whether a name comes with titles or a role: such a line of a list of partners is a person."""
    name, _, rest = text.partition(",")
    person = split_titles(name.partition("(")[0])
    has_role = bool(roles(rest) or ("(" in name and roles(name.partition("(")[2])))
    return is_person_name(person.name) and bool(person.titles or has_role) and not names_organisation(person.name)


def _lead(part: Part) -> Iterator[Finding]:
    """The organisation that stands above the persons of a contact section, with its unit."""
    marks = list(takewhile(lambda mark: mark.role is not Role.NOISE, part.body))
    if not marks or marks[0].role is not Role.TEXT or is_prose(marks[0].text) or roles(marks[0].text):
        return
    first, second = marks[0], marks[1] if len(marks) > 1 else None
    alone = second is not None and second.block != first.block
    known = names_organisation(first.text) and not names_unit(first.text)
    above_person = alone and second is not None and names_person(second.text)
    if not (known or (above_person and not names_person(first.text))) or any(char in first.text for char in ":@,"):
        return
    value, lines = {"name": first.text, "role": "lead"}, [first.number]
    if second is not None and names_unit(second.text):
        value["unit"] = second.text.replace(first.text, "").strip(" ,")
        lines.append(second.number)
    yield Finding("organisations", value, tuple(lines), How.DERIVED)
