"""A line of facts without labels near the top: `Ongoing | 2018 - 2021 Netherlands`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from projectkit.dutch.dates import read_period
from projectkit.dutch.status import read_status
from projectkit.model.source import How
from projectkit.parsing.finding import Finding, Page
from projectkit.parsing.marks import Role, is_prose

_PARTS = re.compile(r"\s{1,3}[|·•–]\s+")
_TOP = 8
_NEAR = 2


def find_status_line(page: Page) -> Iterator[Finding]:
    """Propose status and period of a short line, among the first, that begins with one of the two."""
    yield from _beside_title(page)
    for mark in page.marks[:_TOP]:
        if mark.role is not Role.TEXT or is_prose(mark.text):
            continue
        first, *rest = _PARTS.split(mark.text)
        status, period = read_status(first), read_period(rest[0] if rest else first)
        if status and rest:
            yield Finding("status", status, (mark.number,), How.POSITIONAL, weight=0.8)
        if period and (status or re.match(r"\d", first)):
            for field, date in (("start_date", period.start), ("end_date", period.end)):
                if date:
                    yield Finding(field, date, (mark.number,), How.POSITIONAL, weight=0.8)


def _beside_title(page: Page) -> Iterator[Finding]:
    """A status on a line of its own just above or below the title."""
    sizes = Counter(mark.block for mark in page.marks)
    titles = {mark.block for mark in page.marks if mark.role is Role.TITLE}
    near_titles = {block + step for block in titles for step in range(-_NEAR, _NEAR + 1)}
    for mark in page.marks:
        near = mark.block in near_titles
        status = read_status(mark.text) if near and sizes[mark.block] == 1 and mark.role is Role.TEXT else None
        if status:
            yield Finding("status", status, (mark.number,), How.POSITIONAL, weight=0.7)
            return
