"""Finds the values of a corrected record on the lines of its page.

A record says what a person wants to be read, its page where it stands; together they are an example
in the form of annotated pages. What the record does not hold is marked as something else: a person
whom somebody took out of the record is a person outside the project.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice, pairwise

from projectkit.dutch.amounts import amounts_as_written, find_amounts, read_amount_in_words
from projectkit.dutch.dates import find_dates
from projectkit.dutch.status import read_status
from projectkit.learning.marked import Marked
from projectkit.model.record import OrganisationRole, Record, Section
from projectkit.parsing.findings.finding import Page
from projectkit.parsing.lines.marks import Mark, Role, is_prose
from projectkit.parsing.vocabulary.phrases import normalise
from projectkit.parsing.words.spans import Tag

_OF_ROLE = {
    OrganisationRole.LEAD: Tag.LEAD,
    OrganisationRole.PARTNER: Tag.PARTNER,
    OrganisationRole.CONTRACTOR: Tag.PARTNER,
    OrganisationRole.FUNDER: Tag.FUNDER,
    OrganisationRole.OTHER: Tag.OTHER_ORGANISATION,
}
# What a word is that the reader takes for a value of the project, and the record does not hold.
_OTHERWISE = {
    Tag.FUNDER: Tag.OTHER_ORGANISATION,
    Tag.LEAD: Tag.OTHER_ORGANISATION,
    Tag.PARTNER: Tag.OTHER_ORGANISATION,
    Tag.UNIT: Tag.OTHER_ORGANISATION,
    Tag.OTHER_ORGANISATION: Tag.OTHER_ORGANISATION,
    Tag.PERSON: Tag.OTHER_PERSON,
    Tag.OTHER_PERSON: Tag.OTHER_PERSON,
    Tag.AMOUNT: Tag.OTHER_MONEY,
    Tag.OTHER_MONEY: Tag.OTHER_MONEY,
    Tag.LABEL: Tag.LABEL,
}
_DATES = {"start_date": Tag.START, "end_date": Tag.END, "page_date": Tag.PAGE_DATE}
_NEAR = 2
_LONGEST_LABEL = 60
# A text on more places than this is no name: only these are looked at.
_MOST_PLACES = 1000


@dataclass(frozen=True, slots=True)
class Missing:
    """A value of a corrected record that is not on its page.

    Attributes:
        field: the field of the record.
        value: the value, as people read it.
    """

    field: str
    value: str


@dataclass(frozen=True)
class Alignment:
    """A page as an example.

    Attributes:
        marked: what is marked on each line.
        missing: the values that are not on the page.
    """

    marked: list[list[Marked]]
    missing: tuple[Missing, ...]


def align(record: Record, page: Page, landmarks: frozenset[str]) -> Alignment:
    """Find the values of a record on its page.

    Args:
        record: the record, as a person corrected it.
        page: its page, as it is read without that correction.
        landmarks: lines that recur on the site.
    """
    lines = _MarkedLines(page)
    missing = [Missing(field, value) for field, value, found in _values(record, lines) if not found]
    _mark_headings(record.sections, lines)
    _mark_labels(lines, landmarks)
    _mark_others(record, page, lines)
    _mark_noise(record, lines)
    return Alignment(lines.marked, tuple(missing))


class _MarkedLines:
    """The lines of a page, and what is marked on them so far."""

    def __init__(self, page: Page) -> None:
        self.marks = [mark for mark in page.marks if not mark.line.unread]
        self.marked: list[list[Marked]] = [[] for _ in self.marks]
        self.seen: list[list[tuple[int, int, str]]] = [[] for _ in self.marks]
        for span in page.spans:
            self.seen[span.place].append((span.start, span.end, span.tag))
        own = [place for place, mark in enumerate(self.marks) if mark.role is not Role.NOISE]
        own.sort(key=lambda place: is_prose(self.marks[place].text))
        known = set(own)
        self._order = [*own, *(place for place in range(len(self.marks)) if place not in known)]
        self._ranks = {place: rank for rank, place in enumerate(self._order)}
        self._equal: dict[str, list[int]] = defaultdict(list)
        for place in self._order:
            self._equal[normalise(self.marks[place].text)].append(place)
        # The lines as one text, in which a search is fast, and where each begins in it.
        self._text = "\n".join(_folded(mark.text) for mark in self.marks)
        lengths = (len(mark.text) + 1 for mark in self.marks)
        self._starts = list(accumulate(lengths, initial=0))

    def mark(self, place: int, tag: str, span: tuple[int, int], value: str = "") -> bool:
        """Mark a piece of a line, unless a part of it is marked already."""
        start, end = span
        if any(piece.start < end and start < piece.end for piece in self.marked[place]):
            return False
        self.marked[place].append(Marked(tag, value, start, end))
        self.marked[place].sort(key=lambda piece: piece.start)
        return True

    def mark_whole(self, place: int, tag: str, value: str = "") -> bool:
        """Mark a whole line."""
        return self.mark(place, tag, (0, len(self.marks[place].text)), value)

    def all(self) -> list[int]:
        """All lines: those of the page, running text last, then those of the site."""
        return self._order

    def equal(self, text: str) -> list[int]:
        """The lines that consist of a text."""
        return self._equal.get(normalise(text), [])

    def occurrences(self, text: str) -> list[tuple[int, tuple[int, int]]]:
        """Where a text stands by itself: line, start and end."""
        found = [self._at(at, len(text)) for at in _whole(_folded(text), self._text)]
        return sorted(found, key=lambda each: self._ranks[each[0]])

    def _at(self, at: int, length: int) -> tuple[int, tuple[int, int]]:
        place = bisect_right(self._starts, at) - 1
        start = at - self._starts[place]
        return place, (start, start + length)


def _folded(text: str) -> str:
    """A text without case, each letter in the place that it had."""
    folded = text.casefold()
    if len(folded) == len(text):
        return folded
    return "".join(low if len(low := letter.casefold()) == 1 else letter for letter in text)


def _whole(wanted: str, text: str) -> Iterator[int]:
    """Where words of one line stand in a text, not as a part of longer ones."""
    if not wanted or "\n" in wanted:
        return iter(())
    return islice(_places(wanted, text), _MOST_PLACES)


def _places(wanted: str, text: str) -> Iterator[int]:
    at = text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum()):
            yield at
        at = text.find(wanted, end)


def _values(record: Record, lines: _MarkedLines) -> Iterator[tuple[str, str, bool]]:
    """Mark each value: its field, the value as people read it, and whether it was found."""
    if record.title:
        yield "title", record.title, _mark_title(record.title, lines)
    for field, tag, texts in _texts_of_lists(record):
        yield from ((field, text, _mark_once(lines, tag, text)) for text in texts)
    for field, tag in _DATES.items():
        date = getattr(record, field)
        if date:
            yield field, date, _mark_date(date, tag, record, lines)
    yield from _money(record, lines)
    yield from _names(record, lines)
    for link in record.links:
        _mark_once(lines, Tag.LINK, link.url)
    if record.status:
        _mark_status(record.status, lines)  # most pages say it in other words, or by their dates


def _texts_of_lists(record: Record) -> Iterator[tuple[str, str, list[str]]]:
    """The texts in lists of a record that are one value each, with their field and tag."""
    yield "alternate_titles", Tag.ALTERNATE_TITLE, list(record.alternate_titles)
    yield "subprojects", Tag.SUBPROJECT, [part.title for part in record.subprojects]
    yield "identifiers", Tag.IDENTIFIER, [number.value for number in record.identifiers]
    yield "themes", Tag.THEME, list(record.themes)


def _mark_title(title: str, lines: _MarkedLines) -> bool:
    """Mark the title: the lines that consist of it, two lines that do, or where it stands."""
    whole = [place for place in lines.equal(title) if lines.mark_whole(place, Tag.TITLE)]
    if whole:
        return True
    for place, (mark, below) in enumerate(pairwise(lines.marks)):
        if normalise(f"{mark.text} {below.text}") == normalise(title):
            lines.mark_whole(place, Tag.TITLE)
            return lines.mark_whole(place + 1, Tag.TITLE, "+")
    return _mark_once(lines, Tag.TITLE, title)


def _mark_once(lines: _MarkedLines, tag: str, text: str) -> bool:
    """Mark the first place of a text: a line that consists of it, else one with it."""
    if any(lines.mark_whole(place, tag) for place in lines.equal(text)[:1]):
        return True
    return any(lines.mark(place, tag, span) for place, span in lines.occurrences(text))


def _mark_date(date: str, tag: Tag, record: Record, lines: _MarkedLines) -> bool:
    """Mark a date where the other end of the running time stands too, else where it is first."""
    found = [
        (place, (each.start, each.end), {other.value for other in dates})
        for place in lines.all()
        for dates in [find_dates(lines.marks[place].text)]
        for each in dates
        if each.value == date
    ]
    period = {record.start_date, record.end_date}
    found.sort(key=lambda each: tag is Tag.PAGE_DATE or not period <= each[2])
    return any(lines.mark(place, tag, span, date) for place, span, _ in found)


def _mark_status(status: str, lines: _MarkedLines) -> None:
    for place in lines.all():
        mark = lines.marks[place]
        text = mark.rest or mark.text
        if read_status(text) == status:
            start = len(mark.text) - len(text) if mark.text.endswith(text) else 0
            lines.mark(place, Tag.STATUS, (start, start + len(text)), status)
            return


def _money(record: Record, lines: _MarkedLines) -> Iterator[tuple[str, str, bool]]:
    for item in record.funding:
        if item.amount is not None:
            found = (
                lines.mark(place, Tag.AMOUNT, span, str(item.amount))
                for place in lines.all()
                for span in amounts_as_written(lines.marks[place].text)
                if item.amount in _amounts(lines.marks[place].text[slice(*span)])
            )
            yield "funding", str(item.amount), any(found)


def _amounts(text: str) -> list[object]:
    return [*find_amounts(text), read_amount_in_words(text)]


def _names(record: Record, lines: _MarkedLines) -> Iterator[tuple[str, str, bool]]:
    """Mark all that has a name, the longest first: the name of one may be in that of another."""
    names = [(each.name, _OF_ROLE[each.role], "organisations") for each in record.organisations]
    names += [(each.unit, Tag.UNIT, "organisations") for each in record.organisations if each.unit]
    for item in record.funding:
        given = ((item.funder, Tag.FUNDER), (item.programme, Tag.PROGRAMME))
        names += [(name, tag, "funding") for name, tag in given if name]
    names += [(person.name, Tag.PERSON, "persons") for person in record.persons]
    tags: dict[str, list[str]] = defaultdict(list)
    fields: dict[str, str] = {}
    for name, tag, field in names:
        tags[name].append(tag)
        fields.setdefault(name, field)
    for name in sorted(tags, key=len, reverse=True):
        yield fields[name], name, _mark_all(lines, tags[name], name)
    for person in record.persons:
        if person.role_text:
            _mark_near(lines, Tag.ROLE, person.role_text, person.name)
    others = dict.fromkeys(person.organisation for person in record.persons)
    for name in filter(None, others):
        if name not in tags:
            _mark_all(lines, [Tag.OTHER_ORGANISATION], name)


def _mark_all(lines: _MarkedLines, tags: Sequence[str], name: str) -> bool:
    """Mark every place of a name: those in the content, else those in the menu and footer.

    Of several roles, each place has the one that the reader sees in it, else the first.
    """
    places = lines.occurrences(name)
    own = [each for each in places if lines.marks[each[0]].role is not Role.NOISE]
    found = [
        lines.mark(place, _role_seen(lines, tags, place, span), span)
        for place, span in own or places
    ]
    return any(found)


def _role_seen(lines: _MarkedLines, tags: Sequence[str], place: int, span: tuple[int, int]) -> str:
    seen = [tag for start, end, tag in lines.seen[place] if start < span[1] and span[0] < end]
    return next((tag for tag in tags if tag in seen), tags[0])


def _mark_near(lines: _MarkedLines, tag: str, text: str, name: str) -> None:
    """Mark a text where it is on the line of a name, or up to two lines away."""
    around = range(-_NEAR, _NEAR + 1)
    near = {place + offset for place, _ in lines.occurrences(name) for offset in around}
    for place, span in lines.occurrences(text):
        if place in near:
            lines.mark(place, tag, span)


def _mark_headings(sections: Sequence[Section], lines: _MarkedLines) -> None:
    for section in sections:
        if section.heading:
            for place in lines.equal(section.heading)[:1]:
                lines.mark_whole(place, "h", section.kind)


def _mark_labels(lines: _MarkedLines, landmarks: frozenset[str]) -> None:
    """Mark the words before a value, and a landmark beside one, as labels."""
    valued = {place for place, marked in enumerate(lines.marked) if marked}
    for place, mark in enumerate(lines.marks):
        head, colon, _rest = mark.text.partition(":")
        has_value = any(piece.start >= len(head) for piece in lines.marked[place])
        if colon and has_value and len(head) <= _LONGEST_LABEL:
            lines.mark(place, "l", (0, len(head) + 1))
        elif mark.role is Role.LABEL:
            lines.mark(place, "l", (0, len(mark.label)))
        elif _is_landmark(mark, landmarks) and _is_beside(place, valued, lines.marks):
            lines.mark_whole(place, "l")


def _is_landmark(mark: Mark, landmarks: frozenset[str]) -> bool:
    return len(mark.text) <= _LONGEST_LABEL and normalise(mark.text) in landmarks


def _is_beside(place: int, valued: set[int], marks: Sequence[Mark]) -> bool:
    """Whether a line with values is right above or below, in the same block."""
    return any(
        at in valued and marks[at].block == marks[place].block for at in (place - 1, place + 1)
    )


def _mark_others(record: Record, page: Page, lines: _MarkedLines) -> None:
    """Mark what the reader finds besides the values of the record as what it is otherwise."""
    people = {word for person in record.persons for word in person.name.split()}
    for span in page.spans:
        is_known = span.tag is Tag.PERSON and people.issuperset(span.text.split())
        other = Tag.PERSON if is_known else _OTHERWISE.get(span.tag)
        if other is not None and lines.marks[span.place].text[span.start : span.end] == span.text:
            lines.mark(span.place, other, (span.start, span.end))


def _mark_noise(record: Record, lines: _MarkedLines) -> None:
    """Mark lines of the site: those that the reader took for such, and those cut out by hand."""
    kept = " ".join(normalise(line) for text in _texts(record) for line in text.splitlines())
    has_text = any(section.text for section in record.sections)
    for place, mark in enumerate(lines.marks):
        if lines.marked[place]:
            continue
        is_kept = normalise(mark.text) in kept
        is_cut = has_text and mark.role is not Role.NOISE and not _is_metadata(mark)
        if not is_kept and (mark.role is Role.NOISE or is_cut):
            lines.mark_whole(place, "noise")


def _is_metadata(mark: Mark) -> bool:
    """Whether a line states a fact, which no section repeats."""
    return mark.role in {Role.LABEL, Role.FACT, Role.TITLE}


def _texts(record: Record) -> Iterator[str]:
    for section in record.sections:
        yield section.text
        yield section.heading or ""
    for part in record.subprojects:
        yield part.text
