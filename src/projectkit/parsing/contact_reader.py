"""Reads the persons of a section line by line: a name, then roles, employers and addresses until another name."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from projectkit.dutch.addresses import has_address
from projectkit.dutch.emails import find_emails, is_email
from projectkit.dutch.names import NAME_IN_TEXT, is_person_name, split_titles
from projectkit.dutch.phones import find_phones, is_phone
from projectkit.model.slug import slug
from projectkit.model.source import State
from projectkit.parsing.marks import Mark, Role, is_prose
from projectkit.parsing.organisation_words import names_organisation, names_unit
from projectkit.parsing.page_words import contact_label, is_withheld
from projectkit.parsing.person_draft import Draft
from projectkit.parsing.phrases import load_vocabulary
from projectkit.parsing.prose import not_names
from projectkit.parsing.role_words import roles, starts_with_role
from projectkit.reading.blocks import list_item

# What stands between the facts of "dr. A. Jansen, projectleider – 030 700 12 34" and "A. Jansen (lector)".
_FACTS = re.compile(r"\s{0,3}[,;()]\s{0,3}|\s{1,3}[–-]\s{1,3}")
# "van Reitsema, Anouk (Principal Investigator)", as research portals write it.
_INVERTED = re.compile(
    r"(?P<last>(?:[a-z']{1,6}\s){0,3}[A-ZÀ-Ý][\w'’-]+(?:\s[A-ZÀ-Ý][\w'’-]+){0,2}),\s"
    r"(?P<first>[A-ZÀ-Ý][\w.'’-]*(?:\s[A-ZÀ-Ý][\w.'’-]*){0,2})\s\((?P<role>[^()]{3,60})\)"
)
# Between persons of a list; not before a title behind a name, nor in brackets.
_PERSONS = re.compile(r",\s+(?!\w{2,4}$)(?![^()]{0,80}\))|\s{1,3}en\s+(?![^()]{0,80}\))")
_WITH_NOTE = re.compile(r"\s\([^()]*\)$")
# What may stand behind a phone number: "06 555 207 33 (ma, di en do)".
_NOTE = re.compile(r"\s\([^()\d]{2,40}\)$")
# Several persons on a line, each with a role: "Els Bos (projectleider), Jo Claes (onderzoeker) en An Smet (lector)".
_NOTED = re.compile(r"([^()]{3,80})\s\(([^()]{3,60})\)")
_CALLED = re.compile(r"(?:[a-z.]{1,12}\s){0,4}(?:[A-Z]\.?){1,5}\s\([A-ZÀ-Ý]\w+\)\s", re.IGNORECASE)
_MAX_ORGANISATION_WORDS = 9
_MAX_ROLE_WORDS = 4
_SHORTEST_WORD = 4
_MAX_LINK_WORDS = 6


def _is_of(name: str, email: str) -> bool:
    """Whether a word of a name stands in an address."""
    address, words = slug(email.partition("@")[0]).replace("-", ""), slug(name).split("-")
    is_initial = address.startswith(words[0][:1]) and address.endswith(words[-1])
    return is_initial or any(word in address for word in words if len(word) >= _SHORTEST_WORD)


class ContactReader:
    """Reads the lines of one section; a blank line ends a person unless only contact details follow."""

    def __init__(self, region: str, *, in_contact: bool) -> None:
        """Start a section.

        Args:
            region: the country of the page, as `read_phone` takes it.
            in_contact: whether the section is one of persons or of contacts, where more can be taken for a person.
        """
        self._region = region
        self._above: Mark | None = None
        self.in_contact = in_contact
        self.persons: list[Draft] = []
        self._current: Draft | None = None
        self._block = -1
        self._pending: Mark | None = None
        self._holder: Draft | None = None

    def read(self, mark: Mark, *, alone: bool = False) -> None:
        """Take one line into account.

        Args:
            mark: the line.
            alone: whether no other line stands in its block.
        """
        if mark.block != self._block:
            self._block, self._holder = mark.block, None
            item = list_item(mark.text)
            text = item.text if item else mark.text
            if not (self.in_contact and (self._is_detail(text) or (alone and self._is_missing_role(text)))):
                self._current = None
        if mark.role is Role.LABEL:
            self._label(mark)
        elif mark.role is Role.ITEM:
            self._item(mark)
        elif mark.role is Role.TEXT:
            self._text(mark)

    def _text(self, mark: Mark) -> None:
        inverted = _INVERTED.fullmatch(mark.text)
        cells = mark.line.filled
        if mark.line.heads or (len(cells) > 1 and names_organisation(cells[0])):
            self._above = None
            return
        label = contact_label(f"{cells[0]}: ") if len(cells) > 1 else None
        if label and label[0] == "name":
            cells = cells[1:]
            mark = replace(mark, line=replace(mark.line, text=" ".join(cells), cells=cells))
        elif label:
            text, cells = f"{cells[0]}: {' '.join(cells[1:])}", ()
            mark = replace(mark, line=replace(mark.line, text=text, cells=()))
        if len(cells) > 1 and is_person_name(split_titles(cells[0]).name):
            mark = replace(mark, line=replace(mark.line, text=", ".join(cells), cells=()))
        elif inverted and roles(inverted["role"]):
            text = f"{inverted['first']} {inverted['last']} ({inverted['role']})"
            mark = replace(mark, line=replace(mark.line, text=text))
        self._second_role(mark.text)
        if self._mentioned(mark) or self._detail(mark) or is_prose(mark.text):
            return
        known = self._role(mark) or self._person(mark) or self._organisation(mark)
        self._above = None if known else mark

    def _item(self, mark: Mark) -> None:
        """A line of a list: of persons in a section of them, else of what there is to say of the person above it."""
        item = list_item(mark.text)
        if item is None or is_prose(item.text):
            return
        mark = replace(mark, line=replace(mark.line, text=item.text.rstrip(" ,;")))
        if self.in_contact:
            self._text(mark)
        elif mark.text.endswith(")") and roles(mark.text.rpartition("(")[2]) and self._read_person(mark.text, mark):
            return
        elif self._current is not None and not self._detail(mark) and roles(item.text):
            self._role(mark)

    def _mentioned(self, mark: Mark) -> bool:
        """`Neem contact op met Anna de Groot via a.degroot@hogeschool.nl of 030 700 12 34`."""
        match = _mention().search(mark.text)
        if match is None or names_organisation(match["name"]) or set(match["name"].split()) & not_names():
            return False
        person = split_titles(match["name"])
        self._start(person.name, person.titles, mark)
        draft, rest = self.persons[-1], mark.text[match.end() :]
        draft.mention = mark.number
        draft.values.setdefault("roles", ["contact"])
        role = match["role"] or (_FACTS.split(rest)[1] if _FACTS.match(rest) else "")
        if role and roles(role):
            draft.add_role(role.strip(), mark.number)
        self._addresses(draft, mark.text, mark)
        return True

    def _addresses(self, draft: Draft, text: str, mark: Mark) -> None:
        """The one e-mail address and the one phone number in a text."""
        emails = find_emails(text)
        if len(emails) == 1 and _elsewhere().search(text.partition(emails[0])[0]):
            emails = []
        for key, found in (("email", emails), ("phone", find_phones(text, self._region))):
            if len(found) == 1:
                draft.add(key, found[0], mark)

    def _label(self, mark: Mark) -> None:
        self._current = self._pending = self._holder = None
        if mark.target != "person":
            return
        if not mark.rest:
            self._pending = mark
            return
        names = _PERSONS.split(mark.rest)
        people = [split_titles(_WITH_NOTE.sub("", name)).name for name in names]
        if sum(is_person_name(name) and not names_organisation(name) for name in people) > 1:
            for name in names:
                self._labelled_person(name, mark)
        else:
            self._labelled_person(mark.rest, mark)

    def _labelled_person(self, text: str, mark: Mark) -> None:
        """A person behind a label."""
        if self._read_person(text, mark):
            draft = self.persons[-1]
            draft.labelled = True
            if "role_text" not in draft.values or set(roles(mark.label)) - {"contact"}:
                draft.add_role(mark.label, mark.number)
            else:
                draft.add_contact(mark.number)

    def _read_person(self, text: str, mark: Mark) -> bool:
        """A name, perhaps with a role, an employer and contact details on the same line."""
        name, *facts = _facts(text)
        person = split_titles(name)
        if not is_person_name(person.name) or names_organisation(person.name) or starts_with_role(person.name):
            return False
        self._start(person.name, person.titles, mark)
        draft = self.persons[-1]
        role = next((fact.strip() for fact in facts if roles(fact)), None) or self._unknown_role(facts)
        if role:
            draft.add_role(role, mark.number)
        employer = next((fact.strip() for fact in facts if names_organisation(fact) and not roles(fact)), None)
        if employer and not find_emails(employer):
            draft.add("organisation", employer, mark)
            draft.employer = employer
        self._addresses(draft, text, mark)
        return True

    def _unknown_role(self, facts: list[str]) -> str | None:
        """In a list of persons what stands behind a name in small letters says what they are, known or not."""
        text = facts[0].strip() if self.in_contact and facts else ""
        small = text.replace(" ", "").replace("-", "").islower() and not any(map(str.isdigit, text))
        small = small and len(text.split()) <= _MAX_ROLE_WORDS
        return text if small and not find_emails(text) and not names_organisation(text) else None

    def _start(self, name: str, titles: str | None, mark: Mark) -> None:
        self._current = Draft(name, titles, [mark.number])
        if self.in_contact and self._above and self._above.block == mark.block:
            self._current.above = self._above if self._above.number == mark.number - 1 else None
        self.persons.append(self._current)
        if self._pending is not None:
            self._current.labelled = True
            self._current.add_role(self._pending.label or self._pending.text, self._pending.number)
            self._pending = None

    def _is_missing_role(self, text: str) -> bool:
        """Whether a line is the role of the person above it, who has none yet."""
        return self._current is not None and "role_text" not in self._current.values and starts_with_role(text)

    def _is_detail(self, text: str) -> bool:
        return bool(contact_label(text) or is_withheld(text) or has_address(text) or is_email(text) or is_phone(text))

    def _detail(self, mark: Mark) -> bool:
        """An e-mail address, a phone number or an address, with or without a label."""
        label = contact_label(mark.text)
        kind, text = label or ("", mark.text)
        if kind == "name" and is_person_name(split_titles(text).name):
            self._start(*split_titles(text), mark)
            self.persons[-1].labelled = True
            return True
        if self._current is None:
            return False
        emails, phones = find_emails(text), find_phones(text, self._region)
        if is_withheld(text):
            self._current.add("email", None, mark, State.WITHHELD)
        elif emails and (kind == "email" or is_email(text) or _ends_with_email(text, emails[0])):
            self._current.add("email", emails[0], mark)
        elif phones and (kind == "phone" or is_phone(_NOTE.sub("", text))):
            self._current.add("phone", phones[0], mark)
        elif kind == "role" and text:
            self._current.add_role(text, mark.number)
        elif kind == "organisation" and text:
            self._current.add("organisation", text, mark)
            self._current.employer = text
        elif kind == "address" or (has_address(text) and not is_prose(text)):
            self._current.add("address", text, mark)
        elif label and not text:
            self._current.add(kind, None, mark, State.EMPTY)
        else:
            return False
        return True

    def _second_role(self, text: str) -> None:
        """A role between a person who has one and his or her contact details is one more of that person."""
        holder, pending = self._holder, self._pending
        self._holder = None
        if holder is None or pending is None or not any(_is_of(holder.name, email) for email in find_emails(text)):
            return
        holder.add_second_role(pending.text, pending.number)
        self._current, self._pending = holder, None

    def _role(self, mark: Mark) -> bool:
        """A line that is a role: of the person above it, or of the one that follows."""
        first = split_titles(_facts(mark.text)[0]).name
        if (
            "@" in mark.text
            or " | " in mark.text
            or not roles(mark.text)
            or (is_person_name(first) and not starts_with_role(mark.text))
        ):
            return False
        if self._current is not None and "role_text" not in self._current.values:
            self._current.add_role(mark.text, mark.number)
        else:
            holder = self._current if self._current and not self._current.has_second_role else None
            self._current, self._pending, self._holder = None, mark, holder
        return True

    def _person(self, mark: Mark) -> bool:
        pairs = _NOTED.findall(mark.text) if "(" in mark.text else ()
        noted = [f"{name.strip(' ,')} ({role})" for name, role in pairs]
        if len(noted) > 1 and all(roles(text.partition("(")[2]) for text in noted):
            read = [self._read_person(text.removeprefix("en "), mark) for text in noted]
            return any(read)
        names = [split_titles(name) for name in re.split(r",\s+|\s{1,3}(?:en|[–-])\s+", mark.text)]
        several = len(names) > 1 and all(
            is_person_name(name.name) and not names_organisation(name.name) for name in names
        )
        pending = self._pending
        if several and (self.in_contact or pending):
            for name in names:
                self._pending = pending
                self._start(name.name, name.titles, mark)
                self.persons[-1].labelled = True
            return True
        return self._read_person(mark.text, mark)

    def _organisation(self, mark: Mark) -> bool:
        """A line below a person that names where he or she works."""
        if self._current is None or "organisation" in self._current.values or ":" in mark.text:
            return False
        names = [name.strip() for name in mark.text.split(",")]
        if len(mark.text.split()) > _MAX_ORGANISATION_WORDS or not any(map(names_organisation, names)):
            return False
        units = [name for name in names if names_unit(name)]
        organisations = [name for name in names if name not in units]
        self._current.add("organisation", mark.text, mark)
        self._current.employer = ", ".join(organisations) or mark.text
        self._current.unit = ", ".join(units) if organisations else None
        return True


@cache
def _elsewhere() -> re.Pattern[str]:
    """Words that send a reader to an address rather than to the person named before it."""
    return re.compile(rf"(?:{'|'.join(load_vocabulary('prose')['address_before'])})\s$", re.IGNORECASE)


@cache
def _mention() -> re.Pattern[str]:
    """Words that send a reader to somebody, and the name behind them, perhaps with a role between."""
    cues = "|".join(load_vocabulary("prose")["contact_before"])
    return re.compile(rf"(?<!\w)(?i:{cues})\s(?:(?:de|het|onze)\s)?(?P<role>[a-z-]{{4,30}}\s)?(?P<name>{NAME_IN_TEXT})")


def _ends_with_email(text: str, email: str) -> bool:
    """A few words and an address, as a link on a web page shows it: `Stuur een bericht: a.jansen@hogeschool.nl`."""
    if is_person_name(split_titles(_facts(text)[0]).name):
        return False
    return text.endswith(email) and len(text.split()) <= _MAX_LINK_WORDS


def _facts(text: str) -> list[str]:
    """A name and what follows it; a call name in brackets behind initials belongs to the name."""
    called = _CALLED.match(text)
    start = called.end() if called else 0
    first, *rest = _FACTS.split(text[start:])
    return [text[:start] + first, *rest]
