"""Which organisation each person works for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from projectkit.parsing.findings.finding import Page
from projectkit.parsing.findings.person_draft import PersonDraft
from projectkit.parsing.words.spans import ORGANISATIONS, Span

# What separates a person from an employer: "lector bij", "onderzoeker aan de", "projectleider,".
_BEFORE_EMPLOYER = re.compile(
    r"[^\w.;!?]{0,3}(?:(?:werkzaam|verbonden|in dienst|on behalf)\s)?"
    r"(?:(?:bij|aan|van|namens|vanuit|i\.o\.v\.|at|from|of)\s)?(?:de|het|the|’t|'t)?[^\w.;!?]{0,3}",
    re.IGNORECASE,
)
_BEFORE_PERSON = re.compile(r"\s\(|\s[-–]\s")


def give_employers(page: Page, people: Iterable[PersonDraft]) -> None:
    """Make an organisation right after a name, or after its role, the employer of that person."""
    ends: dict[int, list[tuple[int, PersonDraft]]] = {}
    for person in people:
        for span in (*person.spans, *([person.role] if person.role else [])):
            ends.setdefault(span.place, []).append((span.end, person))
    for found in ends.values():
        found.sort(key=lambda pair: pair[0])
    for span in page.spans:
        found = ends.get(span.place, []) if span.tag in ORGANISATIONS else []
        cut = bisect_right(found, span.start, key=lambda pair: pair[0])
        if cut and _is_employer(span, found[cut - 1][0]):
            found[cut - 1][1].add("organisation", span.text, span.mark.number)
    _give_employers_before(page, people)


def _is_employer(span: Span, end: int) -> bool:
    """Whether only a preposition or the border of a cell is between a name and an organisation."""
    return _BEFORE_EMPLOYER.fullmatch(span.mark.text[end : span.start]) is not None


def _give_employers_before(page: Page, people: Iterable[PersonDraft]) -> None:
    """Make the organisation before a person the employer: `VITO (Stan Peeters)`."""
    organisations: dict[int, list[Span]] = {}
    for span in page.spans:
        if span.tag in ORGANISATIONS:
            organisations.setdefault(span.place, []).append(span)
    for person in people:
        for span in person.spans:
            employers = organisations.get(span.place, []) if span.stated else []
            if len(employers) == 1 and _is_beside(employers[0], span):
                person.add("organisation", employers[0].text, span.mark.number)


def _is_beside(employer: Span, person: Span) -> bool:
    """Whether an organisation and a person are cells of one row, or joined by a bracket or dash."""
    between = person.mark.text[employer.end : person.start]
    return bool(person.mark.line.cells) or _BEFORE_PERSON.fullmatch(between) is not None
