"""Recognises mentions of the same person, and the owners of e-mail addresses by their names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Generic, TypeVar

from projectkit.model.slug import slug

_INITIALS = re.compile(r"(?:\w\.-?)+")
_MOST_WORDS = 8
# A whole name in an address may be shorter than a name after initials: `a.bos`, `abakker`.
_SHORTEST_PART = 3
_SHORTEST_WORD = 4
# The most letters of initials before a surname in an address: `abjansen`.
_MOST_INITIALS = 3

T = TypeVar("T")


class Names(Generic[T]):
    """Persons by the forms of their names."""

    def __init__(self) -> None:
        """Know nobody yet."""
        self._by_form: dict[tuple[str, ...], T] = {}

    def add(self, name: str, person: T) -> None:
        """Remember a person; the first one keeps a form that two names share."""
        for form in _forms(name):
            self._by_form.setdefault(form, person)

    def find(self, name: str) -> T | None:
        """The person with a name, a first name or surname alone, or initials with a surname."""
        words = tuple(name.casefold().split())
        found = self._by_form.get(words)
        if found is None and len(words) > 1 and _INITIALS.fullmatch(words[0]):
            found = self._by_form.get((words[0][0], "", *words[1:]))
        return found


def _forms(name: str) -> Iterator[tuple[str, ...]]:
    """The whole name, each beginning and end of it, and its first letter with the surname."""
    words = tuple(name.casefold().split()[:_MOST_WORDS])
    yield words
    for cut in range(1, len(words)):
        yield words[:cut]
        yield words[cut:]
    if len(words) > 1:
        yield (words[0][0], "", *words[1:])


class Addresses(Generic[T]):
    """Persons by the words of their names that occur in e-mail addresses."""

    def __init__(self) -> None:
        """Know nobody yet."""
        self._by_word: dict[str, list[T]] = {}

    def add(self, name: str, person: T) -> None:
        """Remember a person."""
        words = slug(name).split("-")
        ends = {"".join(words[cut:]) for cut in range(len(words))}
        for word in {*words, *ends}:
            if len(word) >= _SHORTEST_PART:
                self._by_word.setdefault(word, []).append(person)

    def owners(self, email: str) -> list[T]:
        """The persons whose first name or surname is in an address, perhaps after initials."""
        for word in _words_of(email):
            if word in self._by_word:
                return self._by_word[word]
        return []


def _words_of(email: str) -> Iterator[str]:
    """The possible names in an address: the whole, its parts, and both without initials."""
    local = email.partition("@")[0]
    parts = [slug(part).replace("-", "") for part in re.split(r"[._+-]", local)]
    for part in ("".join(parts), *reversed(parts)):
        yield part
    for part in ("".join(parts), *reversed(parts)):
        for cut in range(1, _MOST_INITIALS + 1):
            if len(part) - cut >= _SHORTEST_WORD:
                yield part[cut:]
