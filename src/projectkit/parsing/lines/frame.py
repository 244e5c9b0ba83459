"""Marks lines that recur on many pages of a site as noise, above and below the page's own lines.

Only there, and only if they state nothing: a funder, a status or a contact that many projects share
is a fact of each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import takewhile

from projectkit.dutch.amounts import find_amounts
from projectkit.dutch.dates import find_dates
from projectkit.dutch.emails import find_emails
from projectkit.dutch.person_names import is_person_name
from projectkit.dutch.phones import find_phones
from projectkit.dutch.status import read_status
from projectkit.parsing.lines.marks import Mark, Role, is_prose
from projectkit.parsing.vocabulary.organisation_words import names_organisation, names_unit
from projectkit.parsing.vocabulary.phrases import normalise
from projectkit.parsing.vocabulary.programme_words import programme_names
from projectkit.parsing.vocabulary.role_words import roles
from projectkit.reading.lines import Line


def comparable_lines(lines: Iterable[Line]) -> set[str]:
    """The lines of a page in the form in which pages are compared."""
    return {normalise(part) for line in lines if line.text for part in line.parts}


def without_recurring(marks: tuple[Mark, ...], recurring: frozenset[str]) -> tuple[Mark, ...]:
    """Mark lines around the content of a page as noise if they recur on other pages."""
    if not recurring:
        return marks

    def recurs(mark: Mark) -> bool:
        if mark.role is Role.NOISE:
            return True
        # On another page, the same lines may be joined in another way.
        return all(not is_prose(part) and normalise(part) in recurring for part in mark.line.parts)

    above, below = list(takewhile(recurs, marks)), list(takewhile(recurs, reversed(marks)))
    own = marks[len(above) : len(marks) - len(below)]
    if not any(mark.role is Role.TEXT and not is_prose(mark.text) for mark in own):
        return marks  # a copy of another page: nothing tells the site from the project
    noise = {mark.number for mark in (*above, *below) if not _tells(mark)}
    return tuple(
        Mark(mark.line, mark.block, Role.NOISE) if mark.number in noise else mark for mark in marks
    )


def _tells(mark: Mark) -> bool:
    """Whether a line states what may be a fact of the project."""
    if mark.role is Role.LABEL or mark.known:
        return True
    return any(reads(mark.text) for reads in _READERS_OF_FACTS)


def _starts_with_programme(text: str) -> bool:
    return programme_names().match(text) is not None


_READERS_OF_FACTS: tuple[Callable[[str], object], ...] = (
    find_dates,
    find_amounts,
    find_emails,
    find_phones,
    read_status,
    is_person_name,
    names_organisation,
    names_unit,
    _starts_with_programme,
    roles,
)
