"""Takes out what a line says of others, such as another project, and what it denies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from projectkit.dutch.dates import find_dates, read_date
from projectkit.dutch.starts_and_ends import is_alternative, is_one_of_two
from projectkit.parsing.lines.marks import Role, is_prose
from projectkit.parsing.vocabulary.page_words import contact_label
from projectkit.parsing.vocabulary.phrases import load_vocabulary
from projectkit.parsing.words.spans import GIVERS, ORGANISATIONS, PERIOD, Span, Tag

_DATES = frozenset({"start_date", "end_date", "page_date", "period"})
_COMPACT_DATE = re.compile(r"(?:19|20)\d{6}")
# A currency that closes the sum before it says nothing of a figure behind it.
_CURRENCY_BEFORE = re.compile(r"(?<!\d)(?<!\d\s)(?:€|EUR|\beuro)\s?\Z")
_SUM = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d{2})?")
_BY_LABEL = {"start_date": Tag.START, "end_date": Tag.END}
_PEOPLE = frozenset({Tag.PERSON, Tag.OTHER_PERSON})
_IN_PROJECT = ORGANISATIONS - {Tag.OTHER_ORGANISATION}
# The web began in 1990: a page that names an earlier year tells of what came before its project.
_EARLIEST = "1990"
# The least that names somebody who gives: `2023-2024 en 2024-2025` names nobody.
_WORD = re.compile(r"[^\W\d_]{3}|[A-ZÀ-Ý]")
# How far before a span to look for words that say whose it is.
_AROUND = 200
# "…", zegt Anna Bos, lector bij de Hogeschool Utrecht
_BESIDE_PERSON = re.compile(
    r"[\s,(]{0,3}(?:(?!die\b)[\w-]{2,30}\s){0,3}(?:van|bij|namens|aan)\s(?:de\s|het\s|[’']t\s)?|\s\(",
    re.IGNORECASE,
)
_MOST_WORDS_BEFORE = 3
_QUOTES = re.compile(r"[\"“”„‘’'«»]")
# Another programme that is named: "Dit programma (POP4) loopt van 2024 tot 2030".
_NAMED_PROGRAMME = re.compile(
    r"\b(?:dit|het|de|deze)\s(?:subsidie)?(?:programma|regeling)\s"
    r"(?:\([A-Z][^()]{1,40}\)|[A-Z][\w-]*(?:\s[A-Z\d][\w-]*){0,3})\s(?:loopt|liep|duurt)\b",
    re.IGNORECASE,
)
# What is denied: `startte niet in 2020`, `loopt tot 2024 niet door`, `een afwijzing van ZonMw`.
_DENIED_BEFORE = re.compile(r"\bniet\s(?:(?:in|op|van|vanaf|tussen|tot)\s)?\Z", re.IGNORECASE)
_DENIED_BEHIND = re.compile(
    r"(?:\s(?:en|tot|t/m)(?:\s\w{1,12}){0,2}\s\d{4})?\sniet\sdoor(?=\s*(?:[.,;!?]|$))",
    re.IGNORECASE,
)
_NOT_GRANTED = re.compile(
    r"\b(?:afwijzing|afgewezen|niet\s(?:gehonoreerd|mee|toegekend|uitgevoerd))\b", re.IGNORECASE
)
_GRANTED_AFTER_ALL = re.compile(r"\balsnog\b", re.IGNORECASE)
# Where another clause begins, of which a denial may be.
_CLAUSE = re.compile(r"[,;:()]|\s(?:maar|nadat|omdat|terwijl|toen)\s", re.IGNORECASE)
# Whose site or programme it is says nothing about roles: `Onderdeel van Hogeschool Utrecht`.
_PART_OF = re.compile(r"onderdeel van (?:de |het )?", re.IGNORECASE)


def without_others(spans: Sequence[Span], asked: str, above: str = "") -> list[Span]:
    """The spans of a line that are of the project.

    Args:
        spans: the spans of one line, in order.
        asked: the target of the label that the line answers, or an empty text.
        above: the line above.
    """
    spans = _without_told(_without_figures(spans, asked, above), asked)
    has_giver = any(span.tag in GIVERS for span in spans)
    uncertain = _alternatives(spans)
    found: list[Span] = []
    for before, span in zip((None, *spans), spans, strict=False):
        if span.stated or not _is_of_other(span, uncertain):
            is_part = span.tag is Tag.AMOUNT and not has_giver and _is_part(span)
            found.append(replace(span, tag=Tag.OTHER_MONEY) if is_part else _said(span, before))
    return found


def _is_of_other(span: Span, uncertain: set[Span]) -> bool:
    """Whether a date or giver is not that of the project."""
    if span.tag in GIVERS:
        return _is_not_granted(_clause(span)) or not _WORD.search(span.text)
    if span.tag not in PERIOD:
        return False
    if span in uncertain or _is_history(span.text):
        return True
    return _is_of_other_project(span) or _is_denied(span)


def _said(span: Span, before: Span | None) -> Span:
    """A span; the organisation of a site, or of somebody who is quoted, has no role."""
    if span.stated or span.tag not in _IN_PROJECT:
        return span
    is_other = _is_of_site(span) or _is_of_quoted(span, before)
    return replace(span, tag=Tag.OTHER_ORGANISATION, chances={}) if is_other else span


def _is_of_site(span: Span) -> bool:
    """Whether all that a line says of an organisation is that something is a part of it."""
    text = span.mark.text
    return _PART_OF.fullmatch(text[: span.start]) is not None and not text[span.end :].strip(" .")


def _without_told(spans: Sequence[Span], asked: str) -> Sequence[Span]:
    """The spans without the dates that `Startdatum` or `Einddatum` before them tells by itself.

    The other end of a range may stand there as well, but not if only one of two dates holds.
    """
    own = _BY_LABEL.get(asked)
    dates = [span for span in spans if span.tag in PERIOD] if own else []
    if not dates or dates[0].mark.role is not Role.LABEL:
        return spans
    text = dates[0].mark.text
    is_range = len(find_dates(text)) > 1 and not is_one_of_two(text)
    told = {own} if is_range else PERIOD
    return [span for span in spans if span.tag not in told]


def _without_figures(spans: Sequence[Span], asked: str, above: str) -> list[Span]:
    """The spans without project numbers that answer a label for a date, a sum or a phone."""
    is_of_phone = _asks_for_phone(f"{above.rstrip(': ')}: ")

    def is_figure(span: Span) -> bool:
        if is_of_phone or _asks_for_phone(span.mark.text):
            return True
        return _is_sum(span) or _is_other_figure(span, asked)

    return [span for span in spans if span.tag is not Tag.IDENTIFIER or not is_figure(span)]


def _asks_for_phone(text: str) -> bool:
    label = contact_label(text)
    return label is not None and label[0] == "phone"


def _is_sum(span: Span) -> bool:
    """Whether a figure is a sum behind its currency: `EUR 612.000`."""
    if not _SUM.fullmatch(span.text):
        return False
    return bool(_CURRENCY_BEFORE.search(span.mark.text, 0, span.start))


def _is_other_figure(span: Span, asked: str) -> bool:
    """Whether a label asks for a date or an amount, and a project number is all that answers it."""
    if asked in _DATES and _is_date(span.text):
        return True
    value = span.mark.rest if span.mark.role is Role.LABEL else span.mark.text
    return asked in _DATES | {"amount"} and value.strip(" .") == span.text


def _is_date(text: str) -> bool:
    return read_date(text) is not None or _COMPACT_DATE.fullmatch(text) is not None


def _is_history(text: str) -> bool:
    """Whether a date is older than any project on a web page."""
    date = read_date(text)
    return date is not None and date < _EARLIEST


def _is_of_other_project(span: Span) -> bool:
    """Whether a date is that of another project or programme."""
    clause = _sentence_before(span)
    if _words("projects").search(clause):
        return True
    return is_prose(span.mark.text) and bool(_NAMED_PROGRAMME.search(clause))


def _is_denied(span: Span) -> bool:
    """Whether a date is one at which the project does not start or end."""
    text = span.mark.text
    before = text[max(0, span.start - _AROUND) : span.start]
    return bool(_DENIED_BEFORE.search(before) or _DENIED_BEHIND.match(text, span.end))


def _alternatives(spans: Sequence[Span]) -> set[Span]:
    """The dates of which only one holds: `2020 of 2021`."""
    dates = (span for span in spans if span.tag in PERIOD)
    return {
        span
        for first, second in pairwise(dates)
        if is_alternative(_between(first, second))
        for span in (first, second)
    }


def _between(first: Span, second: Span) -> str:
    return first.mark.text[first.end : second.start]


def _sentence_before(span: Span) -> str:
    """The words before a span in its sentence."""
    text = span.mark.text[max(0, span.start - _AROUND) : span.start]
    text = re.split(r"\s(?:en|maar)\s(?=(?:loopt|duurt|start)\b)", text)[-1]
    return re.split(r"(?<=\w[.!?])\s|(?<=\)[.!?])\s", text)[-1]


def _is_not_granted(clause: str) -> bool:
    """Whether a clause says that somebody did not pay."""
    return bool(_NOT_GRANTED.search(clause)) and not _GRANTED_AFTER_ALL.search(clause)


def _clause(span: Span) -> str:
    """The clause of a span, as far as it is near."""
    behind = span.mark.text[span.end : span.end + _AROUND]
    before = _CLAUSE.split(_sentence_before(span))[-1]
    return f"{before}{span.text}{_CLAUSE.split(re.split(r'[.!?]', behind)[0])[0]}"


def _is_part(span: Span) -> bool:
    """Whether an amount is a part of the one before it: `€ 300.000, waarvan € 25.000 …`."""
    return _words("parts").search(_sentence_before(span)) is not None


def without_parts(text: str) -> str:
    """A text without what it says about the parts of an amount: `€ 300.000, waarvan …`."""
    found = _words("parts").search(text)
    return text[: found.start()] if found else text


def _is_of_quoted(span: Span, before: Span | None) -> bool:
    """Whether an organisation is that of somebody who is quoted."""
    if before is None or before.tag not in _PEOPLE:
        return False
    if not _BESIDE_PERSON.fullmatch(span.mark.text[before.end : span.start]):
        return False
    said = span.mark.text[max(0, before.start - _AROUND) : before.start]
    quotes = load_vocabulary("others")["quoting"]
    # A role may stand before the name: "aldus lector Anna Bos".
    near = said.casefold().split()[-_MOST_WORDS_BEFORE:]
    return bool(_QUOTES.search(said)) and any(word in quotes for word in near)


@cache
def _words(kind: str) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{'|'.join(map(re.escape, load_vocabulary('others')[kind]))})\b", re.IGNORECASE
    )
