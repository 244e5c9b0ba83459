"""Reads funding: funders, programmes and amounts, and whether an amount covers all costs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import pairwise

from projectkit.dutch.amounts import find_amounts, read_amount_in_words
from projectkit.model.source import How
from projectkit.parsing.findings.finding import Finding, Page
from projectkit.parsing.lines.marks import Mark, Role, is_prose
from projectkit.parsing.vocabulary.phrases import load_vocabulary
from projectkit.parsing.vocabulary.programme_words import known_programme, name_of_programme
from projectkit.parsing.words.spans import Span, Tag

_GIVERS = {Tag.FUNDER: "funder", Tag.PROGRAMME: "programme"}
# How far around an amount in running text to look for words that say what it is.
_AROUND = 120
# What costs less, in euros, is seldom a project: of 370 smaller sums that annotated pages state,
# three are the money of one.
_LEAST_OF_PROJECT = 1000


def find_money(page: Page) -> Iterator[Finding]:
    """Propose funders, programmes and amounts; a lone pair on a line of facts belongs together."""
    by_line: dict[int, list[Span]] = {}
    for span in page.spans:
        if span.tag in _GIVERS or span.tag is Tag.AMOUNT:
            by_line.setdefault(span.place, []).append(span)
    for place, spans in by_line.items():
        givers = [span for span in spans if span.tag in _GIVERS]
        amounts = [(span, amount) for span in spans if (amount := _amount(span)) is not None]
        is_pair = len(givers) == len(amounts) == 1 and not _is_whole(amounts[0][0])
        if is_pair and _is_fact(page.marks[place]):
            yield _gift(page, givers[0], *amounts[0])
            continue
        for span in givers:
            yield _found(page, span, {_GIVERS[span.tag]: _name(span)})
        if not givers and page.asked(spans[0]) == "amount":
            amounts = _without_parts(amounts)
        for span, amount in amounts:
            yield _found(page, span, {"amount": amount, "currency": "EUR"}, apart=_is_whole(span))


def _without_parts(amounts: list[tuple[Span, Decimal]]) -> list[tuple[Span, Decimal]]:
    """The first amount behind each label on a line: what follows it is a part of it."""
    kept = amounts[:1]
    for (before, _), (span, amount) in pairwise(amounts):
        if ":" in span.mark.text[before.end : span.start]:
            kept.append((span, amount))
    return kept


def _is_fact(mark: Mark) -> bool:
    return mark.role is not Role.TEXT and not is_prose(mark.text)


def is_whole_sum(text: str) -> bool:
    """Whether words mean the costs of a whole project, whoever pays, rather than a grant."""
    return bool(_pattern("whole_sum").search(text)) and not _pattern("granted_sum").search(text)


def is_of_project(text: str) -> bool:
    """Whether nothing around an amount says that it is a price, a wish or the money of others."""
    return not _pattern("not_of_project").search(text)


def is_price(amount: Decimal, text: str) -> bool:
    """Whether an amount is as small as a price, and no word around it says that it is a grant."""
    if amount >= _LEAST_OF_PROJECT:
        return False
    return not (_pattern("granted_sum").search(text) or _pattern("budget").search(text))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("|".join(load_vocabulary("money")[name]), re.IGNORECASE)


def _name(span: Span) -> str:
    """The name of a funder or programme, without a word such as `-programma` after it."""
    if span.tag is Tag.PROGRAMME:
        return name_of_programme(span.text)
    return known_programme(span.text) or span.text


def _amount(span: Span) -> Decimal | None:
    """The amount of a span, if it belongs to the project."""
    around = _around(span)
    if span.tag is not Tag.AMOUNT or not is_of_project(around):
        return None
    amounts = find_amounts(span.text)
    amount = amounts[0] if amounts else read_amount_in_words(span.text)
    return None if amount is None or is_price(amount, around) else amount


def _around(span: Span) -> str:
    """The words around an amount: of its line, or of its sentence in running text."""
    text = span.mark.text
    first, last = max(0, span.start - _AROUND), span.end + _AROUND
    if not is_prose(text):
        return text[first:last]
    before, at, after = text[first : span.start], text[span.start : span.end], text[span.end : last]
    return before.rpartition(". ")[2] + at + after.partition(". ")[0]


def _is_whole(span: Span) -> bool:
    return is_whole_sum(_around(span))


def _gift(page: Page, giver: Span, span: Span, amount: Decimal) -> Finding:
    """The finding of a giver with an amount: `Bijdrage ZonMw: € 50.000`."""
    value = {_GIVERS[giver.tag]: _name(giver), "amount": amount, "currency": "EUR"}
    labelled = page.asked(giver) in {giver.tag, "amount"}
    certainty = min(giver.certainty, span.certainty)
    how = How.LABELLED if labelled else How.LEARNED
    return Finding("funding", value, (giver.mark.number,), how, certainty, spans=(giver, span))


def _found(page: Page, span: Span, value: dict[str, object], *, apart: bool = False) -> Finding:
    is_labelled = span.stated or page.asked(span) == span.tag
    how = How.LABELLED if is_labelled else How.LEARNED
    return Finding(
        "funding", value, (span.mark.number,), how, span.certainty, apart=apart, spans=(span,)
    )
