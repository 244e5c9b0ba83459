"""The date of the page itself: a date that stands alone above the text."""

from __future__ import annotations

from collections.abc import Iterator

from projectkit.dutch.dates import find_dates, read_date
from projectkit.model.source import How
from projectkit.parsing.finding import Finding, Page
from projectkit.parsing.marks import Role
from projectkit.parsing.prose import pattern

_FULL_DATE = len("2013-12-17")


def find_page_date(page: Page) -> Iterator[Finding]:
    """Propose a full date that is the first line of the page or the one below its title, or that says what it is."""
    for mark in page.marks:
        said = pattern("page_date").match(mark.text) if mark.role is not Role.LABEL else None
        dates = find_dates(mark.text) if said else []
        if said and dates and dates[0].start - said.end() <= 1:
            yield Finding("page_date", dates[0].value, (mark.number,), How.LABELLED, weight=0.9)
    top = [mark for mark in page.marks if mark.role is not Role.NOISE][:2]
    for position, mark in enumerate(top):
        date = read_date(mark.text) if mark.role is Role.TEXT else None
        if date and len(date) == _FULL_DATE and (position == 0 or top[0].role is Role.TITLE):
            yield Finding("page_date", date, (mark.number,), How.POSITIONAL)
