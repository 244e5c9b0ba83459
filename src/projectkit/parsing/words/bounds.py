"""Says where a name begins and ends, where the model took a word too many or too few."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from projectkit.dutch.words import breaks_off
from projectkit.parsing.vocabulary.phrases import load_vocabulary
from projectkit.parsing.words.spans import ORGANISATIONS, Span, Tag

_WITH_ABBREVIATION = ORGANISATIONS | {Tag.PROGRAMME, Tag.THEME}
# As many words as the name of a part may have, up to what separates it from what is said about it.
_REST_OF_PART = re.compile(r"(?:\s[^\s.,;:()–—|]{1,40}){1,8}(?=\s?(?:[.,;:()–—|]|\Z))")

# What a programme pays for, which is no part of its name: `TETRA-project`, `KIEM-subsidie`.
_PAID_FOR = re.compile(r"[-\s](?:bijdrage|project|subsidie)\Z", re.IGNORECASE)


def with_bounds(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans of a page, each from the first to the last word of its name."""
    return tuple(map(_with_bounds, spans))


def _with_bounds(span: Span) -> Span:
    for corrected in (
        _with_rest_of_part,
        _with_whole_brackets,
        without_country,
        _without_what_it_pays_for,
    ):
        span = corrected(span)
    return span


def _with_rest_of_part(span: Span) -> Span:
    """The name of a part up to the next sign if it breaks off before that: `Kijken aan het bed`."""
    if span.tag is not Tag.SUBPROJECT or not breaks_off(span.text):
        return span
    rest = _REST_OF_PART.match(span.mark.text, span.end)
    return replace(span, end=rest.end()) if rest else span


def _with_whole_brackets(span: Span) -> Span:
    """A name whose brackets are whole: closed behind an abbreviation, else without what they hold.

    `Vereniging Bos (VB` goes on to its bracket, `Stadswerf Bos (Ede` ends before it, `VB)` too.
    """
    name, opened, rest = span.text.rpartition("(")
    if span.tag not in _WITH_ABBREVIATION or (opened and ")" in rest):
        return span
    if not opened:
        closed = span.text.endswith(")") and len(span.text) > 1
        return replace(span, end=span.end - 1) if closed else span
    if rest.isupper() and span.mark.text[span.end :].startswith(")"):
        return replace(span, end=span.end + 1)
    return replace(span, end=span.start + len(name.rstrip())) if name.strip() else span


def without_country(span: Span) -> Span:
    """An organisation without the code of its country: `Stadswerf Bos (BE)`."""
    name, _, note = span.text.rpartition(" (")
    if not name or span.tag not in ORGANISATIONS:
        return span
    if says_country(name, note.removesuffix(")")):
        return replace(span, end=span.start + len(name))
    return span


def says_country(name: str, note: str) -> bool:
    """Whether what stands in brackets behind a name is a country, and no part of the name.

    It is a part of it where two countries have an organisation of that name, and where it may be
    its abbreviation.
    """
    initials = "".join(word[0] for word in name.split() if word[0].isupper())
    is_abbreviation = initials.endswith(note) or name.casefold().endswith(_in_two_countries())
    return note in _countries() and not is_abbreviation


def _without_what_it_pays_for(span: Span) -> Span:
    if span.tag is not Tag.PROGRAMME:
        return span
    return replace(span, end=span.start + len(name_of_programme(span.text)))


def name_of_programme(text: str) -> str:
    """A programme without a word behind it for its money, or for what it pays for."""
    return _PAID_FOR.sub("", text)


@cache
def _countries() -> frozenset[str]:
    return frozenset(load_vocabulary("countries")["codes"])


@cache
def _in_two_countries() -> tuple[str, ...]:
    return tuple(load_vocabulary("countries")["names_in_two"])
