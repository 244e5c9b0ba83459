"""The programme that a project belongs to, where running text names it."""

from __future__ import annotations

from collections.abc import Iterator

from projectkit.model.source import How
from projectkit.parsing.finding import Finding, Page
from projectkit.parsing.outline import Role
from projectkit.parsing.vocabulary import programme_patterns


def find_programme(page: Page) -> Iterator[Finding]:
    """Propose the programme of the first sentence that names one."""
    for mark in page.marks:
        if mark.role not in {Role.TEXT, Role.ITEM}:
            continue
        for pattern in programme_patterns():
            match = pattern.search(mark.text)
            if match:
                value = {"programme": match["name"]}
                yield Finding("funding", value, (mark.number,), How.DERIVED, weight=0.5, claims=False)
                return
