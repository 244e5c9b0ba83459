"""E-mail addresses that stand away from the person they belong to: the surname in the address tells whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from projectkit.dutch.emails import find_emails, is_email
from projectkit.dutch.phones import find_phones, is_phone
from projectkit.model.slug import slug
from projectkit.model.source import How
from projectkit.parsing.finding import Detail, Finding, Page
from projectkit.parsing.marks import Mark, Role
from projectkit.parsing.page_words import contact_label

_SHORTEST_SURNAME = 4


def attach_loose_contacts(persons: Iterable[Finding], page: Page) -> list[Finding]:
    """Give each person without an e-mail address the one address that holds his or her surname.

    A phone number on a line of its own in the same block goes with it; both lines are then spoken for.
    """
    known = list(persons)
    taken = {person.value["email"] for person in known if "email" in person.value}
    found = {email: mark for mark in page.marks if mark.role is not Role.NOISE for email in find_emails(mark.text)}
    free = {email: mark for email, mark in found.items() if email not in taken}
    # An address that fits two persons is given to neither.
    owners = {email: [person for person in known if _fits(person, email)] for email in free}
    given = {id(people[0]): email for email, people in owners.items() if len(people) == 1}
    return [
        _with_contacts(person, given[id(person)], free[given[id(person)]], page) if id(person) in given else person
        for person in known
    ]


def _fits(person: Finding, email: str) -> bool:
    """Whether somebody lacks an address and one word of this one ends with the surname."""
    surname = _letters(person.value["name"].split()[-1])
    lacks = "email" not in person.value and "email" not in person.details
    words = map(_letters, re.split(r"[._+-]", email.partition("@")[0]))
    return lacks and len(surname) >= _SHORTEST_SURNAME and any(word.endswith(surname) for word in words)


def _with_contacts(person: Finding, email: str, mark: Mark, page: Page) -> Finding:
    value, details = (
        {**person.value, "email": email},
        {**person.details, "email": Detail((mark.number,), how=How.DERIVED)},
    )
    lines = {*person.lines, mark.number} if is_email(mark.text) and person.claims else set(person.lines)
    phone = _phone_beside(mark, page)
    if phone is not None and "phone" not in value:
        value["phone"] = find_phones(phone.text, page.region)[0]
        details["phone"] = Detail((phone.number,), how=How.DERIVED)
        lines |= {phone.number} if person.claims and is_email(mark.text) else set()
    return replace(person, value=value, details=details, lines=tuple(sorted(lines)))


def _phone_beside(mark: Mark, page: Page) -> Mark | None:
    """The line of the one phone number in the block of an address on a line of its own, or on the line itself."""
    if not is_email(mark.text):
        return mark if len(find_phones(mark.text, page.region)) == 1 else None
    beside = [other for other in page.marks if other.block == mark.block and _is_phone(other.text)]
    return beside[0] if beside else None


def _is_phone(text: str) -> bool:
    label = contact_label(text)
    return is_phone(label[1] if label and label[0] == "phone" else text)


def _letters(name: str) -> str:
    """A name as it stands in an address: `Müller-Özgül` as `mullerozgul`."""
    return slug(name).replace("-", "")
