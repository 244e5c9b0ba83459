"""Makes names of organisations whole that the model cut at a comma or a hyphen within them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from projectkit.parsing.vocabulary.phrases import load_vocabulary
from projectkit.parsing.words.spans import ORGANISATIONS, Span

# The rest of a list within a name: of `Land-, Tuin- en Bosbouw`, `Noord- en Zuid-Holland`.
_REST_OF_LIST = re.compile(r"-(?:,\s[A-Z]\w{1,30}-){0,5},?\s(?:en|of|and)\s[A-Z][\w-]{1,40}")


def with_whole_names(spans: Sequence[Span]) -> list[Span]:
    """The spans of a line with the names whole that go on behind a hyphen or list subjects."""
    found: list[Span] = []
    for span in spans:
        before = found[-1] if found else None
        if before is None or before.end <= span.start or span.tag not in ORGANISATIONS:
            found.append(_whole(span) if span.tag in ORGANISATIONS else span)
    return found


def _whole(span: Span) -> Span:
    """A name with the rest of a list of subjects, or of a word behind a hyphen."""
    for subjects in _subjects().finditer(span.mark.text):
        if subjects.start() < span.end and span.start < subjects.end():
            start, end = min(span.start, subjects.start()), max(span.end, subjects.end())
            return replace(span, start=start, end=end)
    rest = _REST_OF_LIST.match(span.mark.text, span.end - span.text.endswith("-"))
    return replace(span, end=rest.end()) if rest else span


@cache
def _subjects() -> re.Pattern[str]:
    """What ministries and departments are named after, with the word for them if it is there."""
    names = sorted(load_vocabulary("organisations")["subjects"], key=len, reverse=True)
    bodies = "|".join(load_vocabulary("organisations")["named_after_subjects"])
    return re.compile(
        rf"(?:\b(?i:{bodies})\s(?:(?:van|voor)\s)?)?\b(?:{'|'.join(map(re.escape, names))})\b"
    )
