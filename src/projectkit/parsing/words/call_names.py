"""Makes names whole that say what somebody is called: `A. (Arjan) Bos`, `Jacoba (Co) de Wit`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from projectkit.dutch.person_names import CALLED
from projectkit.dutch.words import words
from projectkit.parsing.words.name_lists import given_names
from projectkit.parsing.words.spans import Span, Tag

_PEOPLE = frozenset({Tag.PERSON, Tag.OTHER_PERSON})
# How far a name goes on around what was found of it.
_REACH = 60


def with_call_names(spans: Sequence[Span]) -> list[Span]:
    """The spans of one line, the names of persons whole.

    A name that goes on behind its bracket takes the place of the persons that were found inside it.
    A bracket that opens at the end of a name is no part of it.
    """
    others = [span for span in spans if span.tag not in _PEOPLE]
    found: list[Span] = []
    end = 0
    for span in spans:
        if span.tag not in _PEOPLE:
            found.append(span)
        elif span.start >= end:
            whole = _whole(span, end, others)
            found.append(whole)
            end = whole.end
    return found


def _whole(span: Span, least: int, others: Sequence[Span]) -> Span:
    """A person with the whole name, unless other values or the person before stand in it.

    Args:
        span: the person.
        least: where the person before ends.
        others: what else was found on the line.
    """
    if "(" not in span.mark.text:
        return span
    first, last = max(0, span.start - _REACH), span.end + _REACH
    for name in _name().finditer(span.mark.text, first, last):
        start, end = min(span.start, name.start()), max(span.end, name.end())
        is_own = name.start() < span.end and span.start < name.end() and start >= least
        if is_own and _is_called(name) and not _holds(start, end, others):
            return replace(span, start=start, end=end)
    name_alone = span.text.rstrip(" (")
    return replace(span, end=span.start + len(name_alone)) if name_alone else span


def _holds(start: int, end: int, spans: Sequence[Span]) -> bool:
    return any(span.start < end and start < span.end for span in spans)


def _is_called(name: re.Match[str]) -> bool:
    """Whether the word in brackets is what somebody is called, rather than another name.

    Behind initials it is. Behind a given name it is a given name too, or a part of the first.
    """
    if name["initials"]:
        return True
    first, called = name["first"], name["called"].partition("-")[0]
    is_part = called.casefold() in first.casefold()
    return first in given_names() and (is_part or called in given_names())


@cache
def _name() -> re.Pattern[str]:
    particles = "|".join(map(re.escape, words()["particles"]))
    return re.compile(
        r"(?:(?P<initials>(?:[A-ZÀ-Ý][a-z]?\.-?\s?){1,6})|\b(?P<first>[A-ZÀ-Ý][a-zà-ÿ]{1,20})\s)"
        rf"\((?P<called>{CALLED})(?:\s{CALLED})?\)\s"
        rf"(?:(?:{particles})\s){{0,3}}[A-ZÀ-Ý][\w’'-]{{1,40}}"
    )
