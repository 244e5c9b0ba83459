"""Which role each person has: beside the name, on a line of its own, or in a label or heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from projectkit.parsing.findings.finding import Page
from projectkit.parsing.findings.person_draft import PersonDraft
from projectkit.parsing.findings.person_mentions import Mention, PersonLines
from projectkit.parsing.lines.marks import Mark, is_prose
from projectkit.parsing.models import threshold
from projectkit.parsing.vocabulary.role_words import names_role_of_each, roles
from projectkit.parsing.words.spans import Span, Tag

# What separates a name from the role after it: "Anna Bos, lector", "Anna Bos is lector".
_AFTER_NAME = re.compile(
    r"[^\w]{1,4}(?:(?:is|als|werkt als|MSc|PhD|MA|MBA|BSc)[^\w]{0,3}){0,3}"
    r"|\s(?:is|was|als)\s(?:\w{1,20}\s){0,2}"
)
_LONGEST_BETWEEN = 60
_BEFORE_NAME = len(": dr. ir. ")


def give_roles(page: Page, lines: PersonLines) -> None:
    """Give each role to the person beside it, else to one above or below it without a role."""
    alone: list[Span] = []
    for span in page.spans:
        if span.tag is not Tag.ROLE or span.certainty < threshold(Tag.ROLE):
            continue
        person = _beside(span, lines)
        if person is None and not lines.on(span.place):
            alone.append(span)
        elif person is not None:
            person.role = person.role or span
            person.add_role(span.text, span.mark.number)
    _give_alone(alone, lines)


def _give_alone(alone: Sequence[Span], lines: PersonLines) -> None:
    """Give roles on lines of their own to the persons above or below them."""
    up = _roles_stand_below(alone, lines)
    for span in alone:
        above, below = lines.above(span.place), lines.below(span.place)
        nearest = (above, below) if up else (below, above)
        free = [person for person in nearest if person and "role_text" not in person.values]
        if free:
            free[0].role = span
            free[0].add_role(span.text, span.mark.number)


def _roles_stand_below(alone: Sequence[Span], lines: PersonLines) -> bool:
    """Whether roles on lines of their own belong to the name above, as on most pages."""
    below = sum(bool(lines.on(span.place - 1)) for span in alone)
    above = sum(bool(lines.on(span.place + 1)) for span in alone)
    if below == above and alone:
        return bool(lines.on(alone[0].place - 1))
    return below >= above


def _beside(span: Span, lines: PersonLines) -> PersonDraft | None:
    """The person on the line whose role it is: of the name right after it, or of the one before."""
    before, after = lines.around(span.place, span.start)
    if before and _is_right_after(span, before):
        return before.person
    if after and after.start - span.end <= _BEFORE_NAME:
        return after.person
    if before and after:
        after_is_nearer = after.start - span.end < span.start - before.end
        return after.person if after_is_nearer else before.person
    only = before or after
    return only.person if only else None


def _is_right_after(span: Span, mention: Mention) -> bool:
    """Whether a role follows a name: `Anna Bos, lector`."""
    between = span.mark.text[mention.end : span.start]
    is_near = span.start - mention.end <= _LONGEST_BETWEEN
    return is_near and _AFTER_NAME.fullmatch(between) is not None


def give_group_roles(page: Page, people: Iterable[PersonDraft]) -> None:
    """Give persons the role in their label or heading, such as `Projectmedewerkers`.

    It says what they do, but is not the role text of any one of them.
    """
    headings = {
        mark.number: part.heading for part in page.parts if part.heading for mark in part.body
    }
    for person in people:
        mark = person.first.mark
        label, heading = page.answers[person.first.place], headings.get(mark.number)
        if label is not None and label.target == "person" and label.label:
            person.add_roles(label.label, label.number)
        elif heading is not None and not is_prose(mark.text) and _says_role(heading):
            person.add_roles(heading.label, heading.number)


def _says_role(heading: Mark) -> bool:
    """Whether a heading gives the role of each person below it, or says they are contacts."""
    return names_role_of_each(heading.label) or roles(heading.label) == ("contact",)
