"""Which mentions on a page are of one and the same person, and whose name stands in an e-mail address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Generic, TypeVar

from projectkit.model.slug import slug

_INITIALS = re.compile(r"(?:\w\.-?)+")
_MOST_WORDS = 8
# A part of an address that is a whole name may be shorter than one that stands behind initials:
# `a.bos`, `abakker`.
_SHORTEST_PART = 3
_SHORTEST_WORD = 4
# So many letters of initials stand before a surname in an address: `abjansen`.
_MOST_INITIALS = 3

T = TypeVar("T")


class Names(Generic[T]):
    """Persons by the forms in which their names come back."""

    def __init__(self) -> None:
        """Know nobody yet."""
        self._by_form: dict[tuple[str, ...], T] = {}

    def add(self, name: str, person: T) -> None:
        """Remember a person; whoever was added first keeps a form that two names share."""
        for form in _forms(name):
            self._by_form.setdefault(form, person)

    def find(self, name: str) -> T | None:
        """The person of a name, of a first name or surname alone, or of initials with a surname."""
        words = tuple(name.casefold().split())
        found = self._by_form.get(words)
        if found is None and len(words) > 1 and _INITIALS.fullmatch(words[0]):
            found = self._by_form.get((words[0][0], "", *words[1:]))
        return found


def _forms(name: str) -> Iterator[tuple[str, ...]]:
    """All of a name, each beginning and each end of it, and its first letter with the surname."""
    words = tuple(name.casefold().split()[:_MOST_WORDS])
    yield words
    for cut in range(1, len(words)):
        yield words[:cut]
        yield words[cut:]
    if len(words) > 1:
        yield (words[0][0], "", *words[1:])


class Addresses(Generic[T]):
    """Persons by the words of their names that stand in e-mail addresses."""

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
        """The persons whose first name or surname stands in an address, perhaps behind initials."""
        for word in _words_of(email):
            if word in self._by_word:
                return self._by_word[word]
        return []


def _words_of(email: str) -> Iterator[str]:
    """What may be a name in an address: all of it, its parts, and these without initials before them."""
    local = email.partition("@")[0]
    parts = [slug(part).replace("-", "") for part in re.split(r"[._+-]", local)]
    for part in ("".join(parts), *reversed(parts)):
        yield part
    for part in ("".join(parts), *reversed(parts)):
        for cut in range(1, _MOST_INITIALS + 1):
            if len(part) - cut >= _SHORTEST_WORD:
                yield part[cut:]
