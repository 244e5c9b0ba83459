"""Reads the title: the most probable of all that it may be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from projectkit.model.source import How
from projectkit.parsing.findings.finding import Finding, Page
from projectkit.parsing.findings.title_proposals import (
    LINE,
    TAGGED,
    TitleMention,
    title_mentions,
)
from projectkit.parsing.findings.title_weights import weighed_titles
from projectkit.parsing.lines.marks import Mark, Role

# Where corrections taught how a site is read, words of at least this certainty are the title.
_SURE = 0.5
# "De module gebiedsgericht werken heeft tot doel ...": the name is between the noun and the verb.
_SUBJECT = re.compile(
    r"(?:^|(?<=[.!?] ))(?:De|Het)\s(?P<noun>module|leernetwerk|programma|project)"
    r"\s(?P<name>(?:[^\s.,:;()]{2,30}\s){1,5})"
    r"(?:heeft (?:tot|als) doel|richt zich|is bedoeld|is bestemd|beoogt)\b"
)
_NOT_IN_NAMES = frozenset(
    {"is", "dat", "die", "wil", "op", "waarin", "zelf", "heeft", "wordt", "zal", "moet", "en"}
)


def find_title(page: Page) -> Iterator[Finding]:
    """Propose everything that the title may be, or else what the running text calls its subject."""
    if page.layout.reader is not None:
        found = list(_of_site(page))
    else:
        found = [_finding(proposal.best, chance) for chance, proposal in weighed_titles(page)]
    yield from found
    if not any(finding.is_certain_enough for finding in found):
        yield from _derived(page.marks)


def _finding(mention: TitleMention, chance: float) -> Finding:
    """A title: of a line that was chosen as such, its place states it."""
    numbers = tuple(mark.number for mark in mention.marks)
    if LINE in mention.ways:
        return Finding("title", mention.text, numbers, How.POSITIONAL, chance)
    span = replace(mention.span, certainty=chance)
    return Finding("title", mention.text, numbers, How.LEARNED, chance, spans=(span,))


def _of_site(page: Page) -> Iterator[Finding]:
    """The title by what was learned about the site: words of the chosen line, elsewhere, a line."""
    mentions = list(title_mentions(page))
    lines = [mention for mention in mentions if LINE in mention.ways]
    words = [mention for mention in mentions if TAGGED in mention.ways]
    on_line = [word for word in words if word.span.mark.role is Role.TITLE]
    least = _SURE if lines else 0.0
    sure = [word for word in on_line or words if word.span.certainty >= least]
    is_over_lines = bool(lines) and len(lines[0].marks) > 1
    if sure and not is_over_lines:
        best = max(sure, key=lambda mention: mention.span.certainty)
        ways = best.ways | ({LINE} if on_line else frozenset())
        yield _finding(replace(best, ways=ways), best.span.certainty)
    elif lines:
        yield _finding(lines[0], 1.0)


def _derived(marks: Sequence[Mark]) -> Iterator[Finding]:
    """The title of a page without one: what its running text calls its subject."""
    for mark in marks:
        subject = _SUBJECT.search(mark.text) if mark.role is Role.TEXT else None
        if subject and not _NOT_IN_NAMES & set(subject["name"].split()):
            title = f"{subject['noun']} {subject['name']}".strip()
            yield Finding("title", title[0].upper() + title[1:], (mark.number,), How.DERIVED)
