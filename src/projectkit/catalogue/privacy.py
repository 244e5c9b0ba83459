"""Where a catalogue names a person, and how to erase that person (GDPR, article 17)."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel

from projectkit.catalogue.root import CatalogueError
from projectkit.dutch.phones import find_phones, phones_as_written, read_phone
from projectkit.language.translate import _
from projectkit.model.record import Person, Record
from projectkit.model.record_splice import comments
from projectkit.model.slug import slug
from projectkit.model.source import FieldState, How, Trace

ERASED = "[verwijderd]"
_FEWEST_LETTERS = 3
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


@dataclass(frozen=True)
class NamedPlace:
    """One place that names somebody: the field as in a query, and the words around the name."""

    field: str
    excerpt: str


@dataclass(frozen=True)
class PersonContacts:
    """How somebody can be reached: what is theirs alone, so that it goes with them."""

    emails: frozenset[str]
    phones: frozenset[str]
    addresses: frozenset[str]


class NamePattern:
    """A name as a text may have it: in any case, with or without accents, with any spaces."""

    def __init__(self, text: str) -> None:
        """Read a name, an e-mail address or a phone number.

        Raises:
            CatalogueError: if it is too short to be one.
        """
        self.text = " ".join(text.split())
        if sum(char.isalnum() for char in self.text) < _FEWEST_LETTERS:
            message = _("`{text}` is too short to look for: give a whole name").format(text=text)
            raise CatalogueError(message)
        words = r"\s+".join("".join(map(_letter, _bare(word))) for word in self.text.split())
        self.pattern = re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
        self.phone = read_phone(self.text)

    def find(self, text: str) -> re.Match[str] | None:
        """The first place of a text where the name stands."""
        found = self.pattern.search(text)
        if found is None and self.phone:
            written = next(
                (each for _, each in phones_as_written(text) if self.phone in find_phones(each)),
                None,
            )
            return re.compile(re.escape(written)).search(text) if written else None
        return found


class OtherSpellings:
    """How else a person may be named: by initials or title, in reverse, in markup, as an address.

    Only people can tell whether that is the same person, so it is reported and not erased.
    """

    def __init__(self, name: NamePattern) -> None:
        """Work out the spellings of a first and a last name; one word has none.

        Args:
            name: the name.
        """
        given, *between, last = name.text.split() if " " in name.text else ("", "")
        self._name = name
        self._pattern: re.Pattern[str] | None = None
        if not all(map(str.isalpha, (given[:1], last[:1]))):
            return
        first, initial, family = _loose(given), _loose(given[0]), _loose(last)
        infix = "".join(rf"{_loose(word)}{_BREAK}" for word in between)
        forms = (
            rf"(?:{first}|{initial})?[._-]?(?:{infix.replace(_BREAK, '[._-]?')})?{family}@[\w.-]+",
            rf"{first}{_BREAK}{infix}{family}(?:['’]?s)?",
            rf"{initial}\.?\s?(?:\w\.\s?){{0,4}}{infix}{family}",
            rf"{_ADDRESSED}\s{{1,3}}{infix}{family}",
            rf"{family},\s{{0,3}}(?:{first}|{initial}\b\.?)(?:\s+{infix.removesuffix(_BREAK)})?",
        )
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE)

    def find(self, text: str) -> list[str]:
        """The spellings in a text, each once."""
        found = self._pattern.finditer(text) if self._pattern else ()
        return list(dict.fromkeys(match[0] for match in found))

    def find_in_record(self, record: Record) -> list[str]:
        """The spellings in the texts and values of a record, each once."""
        values = (
            text
            for field in type(record).model_fields
            if field not in _NOT_SEARCHED | {"id"}
            for _, text in _strings(getattr(record, field), field)
        )
        return list(dict.fromkeys(spelling for text in values for spelling in self.find(text)))


# What may be between the words of a name where markup or an address holds it, and within a word.
_BREAK = r"(?:\W|_|%20|&nbsp;){1,8}"
_INVISIBLE = "[\u00ad\u200b-\u200d\u2060]*"
_ADDRESSED = (
    r"(?:mevr(?:ouw|\.)?|mw\.?|meneer|dhr\.?|(?:de\s)?heer|prof\.?|dr\.?|drs\.?|ir\.?|ing\.?|mr\.?)"
)


def _loose(word: str) -> str:
    """A pattern for a word with any accents, and with characters in it that nobody sees."""
    return _INVISIBLE.join(map(_letter, _bare(word)))


def _bare(text: str) -> str:
    return "".join(
        char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char)
    )


@cache
def _accented() -> dict[str, str]:
    """The letters with accents of each plain letter."""
    found: dict[str, str] = defaultdict(str)
    for char in map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))):
        base = _bare(char)
        if len(base) == 1 and base != char:
            found[base.casefold()] += char
    return dict(found)


def _letter(char: str) -> str:
    """A pattern for a letter with any accent, in one character or in two."""
    variants = _accented().get(char.casefold(), "")
    plain = f"[{re.escape(char)}{variants}]" if variants else re.escape(char)
    return plain + "[\u0300-\u036f]*" if char.isalpha() else plain


def find_in_record(record: Record, name: NamePattern) -> Iterator[NamedPlace]:
    """Every place in a record where a name stands, and the contact details of that person."""
    for field in type(record).model_fields:
        if field not in _NOT_SEARCHED:
            for path, text in _strings(getattr(record, field), field):
                match = name.find(text.replace("-", " ") if field == "id" else text)
                if match:
                    yield NamedPlace(path, _around(text, match))
    for index, person in enumerate(record.persons):
        if name.find(person.name):
            for key in ("email", "phone", "address"):
                value = getattr(person, key)
                if value and not name.find(value):
                    yield NamedPlace(f"persons[{index}].{key}", value)


def find_in_lines(lines: Mapping[int, str], name: NamePattern) -> Iterator[NamedPlace]:
    """Every line of a file, counted from 0, in which a name stands."""
    for number, text in lines.items():
        match = name.find(text)
        if match:
            yield NamedPlace(_("line {number}").format(number=number + 1), _around(text, match))


def contacts_of(name: NamePattern, records: Iterable[Record]) -> PersonContacts:
    """How somebody can be reached according to the records, if nobody else is reached so."""
    theirs: dict[str, set[str]] = defaultdict(set)
    others: dict[str, set[str]] = defaultdict(set)
    for record in records:
        for person in record.persons:
            whose = theirs if name.find(person.name) else others
            for key in ("email", "phone", "address"):
                value = getattr(person, key)
                if value:
                    whose[key].add(value.casefold() if key == "email" else value)
    alone = {key: frozenset(values - others[key]) for key, values in theirs.items()}
    return PersonContacts(*(alone.get(key, frozenset()) for key in ("email", "phone", "address")))


def without_person(record: Record, name: NamePattern, contacts: PersonContacts) -> Record:
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


def without_comments_on(text: str, name: NamePattern, contacts: PersonContacts) -> str:
    """The text of a record file with a person blotted out of its comments."""
    lines = text.split("\n")
    for number, comment in comments(text).items():
        lines[number] = lines[number].replace(comment, _blotted(comment, name, contacts))
    return "\n".join(lines)


def names_person(person: Person, name: NamePattern) -> bool:
    """Whether this is the person, by name."""
    return name.find(person.name) is not None


def slug_names(text: str, name: NamePattern) -> bool:
    """Whether an id or an address, whose words are joined by hyphens, has a name."""
    return f"-{slug(name.text)}-" in f"-{slug(text)}-"


def _strings(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, BaseModel):
        for key in type(value).model_fields:
            yield from _strings(getattr(value, key), f"{path}.{key}")
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _strings(item, f"{path}[{index}]")


def _around(text: str, match: re.Match[str]) -> str:
    start, end = max(0, match.start() - 30), min(len(text), match.end() + 30)
    shown = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{shown}{'…' if end < len(text) else ''}"


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
    text = name.pattern.sub(ERASED, value)
    for literal in (*contacts.emails, *contacts.addresses):
        text = re.sub(rf"(?<![\w.]){re.escape(literal)}(?!\w)", ERASED, text, flags=re.IGNORECASE)
    for _at, written in phones_as_written(text) if contacts.phones else ():
        if contacts.phones.intersection(find_phones(written)):
            text = text.replace(written, ERASED)
    return text
