"""Persons and how to reach them, in the blocks where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from projectkit.model.source import How
from projectkit.parsing.contact_reader import ContactReader
from projectkit.parsing.finding import Detail, Finding, Page
from projectkit.parsing.marks import Part, Role, is_prose
from projectkit.parsing.person_draft import Draft
from projectkit.parsing.role_words import names_role_of_each, roles

_MOST_WORDS = 3
_LEADING = frozenset({"project_leader", "lead_applicant"})


def find_contacts(page: Page) -> Iterator[Finding]:
    """Propose persons, and for a project leader the organisation that leads the project."""
    for part in page.parts:
        contacts_until = _contacts_until(part)
        for draft in _read(part, page.region):
            _complete(draft, part, contacts_until)
            if draft.is_certain:
                yield from _findings(draft, part)


def _read(part: Part, region: str) -> list[Draft]:
    reader = ContactReader(region, in_contact=part.kind in {"contact", "people"})
    sizes = Counter(mark.block for mark in part.body if mark.role is not Role.NOISE)
    for mark in part.body:
        if mark.role is not Role.NOISE:
            reader.read(mark, alone=sizes[mark.block] == 1)
    return reader.persons


def _complete(draft: Draft, part: Part, contacts_until: int) -> None:
    """Give a person without a role the one that the heading or the line above says, as `Projectmedewerkers` does."""
    heading, above = part.heading, draft.above
    if "role_text" in draft.values:
        if heading and not draft.labelled and draft.lines[0] < contacts_until:
            draft.add_contact(heading.number)
    elif heading and part.kind in {"contact", "people"} and names_role_of_each(heading.label):
        draft.add_role(heading.label, heading.number)
    elif above and {"email", "phone"} & set(draft.details) and above.text[0].isupper() and _is_word(above.text):
        draft.add_role(above.text, above.number)


def _contacts_until(part: Part) -> int:
    """The line before which the heading `Contactpersoon` speaks of persons: that of the running text below it."""
    if part.heading is None or roles(part.heading.label) != ("contact",):
        return 0
    last = part.body[-1].number + 1 if part.body else 0
    return next((mark.number for mark in part.body if is_prose(mark.text)), last)


def _person(draft: Draft, value: dict[str, Any]) -> Finding:
    """The finding of a person; a sentence that mentions one keeps its place in the text."""
    lines = tuple(sorted(set(draft.lines)))
    if draft.mention is None:
        how = How.LABELLED if draft.labelled else How.POSITIONAL
        return Finding("persons", value, lines, how, details=draft.details)
    own = tuple(line for line in lines if line != draft.mention)
    details = {"name": Detail((draft.mention,)), **draft.details} if own else draft.details
    return Finding("persons", value, own or lines, How.DERIVED, weight=0.5, claims=bool(own), details=details)


def _is_word(text: str) -> bool:
    return len(text.split()) <= _MOST_WORDS and text.replace(" ", "").replace("-", "").isalpha()


def _findings(draft: Draft, part: Part) -> Iterator[Finding]:
    value: dict[str, Any] = {"name": draft.name, "titles": draft.titles, **draft.values}
    if part.kind == "contact" and not value.get("roles"):
        value["roles"] = ["contact"]
        draft.details["roles"] = Detail((draft.lines[0],), how=How.DERIVED)
    yield _person(draft, value)
    organisation = draft.employer
    text = draft.values.get("role_text", "").casefold()
    # In a list of people, each with an employer beside the name, none of these leads because its employee does.
    beside = organisation and draft.details["organisation"].lines == (draft.lines[0],)
    leads = _LEADING & set(value.get("roles", ())) and "promotor" not in text
    if organisation and not beside and (leads or text.startswith("project")):
        lead = {"name": organisation, "role": "lead", "unit": draft.unit}
        lines = draft.details["organisation"].lines
        yield Finding("organisations", lead, lines, How.DERIVED, weight=0.5)
