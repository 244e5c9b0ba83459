"""Reads facts that the model found without a label: dates, status, themes, project numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from projectkit.dutch.dates import find_dates
from projectkit.dutch.periods import read_period
from projectkit.dutch.status import read_status, says_finished, status_in
from projectkit.model.source import How
from projectkit.parsing.findings.finding import FOLLOWS, Finding, Page
from projectkit.parsing.lines.marks import Mark, Role
from projectkit.parsing.words.spans import Span, Tag

_TEXTS = {
    Tag.THEME: "themes",
    Tag.ALTERNATE_TITLE: "alternate_titles",
}
# `NWA-project 1518.22.073` is a number, `afdruk d.d. 2 november 2011` is none.
_WORDS, _MOST_WORDS = re.compile(r"[^\W\d_]{5,}"), 2
# A word with the amount or the date of the next cell behind it, the size of an image, or its name.
_NO_NUMBER = re.compile(
    r".*[a-zà-ÿ]{2}(?:\d{1,3}(?:\.\d{3})+|\d{1,2}-\d{1,2}-\d{4})|\d{3,4}x\d{3,4}"
    r"|(?:DSCN?|IMG|SAM|P10)_?\d{3,8}|(?:19|20)\d{6}_\d{6}",
    re.DOTALL,
)
_SAYS = frozenset({Role.TEXT, Role.FACT})
# Sections that may tell of other projects.
_ELSEWHERE = frozenset({"more_info", "other"})
_REST_OF_TITLE = re.compile(r"(?:\s?[:;–—-]\s.*)?")
_DATES = {Tag.START: "start_date", Tag.END: "end_date", Tag.PAGE_DATE: "page_date"}


def find_facts(page: Page) -> Iterator[Finding]:
    """Propose the value of each span that is a fact, and what sentences say of the project."""
    titles = tuple(mark.text for mark in page.marks if mark.role is Role.TITLE)
    for place, span in enumerate(page.spans):
        if span.tag is Tag.THEME and _says_title_again(span.mark.text, titles):
            continue
        following = page.spans[place + 1] if place + 1 < len(page.spans) else None
        if span.tag in _DATES:
            yield from _found(span, _DATES[span.tag], _date(span, following))
        elif span.tag in _TEXTS:
            yield from _found(span, _TEXTS[span.tag], _name(span.text))
        elif span.tag is Tag.STATUS:
            yield from _found(span, "status", read_status(span.text) or status_in(span.text))
        elif span.tag is Tag.IDENTIFIER and _may_be_number(span.text):
            value = {"scheme": page.layout.identifier_scheme, "value": span.text}
            yield from _found(span, "identifiers", value)
    for mark in _sentences_of_project(page):
        if says_finished(mark.text):
            yield Finding("status", "completed", (mark.number,), How.DERIVED, FOLLOWS)


def _sentences_of_project(page: Page) -> Iterator[Mark]:
    elsewhere = {
        mark.number for part in page.parts if part.kind in _ELSEWHERE for mark in part.body
    }
    for mark in page.marks:
        if mark.role in _SAYS and mark.number not in elsewhere:
            yield mark


def _says_title_again(text: str, titles: Sequence[str]) -> bool:
    """Whether a line is the title again, perhaps with more behind a sign: not one of the themes."""
    if not text.startswith(tuple(titles)):
        return False
    return any(_REST_OF_TITLE.fullmatch(text.removeprefix(title)) for title in titles)


def _found(span: Span, field: str, value: object) -> Iterator[Finding]:
    if value is not None:
        yield Finding(field, value, (span.mark.number,), How.LEARNED, span.certainty, spans=(span,))


def _name(text: str) -> str | None:
    """A theme or a title: it has a letter or a digit, unlike the `#` of a list of tags."""
    return text if any(map(str.isalnum, text)) else None


def _may_be_number(text: str) -> bool:
    """Whether a text may be a project number: it has a digit, and at most one word like others."""
    if _NO_NUMBER.fullmatch(text) or not any(map(str.isdigit, text)):
        return False
    return len(_WORDS.findall(text)) < _MOST_WORDS


def _date(span: Span, following: Span | None) -> str | None:
    """The date of a span; `september – december 2021` begins in the year in which it ends."""
    dates = find_dates(span.text)
    if dates:
        return dates[0].value
    if span.tag is Tag.START and following is not None and following.place == span.place:
        period = read_period(span.mark.text[span.start : following.end])
        return period.start if period else None
    return None
