"""Whose each e-mail address, phone number and postal address is, and who is a contact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from projectkit.dutch.addresses import has_address
from projectkit.dutch.emails import emails_as_written, find_emails
from projectkit.dutch.phones import find_phones, phones_as_written
from projectkit.model.source import FieldState, How
from projectkit.parsing.findings.finding import Detail, Page
from projectkit.parsing.findings.person_draft import PersonDraft
from projectkit.parsing.findings.person_mentions import PersonLines
from projectkit.parsing.findings.same_person import Addresses
from projectkit.parsing.lines.marks import Mark, Role, is_prose
from projectkit.parsing.vocabulary.office_words import (
    is_office_address,
    is_office_behind,
    office_before,
)
from projectkit.parsing.vocabulary.organisation_words import (
    is_organisation_word_form,
    names_organisation,
)
from projectkit.parsing.vocabulary.page_words import contact_label, is_withheld
from projectkit.parsing.words.name_lists import is_little

# Labels that may ask for the person above: what answers another label is no employer.
_OF_PERSONS = frozenset({"", "person", "lead", "unit"})
# Names of employers are shorter.
_LONGEST_EMPLOYER = 100
_MOST_LINES_BELOW = 4
_STARTS = frozenset({Role.HEADING, Role.TITLE})
# How far behind a name stands what somebody does.
_CLOSE = 3
# An address such as p.jansen@, with the name of a person.
_NAMES_SOMEBODY = re.compile(r"[a-z]{1,2}\.[a-z]{3,}", re.IGNORECASE)


class ContactReader:
    """Gives each e-mail address, phone number and postal address to its owner, if any."""

    def __init__(self, page: Page, people: Sequence[PersonDraft], lines: PersonLines) -> None:
        self._page, self._lines = page, lines
        self._by_address: Addresses[PersonDraft] = Addresses()
        for person in people:
            self._by_address.add(person.name, person)
        self._last: PersonDraft | None = None
        self._last_place = 0

    def give(self) -> None:
        """Go through the lines: what follows a name is theirs until the next name or heading."""
        for place, mark in enumerate(self._page.marks):
            if mark.role in _STARTS:
                self._last = None
            if mark.role is not Role.NOISE:
                self._of_line(place, mark)

    def _of_line(self, place: int, mark: Mark) -> None:
        mentions = self._lines.on(place)
        near = self._near(place, mark)
        if mentions and not is_prose(mark.text):
            newest = mentions[-1].person
            if newest.is_certain_enough or not self._is_in_block_of(near, mark):
                self._last, self._last_place = newest, place
                near = newest
        for at, written in emails_as_written(mark.text):
            email = find_emails(written)[0]
            named = self._by_address.owners(email)
            owner = self._owner(named)
            of_another = len(named) > 1 or (not named and _NAMES_SOMEBODY.match(email))
            is_known = any(person.values.get("email") == email for person in named)
            if owner is None and not of_another and not is_known:
                owner = self._beside(place, at) or self._above(email, near, place)
            far = owner is not None and owner is not near and not mentions
            if owner is not None:
                owner.add("email", email, mark.number, how=How.DERIVED if far else None)
                near = near if mentions else owner
                self._last, self._last_place = owner, place
        for at, written in phones_as_written(mark.text):
            numbers = find_phones(written, self._page.region)
            owner = self._beside(place, at) or near
            if numbers and owner is not None and not self._is_of_office(place, at, written):
                owner.add("phone", numbers[0], mark.number)
        if near is not None and not mentions:
            label = self._page.answers[place]
            asked = label.target if label else ""
            may_be_employer = asked in _OF_PERSONS and self._is_employers(mark)
            _add_rest(near, mark, may_be_employer=may_be_employer)

    def _near(self, place: int, mark: Mark) -> PersonDraft | None:
        """The person above a line, if near enough."""
        last = self._page.marks[self._last_place]
        is_near = place - self._last_place <= _MOST_LINES_BELOW and mark.block - last.block <= 1
        return self._last if is_near else None

    def _is_in_block_of(self, person: PersonDraft | None, mark: Mark) -> bool:
        """Whether words that may not be a name stand among the facts of the person above."""
        return person is not None and mark.block == self._page.marks[self._last_place].block

    def _is_employers(self, mark: Mark) -> bool:
        """Whether a line may name the employer of the person above.

        In the next block, it may be a heading that holds a name: `Het doel van Werkplaats Ede`.
        """
        is_apart = mark.block != self._page.marks[self._last_place].block
        if mark.role is not Role.FACT or (is_apart and _begins_like_heading(mark.text)):
            return False
        return len(mark.text) <= _LONGEST_EMPLOYER and ": " not in mark.text

    def _owner(self, named: list[PersonDraft]) -> PersonDraft | None:
        """The only person without an address among those whose name is in this one."""
        free = [person for person in named if "email" not in person.values]
        return free[0] if len(free) == 1 else None

    def _beside(self, place: int, at: int) -> PersonDraft | None:
        """The last person on a line before a place, else the first one after it."""
        before, after = self._lines.around(place, at)
        nearest = before or after
        return nearest.person if nearest else None

    def _above(self, email: str, near: PersonDraft | None, place: int) -> PersonDraft | None:
        """The person above an address that names nobody.

        The address of an office in another block, or below several people, is nobody's own.
        """
        is_apart = self._page.marks[place].block != self._page.marks[self._last_place].block
        if near is None or (is_apart and is_office_address(email)):
            return None
        return None if self._is_below_several(place) else near

    def _is_below_several(self, place: int) -> bool:
        """Whether the lines above, up to the address before, name several people in one block."""
        block = self._page.marks[self._last_place].block
        first: PersonDraft | None = None
        for above in range(place - 1, max(-1, place - 1 - _MOST_LINES_BELOW), -1):
            mark = self._page.marks[above]
            if mark.block != block or mark.role in _STARTS or emails_as_written(mark.text):
                break
            for mention in self._lines.on(above):
                first = first or mention.person
                if mention.person is not first and mention.person.is_certain_enough:
                    return True
        return False

    def _is_of_office(self, place: int, at: int, written: str) -> bool:
        """Whether the words beside a number say that it is that of an office.

        `053 555 01 11 (receptie)` and `Secretariaat: tel. 053 555 01 11` do; in `Anna Bos
        (secretariaat) 053 555 01 11` it is what she does.
        """
        text = self._page.marks[place].text
        if is_office_behind(text, at + len(written)):
            return True
        office = office_before(text, at)
        if office is None:
            return False
        named, _ = self._lines.around(place, office)
        return named is None or office - named.end > _CLOSE


def _begins_like_heading(text: str) -> bool:
    """Whether a text begins as a heading does: `Het doel van`, unlike `De gemeente Ede`."""
    first, _, rest = text.partition(" ")
    second, _, _ = rest.partition(" ")
    is_word = second.islower() and not is_organisation_word_form(second)
    return is_little(first.lower()) and is_word


def _add_rest(person: PersonDraft, mark: Mark, *, may_be_employer: bool) -> None:
    """Add a postal address, a hidden e-mail address, a label without a value, or an employer."""
    label = contact_label(mark.text)
    kind, text = label or ("", mark.text)
    if is_withheld(text):
        person.add("email", None, mark.number, FieldState.WITHHELD)
    elif kind == "address" or (has_address(text) and not is_prose(text)):
        person.add("address", text, mark.number)
    elif kind in {"email", "phone"} and not text:
        person.add(kind, None, mark.number, FieldState.EMPTY)
    elif kind == "organisation" or (may_be_employer and names_organisation(text)):
        person.add("organisation", text, mark.number)


def mark_contacts(page: Page, people: Iterable[PersonDraft]) -> None:
    """Make persons in the contact section contacts, if nothing else is said about them."""
    contacts = {mark.number for part in page.parts if part.kind == "contact" for mark in part.body}
    for person in people:
        is_listed = any(span.mark.number in contacts for span in person.spans)
        if is_listed and not person.values.get("roles"):
            person.values["roles"] = ["contact"]
            person.details["roles"] = Detail((person.spans[0].mark.number,), how=How.DERIVED)
