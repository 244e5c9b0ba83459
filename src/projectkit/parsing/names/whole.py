"""Makes names whole that list what a ministry or department is about: the model cuts at commas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from projectkit.parsing.findings.finding import Page
from projectkit.parsing.vocabulary.phrases import load_vocabulary
from projectkit.parsing.words.spans import ORGANISATIONS, Span


def with_whole_names(page: Page) -> Page:
    """The page with one name for `Ministerie van Onderwijs, Cultuur en Wetenschap`.

    It is what its first piece was taken for. The model of names has learned from names as they were
    cut, so it weighs them before.
    """
    return replace(page, spans=tuple(_with_whole_names(page.spans)))


def _with_whole_names(spans: tuple[Span, ...]) -> Iterator[Span]:
    before: Span | None = None
    for span in spans:
        if span.tag not in ORGANISATIONS:
            yield span
            continue
        is_within = before is not None and before.place == span.place and span.start < before.end
        if not is_within:
            before = _whole(span)
            yield before


def _whole(span: Span) -> Span:
    """A name with the rest of the list of subjects that it is a piece of."""
    for subjects in _subjects().finditer(span.mark.text):
        if subjects.start() < span.end and span.start < subjects.end():
            start, end = min(span.start, subjects.start()), max(span.end, subjects.end())
            return replace(span, start=start, end=end)
    return span


@cache
def _subjects() -> re.Pattern[str]:
    """What ministries and departments are named after, with the word for them if it is there."""
    names = sorted(load_vocabulary("organisations")["subjects"], key=len, reverse=True)
    bodies = "|".join(load_vocabulary("organisations")["named_after_subjects"])
    return re.compile(
        rf"(?:\b(?i:{bodies})\s(?:(?:van|voor)\s)?)?\b(?:{'|'.join(map(re.escape, names))})\b"
    )
