"""Makes names whole that the model cuts: of ministries at commas, of areas at `en` or `op`.

What only says what somebody does is no name of an organisation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain, groupby, islice

from projectkit.parsing.findings.finding import Page
from projectkit.parsing.models import threshold
from projectkit.parsing.vocabulary.organisation_words import is_organisation_word_form
from projectkit.parsing.vocabulary.phrases import load_vocabulary
from projectkit.parsing.vocabulary.role_words import is_role
from projectkit.parsing.words.spans import ORGANISATIONS, Span

# So many names are made whole on a line; few lines have more.
_MOST = 100
_ABBREVIATION = re.compile(r"\s\([A-Z]{2,8}\)")


def with_whole_names(page: Page) -> Page:
    """The page with one name for `Ministerie van Onderwijs, Cultuur en Wetenschap`, `Peel en Maas`.

    What says what somebody does is none: `Lector Voeding`.

    It is what the surest of its pieces was taken for. A bullet with a list that is not known is
    left to `words/stated.py`, which sees whether it is one of a list of partners. The model of
    names has learned from names as they were cut, so it weighs them before.
    """
    named = [span for span in page.spans if not _is_no_name(span)]
    lines = groupby(named, key=lambda span: span.place)
    spans = chain.from_iterable(_on_line(list(line)) for _, line in lines)
    return replace(page, spans=tuple(spans))


def _is_no_name(span: Span) -> bool:
    """Whether an organisation is a web address, or says what somebody does: `Lector Voeding`."""
    if span.tag not in ORGANISATIONS:
        return False
    return "://" in span.text or begins_with_role(span.text)


def begins_with_role(text: str) -> bool:
    """Whether words begin with what one person does: not `Adviseurs Bos`, nor `Lectoraat Zorg`."""
    first = text.partition(" ")[0].lower()
    is_of_several = first.endswith(("s", "en"))
    return is_role(first) and not is_of_several and not is_organisation_word_form(first)


def _on_line(spans: Sequence[Span]) -> list[Span]:
    """The spans of a line, with one for each name that is known whole."""
    found = list(spans)
    for name in islice(_names().finditer(spans[0].mark.text), _MOST):
        pieces = [span for span in found if span.start < name.end() and name.start() < span.end]
        if pieces and all(_is_piece(span, name) for span in pieces):
            surest = max(pieces, key=_rank)
            start = min(name.start(), *(span.start for span in pieces))
            end = max(name.end(), *(span.end for span in pieces))
            others = [span for span in found if span not in pieces]
            found = _in_order([*others, replace(surest, start=start, end=end)])
    return found


def _is_piece(span: Span, name: re.Match[str]) -> bool:
    """Whether a span is of the name, but for words right before it or its abbreviation behind."""
    text = span.mark.text
    before = text[span.start : name.start()]
    behind = text[name.end() : span.end]
    is_behind = not behind or _ABBREVIATION.fullmatch(behind) is not None
    return span.tag in ORGANISATIONS and "," not in before and is_behind


def _rank(span: Span) -> tuple[bool, float]:
    return span.stated, span.certainty - threshold(span.tag)


def _in_order(spans: Iterable[Span]) -> list[Span]:
    return sorted(spans, key=lambda span: span.start)


@cache
def _names() -> re.Pattern[str]:
    """A body with what it is named after; without the word for it, lists with a comma, areas."""
    words = load_vocabulary("organisations")
    subjects, areas = _one_of(words["subjects"]), _one_of(words["areas"])
    bodies = _one_of(words["named_after_subjects"])
    lists = _one_of(subject for subject in words["subjects"] if "," in subject)
    body_first = rf"(?i:(?:{bodies})\s(?:(?:van|voor)\s)?(?:{subjects}))"
    return re.compile(rf"(?<!\w)(?:{body_first}|{lists}|{areas})(?!\w)")


def _one_of(phrases: Iterable[str]) -> str:
    """The alternatives of a pattern, the longest first; a list may have a comma before `en`."""
    return "|".join(map(_pattern_of, sorted(phrases, key=len, reverse=True)))


def _pattern_of(phrase: str) -> str:
    escaped = re.escape(phrase)
    return escaped.replace(r"\ en\ ", r",?\ en\ ") if "," in phrase else escaped
