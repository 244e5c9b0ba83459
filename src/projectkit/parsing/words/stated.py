"""Corrects the spans of the model by what the form of a page states for certain.

A table says in the head of each column what its cells are, a label for persons what stands behind
it, a list that each bullet is one name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from projectkit.dutch.placeholders import is_placeholder
from projectkit.parsing.lines.marks import Mark, Part, Role, is_prose
from projectkit.parsing.lines.rows import column_kind
from projectkit.parsing.models import threshold
from projectkit.parsing.vocabulary.lookup import Vocabulary
from projectkit.parsing.vocabulary.organisation_words import names_organisation
from projectkit.parsing.words.bounds import without_country
from projectkit.parsing.words.call_names import with_call_names
from projectkit.parsing.words.elsewhere import without_others
from projectkit.parsing.words.groups import is_group
from projectkit.parsing.words.people import (
    are_entries_of_portal,
    has_known_surname,
    is_evident_person,
    read_people,
)
from projectkit.parsing.words.spans import GIVERS, ORGANISATIONS, Span, Tag
from projectkit.parsing.words.table_rows import RowReader, heads_of_rows
from projectkit.reading.blocks import list_item

# What stands in brackets behind a name, at the end of a line.
_NOTE = re.compile(r"\s\((?P<note>[^()]{2,60})\)[.,;]?$")
# An abbreviation or a country: a part of the name as the page writes it.
_CODE = re.compile(r"(?:[A-Z][a-z]{0,3}){2,5}")
# The rest of a list within a name: of `Land-, Tuin- en Bosbouw`, `Noord- en Zuid-Holland`.
_REST_OF_LIST = re.compile(r"-(?:,\s[A-Z]\w{1,30}-){0,5},?\s(?:en|of|and)\s[A-Z][\w-]{1,40}")
# A name that lists what it is about: `Ministerie van Landbouw, Natuur en Voedsel`.
_LISTS_SUBJECTS = re.compile(
    r"\s(?:van|voor|of|for)\s[^,]{1,60}(?:,\s[^,]{1,60}){1,9}\s(?:en|and|&)\s\S"
)
# What an image of a partner is called by most sites.
_LOGO = re.compile(
    r"(?:\W{1,3}\s)?(?:(?:het |de )?logo(?:\s(?:van|of)(?:\s(?:de|het|the))?)?:?\s"
    r"(?P<after>[^\W\d_].{1,80})|(?P<before>[^\W\d_].{1,80}?)[\s-]logo)",
    re.IGNORECASE,
)
_NAME_OF_UNIT = re.compile(r"[^\W\d_][^@|/;:]{2,80}")
_WITH_VALUES = frozenset({Role.LABEL, Role.FACT, Role.ITEM})
_LIST = 2
# A name that the model gives less than this probability may be no name at all.
_LEAST_OF_NAME = 0.3


@dataclass(frozen=True)
class PageLines:
    """The lines of a page, and what stands above them.

    Attributes:
        marks: the lines.
        parts: the sections.
        answers: for each line the label that it answers, if any.
        vocabulary: the words of the site.
    """

    marks: Sequence[Mark]
    parts: Sequence[Part]
    answers: Sequence[Mark | None]
    vocabulary: Vocabulary

    def asked(self, place: int) -> str:
        """The target of the label that a line answers; empty if there is none."""
        label = self.answers[place]
        return label.target if label else ""

    def is_below_unknown(self, place: int) -> bool:
        """Whether a line is in a list right below a label that nobody knows."""
        return self.marks[place].number in self._unknown

    @cached_property
    def _unknown(self) -> frozenset[int]:
        return frozenset(number for each in unknown_lists(self.marks) for number in each)

    def lists_partners(self, place: int) -> bool:
        """Whether a line stands below a known label or heading for partners."""
        mark = self.marks[place]
        if mark.role not in {Role.FACT, Role.ITEM}:
            return False
        return self.asked(place) == "partner" or mark.number in self._below_partners

    def is_in_list(self, place: int) -> bool:
        """Whether a line is a bullet, and not the only one."""
        if list_item(self.marks[place].text) is None:
            return False
        return self._bullets[self.marks[place].block] >= _LIST

    @cached_property
    def heads(self) -> Mapping[int, Mark]:
        """The row of heads above each row of a table of names."""
        return heads_of_rows(self.marks)

    @cached_property
    def _below_partners(self) -> frozenset[int]:
        known = (part for part in self.parts if part.heading and part.heading.known)
        return frozenset(
            mark.number for part in known if part.kind == "partners" for mark in part.body
        )

    @cached_property
    def _bullets(self) -> dict[int, int]:
        found: dict[int, int] = {}
        for mark in self.marks:
            found[mark.block] = found.get(mark.block, 0) + (list_item(mark.text) is not None)
        return found


def unknown_lists(marks: Sequence[Mark]) -> list[tuple[int, ...]]:
    """The numbers of the lines of each list right below a label that nobody knows."""
    found: list[list[int]] = []
    is_below = False
    for above, mark in pairwise(marks):
        is_label = above.role is Role.LABEL and not above.target and not above.rest
        is_below = is_label or is_below
        is_below = is_below and list_item(mark.text) is not None
        is_below = is_below and mark.role in {Role.FACT, Role.ITEM}
        if is_below and is_label:
            found.append([])
        if is_below:
            found[-1].append(mark.number)
    return [tuple(numbers) for numbers in found]


def _without_lone_themes(spans: Sequence[Span], lines: PageLines) -> Iterator[Span]:
    """The spans without themes that the model found in less than half of an unknown list."""
    sure = {
        span.mark.number
        for span in spans
        if span.tag is Tag.THEME and span.certainty >= threshold(Tag.THEME)
    }
    lone = {
        number
        for numbers in unknown_lists(lines.marks)
        if len(sure.intersection(numbers)) * 2 < len(numbers)
        for number in numbers
    }
    return (span for span in spans if span.tag is not Tag.THEME or span.mark.number not in lone)


def with_stated(spans: Sequence[Span], lines: PageLines) -> tuple[Span, ...]:
    """The spans of a page, corrected line by line."""
    by_place: dict[int, list[Span]] = {}
    for span in _without_lone_themes(spans, lines):
        by_place.setdefault(span.place, []).append(span)
    found: list[Span] = []
    for place in range(len(lines.marks)):
        found += _of_line(place, by_place.get(place, []), lines)
    return tuple(map(without_country, found))


def _of_line(place: int, spans: list[Span], lines: PageLines) -> list[Span]:
    mark = lines.marks[place]
    if mark.role in {Role.NOISE, Role.TITLE, Role.HEADING}:
        return spans
    row = _row(place, spans, lines)
    if row is not None:
        return row
    if mark.role is Role.LABEL:
        spans = _settled_by_label(spans, mark)
    spans = _people(place, with_call_names(spans), lines)
    spans = _unit(place, spans, lines) if mark.target == "unit" else spans
    spans = [each for span in _with_whole_lists(spans) for each in _apart(span)]
    people = [span for span in spans if span.tag in {Tag.PERSON, Tag.OTHER_PERSON}]
    spans = [fit for span in spans for fit in _fitting(span, people, lines)]
    spans = _of_logo(spans, place, lines)
    if lines.is_in_list(place):
        spans = _one_name(place, spans, lines)
    above = lines.marks[place - 1].text if place else ""
    return without_others(spans, lines.asked(place), above)


def _settled_by_label(spans: Sequence[Span], mark: Mark) -> list[Span]:
    """The spans of a line with a label, which settles some of them whatever the model says.

    Themes are read behind it, a placeholder is no value, and what asks for a person is a role.
    """
    value = len(mark.text) - len(mark.rest)
    if is_placeholder(mark.rest):
        spans = [span for span in spans if span.end <= value]
    if mark.target == "themes":
        spans = [span for span in spans if span.tag is not Tag.THEME]
    is_role = mark.known and mark.target == "person"
    return [
        replace(span, certainty=1.0)
        if is_role and span.tag is Tag.ROLE and span.end <= value
        else span
        for span in spans
    ]


def _row(place: int, spans: Sequence[Span], lines: PageLines) -> list[Span] | None:
    """The spans of a row in a table of names, or None."""
    mark = lines.marks[place]
    reader = RowReader(mark, place, spans, lines.vocabulary)
    heads = lines.heads.get(place)
    if heads is not None:
        return reader.read([column_kind(cell) for cell in heads.line.cells])
    kinds = None if mark.line.heads else reader.kinds_by_content()
    return reader.read(kinds) if kinds else None


def _people(place: int, spans: list[Span], lines: PageLines) -> list[Span]:
    """The spans of a line with persons behind a label that asks for them, or with their roles."""
    mark = lines.marks[place]
    is_asked = lines.asked(place) in {"person", "lead"}
    is_label = mark.role is Role.LABEL and bool(mark.target or mark.rest)
    if not is_asked and (is_label or is_prose(mark.text)):
        return spans
    value = mark.rest if is_label else _without_bullet(mark.text)
    first = len(mark.text) - len(value)
    is_value = mark.role in _WITH_VALUES and mark.text.endswith(value)
    pieces = read_people(value) if value and is_value else None
    if pieces is None or not (is_asked or are_entries_of_portal(value, pieces)):
        return spans
    found = [span for span in spans if span.end <= first]
    for tag, start, end in pieces:
        whole = Span(tag, mark, place, first + start, first + end, 1.0, stated=True)
        found.append(_employer(whole, spans) if tag is Tag.OTHER_ORGANISATION else whole)
    return found


def _without_bullet(text: str) -> str:
    item = list_item(text)
    return item.text if item else text


def _employer(whole: Span, spans: Sequence[Span]) -> Span:
    """An employer, with the role in the project that the model gives it."""
    for span in spans:
        overlaps = span.start < whole.end and whole.start < span.end
        if overlaps and span.tag in {Tag.LEAD, Tag.PARTNER, Tag.OTHER_ORGANISATION}:
            return replace(span, start=whole.start, end=whole.end)
    return replace(whole, stated=False)


def _unit(place: int, spans: list[Span], lines: PageLines) -> list[Span]:
    """The value of a label such as `Lectoraat`: one name, whatever its words say."""
    mark = lines.marks[place]
    if mark.role is not Role.LABEL or not mark.text.endswith(mark.rest):
        return spans
    start = len(mark.text) - len(mark.rest)
    end = start + len(mark.rest.rstrip(" .,;"))
    if not _NAME_OF_UNIT.fullmatch(mark.rest) or is_placeholder(mark.rest):
        return spans
    found = [span for span in spans if span.start >= start]
    if len(found) > 1 or any(span.tag is not Tag.UNIT for span in found):
        return spans
    label = [span for span in spans if span.end <= start]
    return [*label, Span(Tag.UNIT, mark, place, start, end, 1.0, stated=True)]


def _with_whole_lists(spans: Sequence[Span]) -> list[Span]:
    """The spans with names whole that leave out the end of a word: `Land-, Tuin- en Bosbouw`."""
    found: list[Span] = []
    for span in spans:
        before = found[-1] if found else None
        if before is None or before.end <= span.start or span.tag not in ORGANISATIONS:
            found.append(_with_rest(span) if span.tag in ORGANISATIONS else span)
    return found


def _with_rest(span: Span) -> Span:
    end = span.end - span.text.endswith("-")
    rest = _REST_OF_LIST.match(span.mark.text, end)
    return replace(span, end=rest.end()) if rest else span


def _apart(span: Span) -> Iterator[Span]:
    """The organisations that one span names: `Saxion + Stichting De Brug`, unlike `V + A`."""
    first, plus, second = span.text.partition(" + ")
    if plus and span.tag in ORGANISATIONS and any(map(names_organisation, (first, second))):
        yield replace(span, end=span.start + len(first))
        yield from _apart(replace(span, start=span.end - len(second)))
    else:
        yield span


def _fitting(span: Span, others: Sequence[Span], lines: PageLines) -> Iterator[Span]:
    """A span as far as its words may be what the model takes them for.

    Args:
        span: the span.
        others: those of persons on its line.
        lines: the lines of the page.
    """
    if span.tag is Tag.PERSON and is_group(span.text):
        if names_organisation(span.text.split()[0]):
            yield replace(span, tag=Tag.OTHER_ORGANISATION, chances={})
        return
    if span.tag not in ORGANISATIONS or is_prose(span.mark.text):
        yield span
        return
    if _is_in_brackets(span) and _is_person_or_code(span.text) and lines.lists_partners(span.place):
        return  # said of the name before it
    note = _NOTE.match(span.mark.text, span.end)
    if note is None or not lines.lists_partners(span.place):
        yield span
    elif _CODE.fullmatch(note["note"]):
        yield replace(span, end=note.end("note") + 1)
    else:
        yield span
        yield from _persons_in_note(span, note, others)


def _is_in_brackets(span: Span) -> bool:
    """Whether a span stands in brackets behind something else."""
    before, _, inside = span.mark.text[: span.start].rpartition(" (")
    is_closed = ")" not in inside and ")" in span.mark.text[span.end :]
    return bool(before) and is_closed


def _is_person_or_code(text: str) -> bool:
    return _CODE.fullmatch(text) is not None or is_evident_person(text)


def _persons_in_note(span: Span, note: re.Match[str], others: Sequence[Span]) -> Iterator[Span]:
    """The persons that stand in brackets behind an organisation."""
    first, last = note.span("note")
    pieces = [piece for piece in read_people(note["note"]) or [] if piece.tag is Tag.PERSON]
    is_taken = any(each.start < last and first < each.end for each in others)
    # Two names are persons if one is: a place may look like one.
    names = (note["note"][piece.start : piece.end] for piece in pieces)
    if is_taken or any(map(has_known_surname, names)):
        for tag, start, end in pieces:
            yield Span(tag, span.mark, span.place, first + start, first + end, 1.0, stated=True)


def _of_logo(spans: list[Span], place: int, lines: PageLines) -> list[Span]:
    """The spans of a line that says whose logo stands there: `Logo Provincie Rijnstreek`."""
    mark = lines.marks[place]
    logo = _LOGO.fullmatch(mark.text) if lines.lists_partners(place) else None
    if logo is None:
        return spans
    start, end = logo.span("before" if logo["before"] else "after")
    return [Span(Tag.PARTNER, mark, place, start, end, 1.0, stated=True)]


def _one_name(place: int, spans: list[Span], lines: PageLines) -> list[Span]:
    """The spans of a bullet, which is one name even with commas in it."""
    if lines.asked(place) == "themes":
        return [span for span in spans if span.tag is not Tag.THEME]  # read behind the label
    if lines.is_below_unknown(place):
        return [span for span in spans if span.tag not in GIVERS]
    names = [span for span in spans if span.tag in ORGANISATIONS]
    if not names or not lines.lists_partners(place):
        return spans
    first = names[0]
    end = _end_of_item(first)
    text = first.mark.text[first.start : end]
    is_whole = len(names) == 1 and first.end == end and "," not in text
    begins = first.mark.text[: first.start].strip(" •·●▪◦‣∙*–—-") == ""
    if not begins or not (is_whole or _is_list_of_subjects(text, names)):
        return spans
    certainty = max(span.certainty for span in names)
    is_sure = certainty >= _LEAST_OF_NAME and names_organisation(text) and text[0].isupper()
    whole = (
        replace(first, end=end, certainty=1.0, chances={})
        if is_sure
        else replace(first, end=end, certainty=certainty)
    )
    return [whole, *(span for span in spans if span.start >= end)]


def _end_of_item(span: Span) -> int:
    """Where the name on a bullet ends: before a note in brackets, or with the line."""
    note = re.search(r"\s\([^()]*\)[.,;]?$", span.mark.text[span.end :])
    text = span.mark.text[: span.end + note.start()] if note else span.mark.text
    return max(span.end, len(text.rstrip(" .,;")))


def _is_list_of_subjects(text: str, names: Sequence[Span]) -> bool:
    """Whether commas belong to one name: `Ministerie van Landbouw, Natuur en Voedsel`."""
    others = any(names_organisation(span.text) for span in names[1:])
    return not others and _LISTS_SUBJECTS.search(text) is not None
