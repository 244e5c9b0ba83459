"""Who is mentioned on a page, and on which lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from projectkit.dutch.person_names import split_titles
from projectkit.parsing.findings.finding import Page
from projectkit.parsing.findings.person_draft import PersonDraft
from projectkit.parsing.findings.same_person import Names
from projectkit.parsing.lines.marks import Role, is_prose
from projectkit.parsing.words.spans import Span, Tag

# How far from a name its titles are looked for, and how many there are before it.
_LONGEST_BETWEEN = 60
_TITLES = 3
# A role on a line of its own belongs to a name at most this many lines away.
_NEAR = 2


def people_of(page: Page) -> list[PersonDraft]:
    """The persons of a page with all mentions: a surname alone belongs to the name it ends."""
    people: list[PersonDraft] = []
    names: Names[PersonDraft] = Names()
    spans = [span for span in page.spans if span.tag is Tag.PERSON]
    for span in sorted(spans, key=lambda span: -len(split_titles(span.text).name)):
        name, titles = split_titles(span.text)
        known = names.find(name)
        if known:
            known.spans.append(span)
            known.titles = known.titles or titles
        elif any(letter.isalpha() for letter in name):
            people.append(PersonDraft([span], name, titles))
            names.add(name, people[-1])
    for person in people:
        person.spans.sort(key=lambda span: (span.place, span.start))
        person.titles = person.titles or _titles_beside(person.first)
        person.lines.update(span.mark.number for span in person.spans)
    return sorted(people, key=lambda person: (person.spans[0].place, person.spans[0].start))


def _titles_beside(span: Span) -> str | None:
    """The titles before or after a name that the model left out."""
    text = span.mark.text
    before = text[max(0, span.start - _LONGEST_BETWEEN) : span.start].split()[-_TITLES:]
    whole = span.text
    for word in reversed(before):
        if split_titles(f"{word} {span.text}").titles is None:
            break
        whole = f"{word} {whole}"
    after = re.match(r",?\s(\w{1,6}\.?\w{0,6})", text[span.end : span.end + _LONGEST_BETWEEN])
    if after and split_titles(f"{span.text} {after[1]}").titles:
        whole = f"{whole} {after[1]}"
    return split_titles(whole).titles


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of a person."""

    start: int
    end: int
    person: PersonDraft


class PersonLines:
    """Which persons are on which line."""

    def __init__(self, page: Page, people: Iterable[PersonDraft]) -> None:
        self._marks = page.marks
        self._on: dict[int, list[Mention]] = {}
        for person in people:
            for span in person.spans:
                self._on.setdefault(span.place, []).append(Mention(span.start, span.end, person))
        for found in self._on.values():
            found.sort(key=lambda mention: mention.start)
        self._starts = {
            place: [mention.start for mention in found] for place, found in self._on.items()
        }

    def on(self, place: int) -> list[Mention]:
        """The mentions on a line, in order."""
        return self._on.get(place, [])

    def around(self, place: int, at: int) -> tuple[Mention | None, Mention | None]:
        """The last mention that begins before a place on a line, and the first one after it."""
        mentions = self.on(place)
        cut = bisect_right(self._starts.get(place, []), at)
        before = mentions[cut - 1] if cut else None
        after = mentions[cut] if cut < len(mentions) else None
        return before, after

    def above(self, place: int) -> PersonDraft | None:
        """The last person in the lines above."""
        return self._search(range(place - 1, max(-1, place - 1 - _NEAR), -1), place, last=True)

    def below(self, place: int) -> PersonDraft | None:
        """The first person in the lines below."""
        return self._search(
            range(place + 1, min(len(self._marks), place + 1 + _NEAR)), place, last=False
        )

    def _search(self, places: Iterable[int], place: int, *, last: bool) -> PersonDraft | None:
        for there in places:
            mark = self._marks[there]
            if abs(mark.block - self._marks[place].block) > 1 or is_prose(mark.text):
                return None
            if self.on(there):
                return self.on(there)[-1 if last else 0].person
            if mark.role is Role.HEADING:
                return None
        return None
