"""What the page describes: a project unless its title or headings say otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from projectkit.model.source import How
from projectkit.parsing.finding import Finding, Page
from projectkit.parsing.marks import Role
from projectkit.parsing.phrases import normalise
from projectkit.parsing.programme_words import kind_patterns


def find_kind(page: Page) -> Iterator[Finding]:
    """Propose a kind for each title, heading or line of text that names one."""
    for place, role, weight in (("title", Role.TITLE, 1.0), ("heading", Role.HEADING, 0.5), ("text", Role.TEXT, 0.3)):
        for mark in page.marks:
            if mark.role is not role:
                continue
            for kind, pattern in kind_patterns(place):
                if pattern.fullmatch(normalise(mark.text)):
                    yield Finding("kind", kind, (mark.number,), How.DERIVED, weight, claims=False)
