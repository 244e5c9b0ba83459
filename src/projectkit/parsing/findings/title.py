"""Reads the title: the line chosen as such, or the words that name the project best."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from projectkit.dutch.words import breaks_off
from projectkit.model.source import How
from projectkit.parsing.findings.finding import Finding, Page
from projectkit.parsing.layout import Layout
from projectkit.parsing.lines.marks import Mark, Role
from projectkit.parsing.vocabulary.phrases import load_vocabulary, normalise
from projectkit.parsing.words.spans import Span, Tag

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
    """Propose the title.

    The model of lines has chosen a line, and the model of words has tagged words as a title. Words
    on that line may be the title alone, as in `Titel: Buurtkracht`. Words elsewhere win if the
    model of words finds no title on the line.
    """
    lines = [mark for mark in page.marks if mark.role is Role.TITLE]
    spans = [
        span for span in page.spans if span.tag is Tag.TITLE and any(map(str.isupper, span.text))
    ]
    elsewhere = max(
        (span for span in spans if span.mark.role is not Role.TITLE),
        key=lambda span: span.certainty,
        default=None,
    )
    on_lines = [span for span in spans if span.mark.role is Role.TITLE]
    least = _SURE if lines else 0.0
    if elsewhere is not None and not on_lines and elsewhere.certainty >= least:
        certainty, number = elsewhere.certainty, elsewhere.mark.number
        yield Finding(
            "title", elsewhere.text, (number,), How.LEARNED, certainty, spans=(elsewhere,)
        )
    elif lines:
        numbers = tuple(mark.number for mark in lines)
        title = _without_label(_text(lines, on_lines), page.layout)
        yield Finding("title", title, numbers, How.POSITIONAL)
    else:
        yield from _derived(page.marks)


def _without_label(title: str, layout: Layout) -> str:
    """A title without what says that it is one: `Project: Buurtkracht`."""
    head, _, rest = title.partition(":")
    is_label = layout.vocabulary.label(head) == "title" or normalise(head) in _labels()
    return rest.strip() if is_label and rest.strip() else title


@cache
def _labels() -> frozenset[str]:
    return frozenset(load_vocabulary("titles")["before"])


def _derived(marks: Sequence[Mark]) -> Iterator[Finding]:
    """The title of a page without one: what its running text calls its subject."""
    for mark in marks:
        subject = _SUBJECT.search(mark.text) if mark.role is Role.TEXT else None
        if subject and not _NOT_IN_NAMES & set(subject["name"].split()):
            title = f"{subject['noun']} {subject['name']}".strip()
            yield Finding("title", title[0].upper() + title[1:], (mark.number,), How.DERIVED)


def _text(lines: Sequence[Mark], spans: Sequence[Span]) -> str:
    """The text of a title: of its first line and those that continue it, or a part of one line."""
    whole = [mark for mark in lines if mark.block == lines[0].block and mark.text != lines[0].text]
    part = next((span for span in spans if span.mark is lines[0] and span.certainty >= _SURE), None)
    if part is not None and not whole:
        end = None if breaks_off(part.text) else part.end
        return part.mark.text[part.start : end]
    return " ".join(mark.text for mark in (lines[0], *whole))
