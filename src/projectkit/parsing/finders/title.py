"""The title: the line that the outline marked, or what the running text calls the thing it describes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from projectkit.model.source import How
from projectkit.parsing.finding import Finding, Page
from projectkit.parsing.marks import Role

# "De module gebiedsgericht werken heeft tot doel ..." names its subject between the noun and the verb.
_SUBJECT = re.compile(
    r"(?:^|(?<=[.!?] ))(?:De|Het)\s(?P<noun>module|leernetwerk|programma|project)"
    r"\s(?P<name>(?:[^\s.,:;()]{2,30}\s){1,5})(?:heeft (?:tot|als) doel|richt zich|is bedoeld|is bestemd|beoogt)\b"
)
_NOT_IN_NAMES = frozenset({"is", "dat", "die", "wil", "op", "waarin", "zelf", "heeft", "wordt", "zal", "moet", "en"})


def find_title(page: Page) -> Iterator[Finding]:
    """Propose the title line; for a page without one, a title derived from its text."""
    lines = [mark for mark in page.marks if mark.role is Role.TITLE]
    if lines:
        first = [mark for mark in lines if mark.block == lines[0].block and mark.text != lines[0].text]
        text = " ".join(mark.text for mark in (lines[0], *first))
        yield Finding("title", text, tuple(mark.number for mark in lines), How.POSITIONAL)
    for mark in page.marks:
        subject = _SUBJECT.search(mark.text) if mark.role is Role.TEXT else None
        if subject and not _NOT_IN_NAMES & set(subject["name"].split()):
            title = f"{subject['noun']} {subject['name']}".strip()
            yield Finding("title", title[0].upper() + title[1:], (mark.number,), How.DERIVED, weight=0.2, claims=False)
