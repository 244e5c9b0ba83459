"""Lines that stand on many pages of a site: above the first and below the last line of the page's own, they are noise.

Only there, and only if they state nothing: a funder, a status or a contact that many projects share
is a fact of each.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

from projectkit.dutch.amounts import find_amounts
from projectkit.dutch.dates import find_dates
from projectkit.dutch.emails import find_emails
from projectkit.dutch.names import is_person_name
from projectkit.dutch.phones import find_phones
from projectkit.dutch.status import read_status
from projectkit.parsing.lines.marks import Mark, Role, is_prose
from projectkit.parsing.vocabulary.organisation_words import names_organisation, names_unit
from projectkit.parsing.vocabulary.phrases import normalise
from projectkit.parsing.vocabulary.programme_words import programme_names
from projectkit.parsing.vocabulary.role_words import roles
from projectkit.reading.lines import Line


def comparable_lines(lines: Iterable[Line]) -> set[str]:
    """The lines of a page as they are compared with those of other pages."""
    return {normalise(line.text) for line in lines if line.text}


def without_recurring(marks: tuple[Mark, ...], recurring: frozenset[str]) -> tuple[Mark, ...]:
    """Mark the lines around the content of a page that recur on other pages as noise."""
    if not recurring:
        return marks

    def recurs(mark: Mark) -> bool:
        return mark.role is Role.NOISE or (
            not is_prose(mark.text) and normalise(mark.text) in recurring
        )

    above, below = list(takewhile(recurs, marks)), list(takewhile(recurs, reversed(marks)))
    # A page of which everything recurs is a copy of another one: then nothing tells the site from
    # the project.
    own = [mark for mark in marks[len(above) : len(marks) - len(below)] if mark.role is Role.TEXT]
    titles = any(not is_prose(mark.text) for mark in own)
    noise = {mark.number for mark in (*above, *below) if not _tells(mark)} if titles else set()
    return tuple(
        Mark(mark.line, mark.block, Role.NOISE) if mark.number in noise else mark for mark in marks
    )


def _tells(mark: Mark) -> bool:
    """Whether a line states what may be a fact of the project."""
    text = mark.text
    if mark.role is Role.LABEL or mark.known:
        return True
    if (
        find_dates(text)
        or find_amounts(text)
        or find_emails(text)
        or find_phones(text)
        or read_status(text)
    ):
        return True
    if is_person_name(text):
        return True
    return bool(
        names_organisation(text) or names_unit(text) or programme_names().match(text) or roles(text)
    )
