"""Dates, periods and the status of the project where running text states them."""

from __future__ import annotations

from collections.abc import Iterator

from projectkit.dutch.dates import FoundDate, find_dates, read_period
from projectkit.model.source import How
from projectkit.parsing.finding import Finding, Page
from projectkit.parsing.marks import Role
from projectkit.parsing.prose import after, before, is_uncertain, pattern, statuses
from projectkit.parsing.sentences import Sentence

_WEIGHT = 0.4
# Characters around a date in which the words stand that say what it is.
_NEAR = 100


def find_periods(page: Page) -> Iterator[Finding]:
    """Propose what sentences that speak of the project say of its time; all of it is derived."""
    titles = [mark.text.casefold() for mark in page.marks if mark.role is Role.TITLE]
    for sentence in page.sentences:
        folded = sentence.text.casefold()
        named = any(title in folded for title in titles)
        if named or pattern("subject").search(sentence.text) or "periode" in folded:
            yield from _dates(sentence)
            yield from _status(sentence)


def _dates(sentence: Sentence) -> Iterator[Finding]:
    text, dates = sentence.text, find_dates(sentence.text)
    for position, date in enumerate(dates):
        if is_uncertain(text, date.start, date.end):
            continue
        if before("period_before").search(_just_before(text, date)):
            period = read_period(text[date.start : date.start + _NEAR])
            if period and period.start and period.end:
                yield _finding("start_date", period.start, sentence)
                yield _finding("end_date", period.end, sentence)
                return
        for field, name in (("start_date", "start"), ("end_date", "end")):
            if _stands_by(name, text, date, dates[position + 1 : position + 2]):
                yield _finding(field, date.value, sentence)


def _stands_by(name: str, text: str, date: FoundDate, following: list[FoundDate]) -> bool:
    rest = text[date.end : following[0].start if following else date.end + _NEAR]
    return bool(before(f"{name}_before").search(_just_before(text, date)) or after(f"{name}_after").match(rest))


def _just_before(text: str, date: FoundDate) -> str:
    return text[max(0, date.start - _NEAR) : date.start]


def _status(sentence: Sentence) -> Iterator[Finding]:
    for status, stated in statuses():
        match = stated.search(sentence.text)
        if match and not is_uncertain(sentence.text, match.start(), match.end()):
            yield _finding("status", status, sentence)


def _finding(field: str, value: str, sentence: Sentence) -> Finding:
    return Finding(field, value, sentence.lines, How.DERIVED, _WEIGHT, claims=False)
