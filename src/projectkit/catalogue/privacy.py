"""Where a record names a person, and the record without that person (GDPR, article 17)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from projectkit.catalogue.mentions import Mentions, NameMention, PersonContacts, numbers_ending
from projectkit.catalogue.person_name import NamePattern
from projectkit.catalogue.plain_view import folded
from projectkit.catalogue.record_file import RecordFile, rewritten
from projectkit.dutch.emails import emails_as_written, find_emails, is_email
from projectkit.dutch.phones import find_phones, phones_as_written
from projectkit.language.translate import _
from projectkit.model.record import Person, Record
from projectkit.model.record_splice import comments
from projectkit.model.source import FieldState, How, Trace, pages_of

ERASED = "[verwijderd]"
# Fields in which no name is looked for: the parser's own notes.
_NOT_SEARCHED = frozenset({"source", "schema_version"})
# Parts that have a form of their own, in which no other text can stand; a name in one of them is
# reported, not erased.
_FORMED = frozenset(
    {
        "id", "kind", "language", "status", "start_date", "end_date", "page_date",
        "progress_percent", "identifiers", "role", "roles", "ror", "url", "email", "phone",
        "currency", "amount",
    }
)  # fmt: skip
# Parts of a record that are told as a whole: a name in them is only a part of a word.
_TOLD_WHOLE = ("id", "url", "file")
_CONTACTS = ("email", "phone", "address")


@dataclass(frozen=True)
class NamedPlace:
    """One place that names somebody.

    Attributes:
        field: the field as in a query, or the line of a file.
        excerpt: the words around the name.
        spellings: what stands there for the name.
    """

    field: str
    excerpt: str
    spellings: tuple[str, ...]


def find_in_record(record: Record, mentions: Mentions) -> Iterator[NamedPlace]:
    """Every place in a record that names a person, then those with what reaches that person."""
    contacts = dict(_contacts(record, mentions.name))
    texts = {path: text for path, text in _texts(record) if path not in contacts}
    named = {path: mentions.by_name(text) for path, text in texts.items()}
    for path, found in named.items():
        if found:
            yield _place(path, texts[path], found)
    for path, value in contacts.items():
        yield NamedPlace(path, value, (value,))
    for path, text in texts.items():
        reached = () if named[path] else mentions.by_contacts(text)
        if reached:
            yield _place(path, text, reached)


def find_in_lines(text: str, mentions: Mentions) -> Iterator[NamedPlace]:
    """Every line of a file that names a person or has what reaches that person."""
    by_line: dict[int, list[NameMention]] = defaultdict(list)
    for each in (*mentions.by_name(text), *mentions.by_contacts(text)):
        by_line[each.line].append(each)
    for line in sorted(by_line):
        yield _place(_line(line), "", by_line[line])


def find_in_comments(text: str, mentions: Mentions) -> Iterator[NamedPlace]:
    """Every comment of a record file that names a person or has what reaches that person."""
    for number, comment in comments(text).items():
        found = mentions.by_name(comment) or mentions.by_contacts(comment)
        if found:
            yield _place(_line(number + 1), comment, found)


def _line(number: int) -> str:
    return _("line {number}").format(number=number)


def _place(path: str, text: str, found: list[NameMention]) -> NamedPlace:
    is_whole = path.rpartition(".")[2] in _TOLD_WHOLE
    spellings = (text,) if is_whole else tuple(dict.fromkeys(each.spelling for each in found))
    return NamedPlace(path, found[0].excerpt, spellings)


def _texts(record: Record) -> Iterator[tuple[str, str]]:
    """Every text in a record, by its path, with the files and addresses of its pages."""
    for field in type(record).model_fields:
        if field not in _NOT_SEARCHED:
            yield from _strings(getattr(record, field), field)
    for number, page in enumerate(pages_of(record.source) if record.source else ()):
        place = f"source.joined[{number - 1}]" if number else "source"
        for key, text in zip(("file", "url"), page, strict=True):
            if text:
                yield f"{place}.{key}", text


def _contacts(record: Record, name: NamePattern) -> Iterator[tuple[str, str]]:
    """How a person of a record can be reached, by path."""
    for index, person in enumerate(record.persons):
        if name.find(person.name):
            for key in _CONTACTS:
                value = getattr(person, key)
                if value:
                    yield f"persons[{index}].{key}", value


def contacts_of(name: NamePattern, records: Iterable[Record]) -> PersonContacts:
    """How somebody can be reached according to records, if nobody else in them is reached so."""
    theirs: dict[str, set[str]] = defaultdict(set)
    others: dict[str, set[str]] = defaultdict(set)
    for record in records:
        for person in record.persons:
            whose = theirs if name.find(person.name) else others
            for kind, value in _reached_by(person):
                whose[kind].add(value)
    alone = {kind: frozenset(values - others[kind]) for kind, values in theirs.items()}
    return PersonContacts(*(alone.get(kind, frozenset()) for kind in _CONTACTS))


def _reached_by(person: Person) -> Iterator[tuple[str, str]]:
    """How a person can be reached; what is not the address of a mailbox is taken as it stands."""
    for key in _CONTACTS:
        value = getattr(person, key)
        if key == "email" and value:
            yield ("email", value.casefold()) if is_email(value) else ("address", value)
        elif value:
            yield key, value


def without_person(file: RecordFile, name: NamePattern, contacts: PersonContacts) -> str:
    """The text of a record file without a person: in no field, text or comment that can be erased.

    Args:
        file: the file.
        name: the name of the person.
        contacts: how the person can be reached.
    """
    after = _record_without(file.record, name, contacts)
    text = rewritten(file.text, file.record, after, force=True) or file.text
    lines = text.split("\n")
    for number, comment in comments(text).items():
        lines[number] = lines[number].replace(comment, _blotted(comment, name, contacts))
    return "\n".join(lines)


def _record_without(record: Record, name: NamePattern, contacts: PersonContacts) -> Record:
    """A record without a person: not among its persons, and by name and contacts not in its texts.

    Fields that changed are marked as erased, so that the page does not bring them back.
    """
    kept = tuple(person for person in record.persons if not name.find(person.name))
    updates: dict[str, Any] = {
        "persons": tuple(_blotted(person, name, contacts) for person in kept)
    }
    for field in type(record).model_fields:
        if field not in _NOT_SEARCHED | _FORMED | {"persons"}:
            updates[field] = _blotted(getattr(record, field), name, contacts)
    changed = [field for field, value in updates.items() if value != getattr(record, field)]
    if record.source and changed:
        fields = {
            at: trace
            for at, trace in record.source.fields.items()
            if at.split("/")[1] not in changed
        }
        fields |= {f"/{field}": Trace(how=How.MANUAL, state=FieldState.ERASED) for field in changed}
        updates["source"] = record.source.model_copy(update={"fields": fields})
    return record.model_copy(update=updates)


def _strings(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, BaseModel):
        for key in type(value).model_fields:
            yield from _strings(getattr(value, key), f"{path}.{key}")
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _strings(item, f"{path}[{index}]")


def _blotted(value: Any, name: NamePattern, contacts: PersonContacts) -> Any:
    """A value with the person blotted out of every text in it that has no form of its own."""
    if isinstance(value, BaseModel):
        parts = {key: getattr(value, key) for key in type(value).model_fields if key not in _FORMED}
        changed = {key: _blotted(part, name, contacts) for key, part in parts.items()}
        return value.model_copy(
            update={key: part for key, part in changed.items() if part != parts[key]}
        )
    if isinstance(value, tuple):
        return tuple(_blotted(part, name, contacts) for part in value)
    if type(value) is not str:
        return value
    parts_kept, end = [], 0
    for start, until in sorted(_blots(value, name, contacts)):
        if start >= end:
            parts_kept += [value[end:start], ERASED]
        end = max(end, until)
    return "".join([*parts_kept, value[end:]])


def _blots(text: str, name: NamePattern, contacts: PersonContacts) -> Iterator[tuple[int, int]]:
    """What is blotted out of a text, from character to character."""
    for found in name.pattern.finditer(text):
        yield found.span()
    for start, written in emails_as_written(text) if contacts.emails else ():
        if contacts.emails.intersection(map(str.casefold, find_emails(written))):
            yield start, start + len(written)
    if any(numbers_ending(text, contacts.endings)):
        for start, written in phones_as_written(text):
            if contacts.phones.intersection(find_phones(written)):
                yield start, start + len(written)
    if contacts.addresses:
        yield from contacts.addresses_in(folded(text))
