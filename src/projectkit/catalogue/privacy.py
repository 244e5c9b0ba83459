"""Where a person stands in a catalogue, and how to take him or her out (the right to erasure, GDPR article 17)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from projectkit.dutch.phones import find_phones, without_phones
from projectkit.model.record import Person, Record
from projectkit.model.record_splice import comments

ERASED = "[verwijderd]"
_NOT_SEARCHED = frozenset({"id", "source", "schema_version"})


@dataclass(frozen=True)
class Place:
    """One place where somebody stands: the field as a query names it, and the words around the name."""

    field: str
    excerpt: str


def name_pattern(name: str) -> re.Pattern[str]:
    """A name as it may stand in a text: in any case, with any space between its words."""
    words = r"\s+".join(re.escape(word) for word in name.split())
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)


def find_in_record(record: Record, name: str) -> Iterator[Place]:
    """Every place in a record where a name stands, and the contact details of that person."""
    pattern = name_pattern(name)
    for field in type(record).model_fields:
        if field not in _NOT_SEARCHED:
            for path, text in _strings(getattr(record, field), field):
                match = pattern.search(text)
                if match:
                    yield Place(path, _around(text, match))
    for index, person in enumerate(record.persons):
        if pattern.search(person.name):
            for key in ("email", "phone", "address"):
                value = getattr(person, key)
                if value:
                    yield Place(f"persons[{index}].{key}", value)


def find_in_lines(lines: Mapping[int, str], name: str) -> Iterator[Place]:
    """Every line of a file, counted from 0, in which a name stands."""
    pattern = name_pattern(name)
    for number, text in lines.items():
        match = pattern.search(text)
        if match:
            yield Place(f"line {number + 1}", _around(text, match))


def without_person(record: Record, name: str) -> Record:
    """A record without a person: not among its persons, and with name, address and number blotted out in its texts."""
    pattern = name_pattern(name)
    gone = [person for person in record.persons if pattern.search(person.name)]
    data = record.model_dump(exclude=set(_NOT_SEARCHED))
    data["persons"] = [person.model_dump() for person in record.persons if person not in gone]
    blotted = {key: _blotted(value, pattern, gone) for key, value in data.items()}
    kept = {key: getattr(record, key) for key in _NOT_SEARCHED}
    return Record.model_validate({**blotted, **kept})


def without_comments_on(text: str, name: str) -> str:
    """The text of a record file with a name blotted out in its comments."""
    pattern, lines = name_pattern(name), text.split("\n")
    for number, comment in comments(text).items():
        lines[number] = lines[number].replace(comment, pattern.sub(ERASED, comment))
    return "\n".join(lines)


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


def _blotted(value: Any, pattern: re.Pattern[str], gone: list[Person]) -> Any:
    if isinstance(value, dict):
        return {key: _blotted(part, pattern, gone) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_blotted(part, pattern, gone) for part in value]
    if not isinstance(value, str) or type(value) is not str:
        return value
    text = pattern.sub(ERASED, value)
    for person in gone:
        if person.email:
            text = re.sub(re.escape(person.email), ERASED, text, flags=re.IGNORECASE)
        if person.phone and person.phone in find_phones(text):
            text = without_phones(text, ERASED)
    return text
