"""Takes out what a line says of others: another project, somebody who is quoted, a part of a sum."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from projectkit.dutch.dates import is_alternative
from projectkit.parsing.lines.label_values import asks_for_figure
from projectkit.parsing.lines.marks import is_prose
from projectkit.parsing.vocabulary.phrases import load_vocabulary
from projectkit.parsing.words.spans import ORGANISATIONS, Span, Tag

_PERIOD = frozenset({Tag.START, Tag.END})
_GIVERS = frozenset({Tag.FUNDER, Tag.PROGRAMME})
_PEOPLE = frozenset({Tag.PERSON, Tag.OTHER_PERSON})
_IN_PROJECT = ORGANISATIONS - {Tag.OTHER_ORGANISATION}
# How far before a span to look for words that say whose it is.
_AROUND = 200
# "…", zegt Anna Bos, lector bij de Hogeschool Utrecht
_BESIDE_PERSON = re.compile(
    r"[\s,(]{0,3}(?:[\w-]{2,30}\s){0,3}(?:van|bij|namens|aan)?\s?(?:de|het|’t|'t)?[\s(]?",
    re.IGNORECASE,
)
# Another programme that is named: "Dit programma (POP4) loopt van 2024 tot 2030".
_NAMED_PROGRAMME = re.compile(
    r"\b(?:dit|het|de|deze)\s(?:subsidie)?(?:programma|regeling)\s"
    r"(?:\([A-Z][^()]{1,40}\)|[A-Z][\w-]*(?:\s[A-Z\d][\w-]*){0,3})\s(?:loopt|liep|duurt)\b",
    re.IGNORECASE,
)


def without_others(spans: Sequence[Span], asked: str) -> list[Span]:
    """The spans of a line that are of the project.

    Args:
        spans: the spans of one line, in order.
        asked: the target of the label that the line answers, or an empty text.
    """
    found: list[Span] = []
    has_giver = any(span.tag in _GIVERS for span in spans)
    for before, span in zip((None, *spans), spans, strict=False):
        if span.stated:
            found.append(span)
        elif span.tag is Tag.IDENTIFIER and asks_for_figure(asked):
            continue  # a date or an amount that looks like a number
        elif span.tag in _PERIOD and _is_of_other_project(span, spans):
            continue
        elif span.tag is Tag.AMOUNT and not has_giver and _is_part(span):
            found.append(replace(span, tag=Tag.OTHER_MONEY))
        elif span.tag in _IN_PROJECT and _is_of_quoted(span, before):
            found.append(replace(span, tag=Tag.OTHER_ORGANISATION))
        else:
            found.append(span)
    return found


def _is_of_other_project(span: Span, spans: Sequence[Span]) -> bool:
    """Whether a date is that of another project or programme, or one of two that may hold."""
    if _is_one_of_two(span, spans):
        return True
    if not is_prose(span.mark.text):
        return False
    clause = _sentence_before(span)
    return bool(_words("projects").search(clause) or _NAMED_PROGRAMME.search(clause))


def _is_one_of_two(span: Span, spans: Sequence[Span]) -> bool:
    dates = [each for each in spans if each.tag in _PERIOD]
    return any(
        span in {first, second} and is_alternative(span.mark.text[first.end : second.start])
        for first, second in zip(dates, dates[1:], strict=False)
    )


def _sentence_before(span: Span) -> str:
    """The words before a span in its sentence."""
    text = span.mark.text[max(0, span.start - _AROUND) : span.start]
    return re.split(r"(?<=\w[.!?])\s|(?<=\)[.!?])\s", text)[-1]


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
    said = span.mark.text[max(0, before.start - _AROUND) : before.start].split()
    return bool(said) and said[-1].casefold() in load_vocabulary("others")["quoting"]


@cache
def _words(kind: str) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{'|'.join(map(re.escape, load_vocabulary('others')[kind]))})\b", re.IGNORECASE
    )
