"""Reads persons: the names that the model found, each with its role, addresses and phone number.

Names and words for roles are spans of the model. What belongs together follows from the line, then
from the lines around it, then from the name in an e-mail address.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from projectkit.model.source import How
from projectkit.parsing.findings.finding import Finding, Page
from projectkit.parsing.findings.person_contacts import ContactReader, mark_contacts
from projectkit.parsing.findings.person_draft import PersonDraft
from projectkit.parsing.findings.person_employers import give_employers
from projectkit.parsing.findings.person_mentions import PersonLines, people_of
from projectkit.parsing.findings.person_roles import give_group_roles, give_roles

# Of 65 such names on pages that the models had not seen, 19 were persons of the project.
_CERTAINTY_OF_FIRST_NAMES = 0.29


def find_persons(page: Page) -> Iterator[Finding]:
    """Propose the persons of a page with what is said about them."""
    people = people_of(page)
    if not people:
        return
    lines = PersonLines(page, people)
    give_roles(page, lines)
    give_group_roles(page, people)
    give_employers(page, people)
    for person in people:
        person.is_certain_enough = _finding(page, person).is_certain_enough
    ContactReader(page, people, lines).give()
    mark_contacts(page, people)
    for person in people:
        yield _less_sure_of_first_name(_finding(page, person))


def _finding(page: Page, person: PersonDraft) -> Finding:
    """The finding of a person, labelled if a mention answers a label for persons."""
    value = {"name": person.name, "titles": person.titles, **person.values}
    labelled = any(span.stated or page.asked(span) == "person" for span in person.spans)
    how = How.LABELLED if labelled else How.LEARNED
    certainty = max(span.certainty for span in person.spans)
    lines = tuple(sorted(person.lines))
    in_section = any(page.is_in_section(span, "contact") for span in person.spans)
    spans = tuple(person.spans)
    return Finding(
        "persons",
        value,
        lines,
        how,
        certainty,
        details=person.details,
        in_section=in_section,
        spans=spans,
    )


def _less_sure_of_first_name(finding: Finding) -> Finding:
    """A person who is nothing but a first name, perhaps with a phone number, is seldom one."""
    value = finding.value
    is_known = value["titles"] or value.keys() & {"email", "role_text"}
    if " " in value["name"] or is_known:
        return finding
    return replace(finding, certainty=min(finding.certainty, _CERTAINTY_OF_FIRST_NAMES))
