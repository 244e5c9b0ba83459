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


def with_bounds(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans of a page, each from the first to the last word of its name."""
    return tuple(_with_whole_brackets(_with_rest_of_part(span)) for span in spans)


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
    """An organisation without the code of its country: `Stadswerf Bos (BE)`.

    It is a part of the name where two countries have an organisation of that name, and where it
    may be its abbreviation.
    """
    name, _, note = span.text.rpartition(" (")
    note = note.removesuffix(")")
    if span.tag not in ORGANISATIONS or not name or note not in _countries():
        return span
    initials = "".join(word[0] for word in name.split() if word[0].isupper())
    if initials.endswith(note) or name.casefold().endswith(_in_two_countries()):
        return span
    return replace(span, end=span.start + len(name))


@cache
def _countries() -> frozenset[str]:
    return frozenset(load_vocabulary("countries")["codes"])


@cache
def _in_two_countries() -> tuple[str, ...]:
    return tuple(load_vocabulary("countries")["names_in_two"])
