"""Reads persons: the names that the model found, each with its role, addresses and phone number.

Names and words for roles are spans of the model. What belongs together follows from the line, then
from the lines around it, then from the name in an e-mail address.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from projectkit.dutch.addresses import has_address
from projectkit.dutch.emails import emails_as_written, find_emails
from projectkit.dutch.names import split_titles
from projectkit.dutch.phones import find_phones, phones_as_written
from projectkit.model.source import FieldState, How
from projectkit.parsing.findings.finding import Detail, Finding, Page
from projectkit.parsing.findings.same_person import Addresses, Names
from projectkit.parsing.lines.marks import Mark, Role, is_prose
from projectkit.parsing.models import threshold
from projectkit.parsing.vocabulary.organisation_words import names_organisation
from projectkit.parsing.vocabulary.page_words import contact_label, is_withheld
from projectkit.parsing.vocabulary.phrases import load_vocabulary
from projectkit.parsing.vocabulary.role_words import names_role_of_each, roles
from projectkit.parsing.words.spans import Span, Tag

# What separates a name from the role after it: "Anna Bos, lector", "Anna Bos is lector".
_AFTER_NAME = re.compile(
    r"[^\w]{1,4}(?:(?:is|als|werkt als|MSc|PhD|MA|MBA|BSc)[^\w]{0,3}){0,3}"
    r"|\s(?:is|was|als)\s(?:\w{1,20}\s){0,2}"
)
_LONGEST_BETWEEN = 60
_BEFORE_NAME = len(": dr. ir. ")
_EMPLOYERS = frozenset({Tag.LEAD, Tag.PARTNER, Tag.UNIT, Tag.OTHER_ORGANISATION, Tag.FUNDER})
# What separates a person from an employer: "lector bij", "onderzoeker aan de", "projectleider,".
_BEFORE_EMPLOYER = re.compile(
    r"[^\w.;!?]{0,3}(?:(?:werkzaam|verbonden|in dienst|on behalf)\s)?"
    r"(?:(?:bij|aan|van|namens|vanuit|i\.o\.v\.|at|from|of)\s)?(?:de|het|the|’t|'t)?[^\w.;!?]{0,3}",
    re.IGNORECASE,
)
_BEFORE_PERSON = re.compile(r"\s\(|\s[-–]\s")
# Labels that ask for other organisations than that of the person above; a leader is of the lead.
_ROLES_OF_ORGANISATIONS = frozenset({"partner", "funder", "programme"})
_MOST_LINES_BELOW = 4
# A role on a line of its own belongs to a name at most this many lines away.
_NEAR = 2
_TITLES = 3
# An address such as p.jansen@, with the name of a person.
_NAMES_SOMEBODY = re.compile(r"[a-z]{1,2}\.[a-z]{3,}", re.IGNORECASE)


@dataclass
class _PersonDraft:
    """A person under construction: the mentions of one name, and what is said about it."""

    spans: list[Span]
    name: str
    titles: str | None
    role: Span | None = None
    values: dict[str, Any] = field(default_factory=dict)
    details: dict[str, Detail] = field(default_factory=dict)
    lines: set[int] = field(default_factory=set)

    @property
    def first(self) -> Span:
        """The first mention in full, unlike `Bos, A.` in a list of publications."""
        return next((span for span in self.spans if self.name in span.text), self.spans[0])

    def add(
        self,
        key: str,
        value: object,
        number: int,
        state: FieldState | None = None,
        how: How | None = None,
    ) -> None:
        """Add a value, or the reason why there is none; the first one counts."""
        if key in self.values or (key in self.details and value is None):
            return
        if value is not None:
            self.values[key] = value
        self.details[key] = Detail((number,), state, how)
        self.lines.add(number)

    def add_role(self, words: str, number: int) -> None:
        """Add the role that these words name; the first one counts."""
        held = self.values.get("roles", [])
        if "role_text" in self.values and held != ["contact"]:
            self.add_roles(words, number)
            return
        # Being the contact says less than any other role.
        self.values |= {"role_text": words, "roles": _together(roles(words), held)}
        self.lines.add(number)

    def add_roles(self, words: str, number: int) -> None:
        """Add roles by words about several persons; only `contact` is added to other roles."""
        held, said = self.values.get("roles", []), list(roles(words))
        if held and "contact" not in said:
            return
        self.values["roles"] = _together(held, said)
        self.details["roles"] = Detail((number,), how=How.DERIVED)
        self.lines.add(number)


def _together(*lists: Iterable[str]) -> list[str]:
    """Join lists of roles; `other` is dropped beside any known role."""
    found = dict.fromkeys(role for each in lists for role in each)
    return [role for role in found if role != "other" or len(found) == 1]


def find_persons(page: Page) -> Iterator[Finding]:
    """Propose the persons of a page with what is said about them."""
    people = _people(page)
    if not people:
        return
    lines = _Lines(page, people)
    _give_roles(page, lines)
    _give_group_roles(page, people)
    _give_employers(page, people)
    _ContactReader(page, people, lines).give()
    _mark_contacts(page, people)
    for person in people:
        yield _finding(page, person)


def _people(page: Page) -> list[_PersonDraft]:
    """The persons of a page with all mentions: a surname alone belongs to the name it ends."""
    people: list[_PersonDraft] = []
    names: Names[_PersonDraft] = Names()
    spans = [span for span in page.spans if span.tag is Tag.PERSON]
    for span in sorted(spans, key=lambda span: -len(split_titles(span.text).name)):
        name, titles = split_titles(span.text)
        known = names.find(name)
        if known:
            known.spans.append(span)
            known.titles = known.titles or titles
        elif any(letter.isalpha() for letter in name):
            people.append(_PersonDraft([span], name, titles))
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
class _Mention:
    """One mention of a person."""

    start: int
    end: int
    person: _PersonDraft


class _Lines:
    """Which persons are on which line."""

    def __init__(self, page: Page, people: Iterable[_PersonDraft]) -> None:
        self._marks = page.marks
        self._on: dict[int, list[_Mention]] = {}
        for person in people:
            for span in person.spans:
                self._on.setdefault(span.place, []).append(_Mention(span.start, span.end, person))
        for found in self._on.values():
            found.sort(key=lambda mention: mention.start)
        self._starts = {
            place: [mention.start for mention in found] for place, found in self._on.items()
        }

    def on(self, place: int) -> list[_Mention]:
        """The mentions on a line, in order."""
        return self._on.get(place, [])

    def around(self, place: int, at: int) -> tuple[_Mention | None, _Mention | None]:
        """The last mention that begins before a place on a line, and the first one after it."""
        mentions = self.on(place)
        cut = bisect_right(self._starts.get(place, []), at)
        before = mentions[cut - 1] if cut else None
        after = mentions[cut] if cut < len(mentions) else None
        return before, after

    def above(self, place: int) -> _PersonDraft | None:
        """The last person in the lines above."""
        return self._search(range(place - 1, max(-1, place - 1 - _NEAR), -1), place, last=True)

    def below(self, place: int) -> _PersonDraft | None:
        """The first person in the lines below."""
        return self._search(
            range(place + 1, min(len(self._marks), place + 1 + _NEAR)), place, last=False
        )

    def _search(self, places: Iterable[int], place: int, *, last: bool) -> _PersonDraft | None:
        for there in places:
            mark = self._marks[there]
            if abs(mark.block - self._marks[place].block) > 1 or is_prose(mark.text):
                return None
            if self.on(there):
                return self.on(there)[-1 if last else 0].person
            if mark.role is Role.HEADING:
                return None
        return None


def _give_roles(page: Page, lines: _Lines) -> None:
    """Give each role to the person beside it, else to one above or below it without a role."""
    alone: list[Span] = []
    for span in page.spans:
        if span.tag is not Tag.ROLE or span.certainty < threshold(Tag.ROLE):
            continue
        person = _beside(span, lines)
        if person is None and not lines.on(span.place):
            alone.append(span)
        elif person is not None:
            person.role = person.role or span
            person.add_role(span.text, span.mark.number)
    up = _roles_stand_below(alone, lines)
    for span in alone:
        above, below = lines.above(span.place), lines.below(span.place)
        nearest = (above, below) if up else (below, above)
        free = [person for person in nearest if person and "role_text" not in person.values]
        if free:
            free[0].role = span
            free[0].add_role(span.text, span.mark.number)


def _roles_stand_below(alone: Sequence[Span], lines: _Lines) -> bool:
    """Whether roles on lines of their own belong to the name above, as on most pages."""
    below = sum(bool(lines.on(span.place - 1)) for span in alone)
    above = sum(bool(lines.on(span.place + 1)) for span in alone)
    if below == above and alone:
        return bool(lines.on(alone[0].place - 1))
    return below >= above


def _beside(span: Span, lines: _Lines) -> _PersonDraft | None:
    """The person on the line whose role it is: of the name right after it, or of the one before."""
    before, after = lines.around(span.place, span.start)
    if before and _is_right_after(span, before):
        return before.person
    if after and after.start - span.end <= _BEFORE_NAME:
        return after.person
    if before and after:
        after_is_nearer = after.start - span.end < span.start - before.end
        return after.person if after_is_nearer else before.person
    only = before or after
    return only.person if only else None


def _is_right_after(span: Span, mention: _Mention) -> bool:
    """Whether a role follows a name: `Anna Bos, lector`."""
    between = span.mark.text[mention.end : span.start]
    is_near = span.start - mention.end <= _LONGEST_BETWEEN
    return is_near and _AFTER_NAME.fullmatch(between) is not None


def _give_group_roles(page: Page, people: Iterable[_PersonDraft]) -> None:
    """Give persons the role in their label or heading, such as `Projectmedewerkers`.

    It says what they do, but is not the role text of any one of them.
    """
    headings = {
        mark.number: part.heading for part in page.parts if part.heading for mark in part.body
    }
    for person in people:
        mark = person.first.mark
        label, heading = page.answers[person.first.place], headings.get(mark.number)
        if label is not None and label.target == "person" and label.label:
            person.add_roles(label.label, label.number)
        elif heading is not None and not is_prose(mark.text) and _says_role(heading):
            person.add_roles(heading.label, heading.number)


def _says_role(heading: Mark) -> bool:
    """Whether a heading gives the role of each person below it, or says they are contacts."""
    return names_role_of_each(heading.label) or roles(heading.label) == ("contact",)


def _give_employers(page: Page, people: Iterable[_PersonDraft]) -> None:
    """Make an organisation right after a name, or after its role, the employer of that person."""
    ends: dict[int, list[tuple[int, _PersonDraft]]] = {}
    for person in people:
        for span in (*person.spans, *([person.role] if person.role else [])):
            ends.setdefault(span.place, []).append((span.end, person))
    for found in ends.values():
        found.sort(key=lambda pair: pair[0])
    for span in page.spans:
        found = ends.get(span.place, []) if span.tag in _EMPLOYERS else []
        cut = bisect_right(found, span.start, key=lambda pair: pair[0])
        if cut and _is_employer(span, found[cut - 1][0]):
            found[cut - 1][1].add("organisation", span.text, span.mark.number)
    _give_employers_before(page, people)


def _is_employer(span: Span, end: int) -> bool:
    """Whether only a preposition or the border of a cell is between a name and an organisation."""
    return _BEFORE_EMPLOYER.fullmatch(span.mark.text[end : span.start]) is not None


def _give_employers_before(page: Page, people: Iterable[_PersonDraft]) -> None:
    """Make the organisation before a person the employer: `VITO (Stan Peeters)`."""
    organisations: dict[int, list[Span]] = {}
    for span in page.spans:
        if span.tag in _EMPLOYERS:
            organisations.setdefault(span.place, []).append(span)
    for person in people:
        for span in person.spans:
            employers = organisations.get(span.place, []) if span.stated else []
            if len(employers) == 1 and _is_beside(employers[0], span):
                person.add("organisation", employers[0].text, span.mark.number)


def _is_beside(employer: Span, person: Span) -> bool:
    """Whether an organisation and a person are cells of one row, or joined by a bracket or dash."""
    between = person.mark.text[employer.end : person.start]
    return bool(person.mark.line.cells) or _BEFORE_PERSON.fullmatch(between) is not None


class _ContactReader:
    """Gives each e-mail address, phone number and postal address to its owner, if any."""

    def __init__(self, page: Page, people: Sequence[_PersonDraft], lines: _Lines) -> None:
        self._page, self._lines = page, lines
        self._by_address: Addresses[_PersonDraft] = Addresses()
        for person in people:
            self._by_address.add(person.name, person)
        self._last: _PersonDraft | None = None
        self._last_place = 0

    def give(self) -> None:
        """Go through the lines: what follows a name is theirs until the next name or heading."""
        for place, mark in enumerate(self._page.marks):
            if mark.role in {Role.HEADING, Role.TITLE}:
                self._last = None
            if mark.role is not Role.NOISE:
                self._of_line(place, mark)

    def _of_line(self, place: int, mark: Mark) -> None:
        mentions = self._lines.on(place)
        if mentions and not is_prose(mark.text):
            self._last, self._last_place = mentions[-1].person, place
        near = self._near(place, mark)
        for at, written in emails_as_written(mark.text):
            email = find_emails(written)[0]
            named = self._by_address.owners(email)
            owner = self._owner(named)
            of_another = len(named) > 1 or (not named and _NAMES_SOMEBODY.match(email))
            is_known = any(person.values.get("email") == email for person in named)
            if owner is None and not of_another and not is_known:
                owner = self._beside(place, at) or self._unless_shared(email, near, mark)
            far = owner is not None and owner is not near and not mentions
            if owner is not None:
                owner.add("email", email, mark.number, how=How.DERIVED if far else None)
                near = near if mentions else owner
                self._last, self._last_place = owner, place
        for at, written in phones_as_written(mark.text):
            numbers = find_phones(written, self._page.region)
            owner = self._beside(place, at) or near
            if numbers and owner is not None:
                owner.add("phone", numbers[0], mark.number)
        if near is not None and not mentions:
            label = self._page.answers[place]
            _add_rest(near, mark, label.target if label else "")

    def _near(self, place: int, mark: Mark) -> _PersonDraft | None:
        """The person above a line, if near enough."""
        last = self._page.marks[self._last_place]
        is_near = place - self._last_place <= _MOST_LINES_BELOW and mark.block - last.block <= 1
        return self._last if is_near else None

    def _owner(self, named: list[_PersonDraft]) -> _PersonDraft | None:
        """The only person without an address among those whose name is in this one."""
        free = [person for person in named if "email" not in person.values]
        return free[0] if len(free) == 1 else None

    def _beside(self, place: int, at: int) -> _PersonDraft | None:
        """The last person on a line before a place, else the first one after it."""
        before, after = self._lines.around(place, at)
        nearest = before or after
        return nearest.person if nearest else None

    def _unless_shared(
        self, email: str, near: _PersonDraft | None, mark: Mark
    ) -> _PersonDraft | None:
        """The person above an address, unless it is the address of an office in another block."""
        local = email.partition("@")[0].casefold()
        is_shared = local in load_vocabulary("contact_names")["shared"]
        is_apart = mark.block != self._page.marks[self._last_place].block
        return None if is_shared and is_apart else near


def _add_rest(person: _PersonDraft, mark: Mark, asked: str) -> None:
    """Add a postal address, a hidden e-mail address, a label without a value, or an employer.

    What answers a label for partners or funders is not an employer.
    """
    label = contact_label(mark.text)
    kind, text = label or ("", mark.text)
    if is_withheld(text):
        person.add("email", None, mark.number, FieldState.WITHHELD)
    elif kind == "address" or (has_address(text) and not is_prose(text)):
        person.add("address", text, mark.number)
    elif kind in {"email", "phone"} and not text:
        person.add(kind, None, mark.number, FieldState.EMPTY)
    elif kind == "organisation" or (_may_be_employer(mark, asked) and names_organisation(text)):
        person.add("organisation", text, mark.number)


def _may_be_employer(mark: Mark, asked: str) -> bool:
    return mark.role is Role.FACT and asked not in _ROLES_OF_ORGANISATIONS


def _mark_contacts(page: Page, people: Iterable[_PersonDraft]) -> None:
    """Make persons in the contact section contacts, if nothing else is said about them."""
    contacts = {mark.number for part in page.parts if part.kind == "contact" for mark in part.body}
    for person in people:
        is_listed = any(span.mark.number in contacts for span in person.spans)
        if is_listed and not person.values.get("roles"):
            person.values["roles"] = ["contact"]
            person.details["roles"] = Detail((person.spans[0].mark.number,), how=How.DERIVED)


def _finding(page: Page, person: _PersonDraft) -> Finding:
    """The finding of a person, labelled if a mention answers a label for persons."""
    value = {"name": person.name, "titles": person.titles, **person.values}
    labelled = any(span.stated or page.asked(span) == "person" for span in person.spans)
    how = How.LABELLED if labelled else How.LEARNED
    certainty = max(span.certainty for span in person.spans)
    lines = tuple(sorted(person.lines))
    in_section = any(page.is_in_section(span, "contact") for span in person.spans)
    spans = tuple(person.spans)
    return Finding(
        "persons",
        value,
        lines,
        how,
        certainty,
        details=person.details,
        in_section=in_section,
        spans=spans,
    )
