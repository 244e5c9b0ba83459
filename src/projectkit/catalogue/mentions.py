"""Where a text mentions a person: by name in any spelling, or by what reaches that person alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from projectkit.catalogue.person_name import ADDRESSED, NamePattern
from projectkit.catalogue.plain_view import folded, plain_view, without_tags
from projectkit.dutch.emails import emails_as_written, find_emails

# Around the name in an excerpt.
_AROUND = 30
# How far before and behind a last name the rest of a spelling is looked for.
_REACH = 100
# Digits with which a phone number ends, whatever stands before them: `+31 6`, `06`, `(0)6`.
_DIGITS = 8
_NUMBER = re.compile(r"\d(?:[^\w\n]{0,4}\d){7,14}")
_BREAK = r"(?:\s+|[\W_]{1,8})"
# Words that join two names are not a middle name: `Anna en Bert de Groot`.
_NO_MIDDLE = r"(?!(?:en|and|of|or|met|with|voor|aan|bij|naar|is)\b)"
_MIDDLE = rf"(?:\w\.\s?|\([^()\n]{{1,20}}\)\s|{_NO_MIDDLE}\w[\w']{{1,30}}[\s-])"

_Search = Callable[[str, str], Iterator[tuple[int, int]]]


@dataclass(frozen=True)
class PersonContacts:
    """How somebody can be reached: what is theirs alone, so that it goes with them.

    Attributes:
        emails: addresses, in lower case.
        phones: numbers in E.164.
        addresses: postal addresses.
    """

    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.emails or self.phones or self.addresses)

    @cached_property
    def endings(self) -> frozenset[str]:
        """The last digits of the phone numbers."""
        return frozenset(phone[-_DIGITS:] for phone in self.phones)

    @cached_property
    def _by_word(self) -> dict[str, list[re.Pattern[str]]]:
        """Patterns of the addresses by their longest word: few texts have one of those."""
        found: dict[str, list[re.Pattern[str]]] = defaultdict(list)
        for address in map(folded, self.addresses):
            words = re.findall(r"\w+", address)
            if words:
                written = r"\s+".join(map(re.escape, address.split()))
                found[max(words, key=len)].append(re.compile(rf"(?<!\w){written}(?!\w)"))
        return dict(found)

    def addresses_in(self, low: str) -> Iterator[tuple[int, int]]:
        """Where a folded text has one of the addresses."""
        words = self._by_word.keys() & set(re.findall(r"\w+", low)) if self.addresses else ()
        for word in words:
            for address in self._by_word[word]:
                yield from (found.span() for found in address.finditer(low))


@dataclass(frozen=True)
class NameMention:
    """One place that mentions a person.

    Attributes:
        spelling: what stands there.
        excerpt: that, with some words around it.
        line: the line of the text, from 1.
    """

    spelling: str
    excerpt: str
    line: int


class Mentions:
    """Finds where texts mention one person."""

    def __init__(self, name: NamePattern, contacts: PersonContacts | None = None) -> None:
        """Look for a person.

        Args:
            name: the name.
            contacts: how else texts may point at the person.
        """
        self.name = name
        self.contacts = contacts or PersonContacts()
        whole = folded(plain_view(name.text))
        self._spellings = _spellings(whole)
        self._last = re.compile(re.escape(_longest_word(whole)))
        self._reach = _REACH + len(whole)

    def by_name(self, text: str) -> list[NameMention]:
        """The places where the name stands in any spelling, in order of their lines."""
        return self._in_views(text, self._named)

    def by_contacts(self, text: str) -> list[NameMention]:
        """The places with what reaches the person, in order of their lines."""
        return self._in_views(text, self._reached) if self.contacts else []

    def is_other_spelling(self, text: str) -> bool:
        """Whether a text has the name, and not as it was given."""
        return bool(self.by_name(text)) and self.name.find(text) is None

    def _in_views(self, text: str, search: _Search) -> list[NameMention]:
        view = plain_view(text)
        bare = without_tags(view)
        found: dict[tuple[int, str], NameMention] = {}
        for each in (view,) if bare == view else (view, bare):
            starts = [0, *(feed.end() for feed in re.finditer("\n", each))]
            for start, end in search(each, folded(each)):
                line, spelling = bisect_right(starts, start), each[start:end]
                mention = NameMention(spelling, _around(each, start, end), line)
                found.setdefault((line, spelling), mention)
        return [found[place] for place in sorted(found)]

    def _named(self, view: str, low: str) -> Iterator[tuple[int, int]]:
        """Where the name stands: around each of its last names, so that most texts cost nothing."""
        if self.name.phone:
            ending = self.name.phone[-_DIGITS:]
            yield from numbers_ending(view, frozenset({ending}))
            return
        done = 0
        for last in self._last.finditer(low):
            if last.start() < done:
                continue
            begin = max(done, last.start() - self._reach)
            for found in self._spellings.finditer(low, begin, last.end() + self._reach):
                yield found.span()
                done = found.end()
            done = max(done, last.end())

    def _reached(self, view: str, low: str) -> Iterator[tuple[int, int]]:
        for start, written in emails_as_written(view) if self.contacts.emails else ():
            if self.contacts.emails.intersection(map(str.casefold, find_emails(written))):
                yield start, start + len(written)
        yield from numbers_ending(view, self.contacts.endings)
        yield from self.contacts.addresses_in(low)


def numbers_ending(view: str, endings: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where a number stands that ends in some digits."""
    for found in _NUMBER.finditer(view) if endings else ():
        if re.sub(r"\D", "", found[0])[-_DIGITS:] in endings:
            yield found.span()


def _around(text: str, start: int, end: int) -> str:
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    shown = " ".join(text[first:last].split())
    return f"{'…' if first else ''}{shown}{'…' if last < len(text) else ''}"


def _longest_word(name: str) -> str:
    """The word of a name by which a text is looked through: of the last name, what is one word."""
    words = re.findall(r"\w+", name.rsplit(maxsplit=1)[-1])
    return max(words, key=len, default=name)


def _spellings(name: str) -> re.Pattern[str]:
    """A pattern for the ways in which texts may have a name.

    Args:
        name: the name, folded.
    """
    words = name.split()
    exact = r"\s+".join(map(_written, words))
    given, *between, last = words if len(words) > 1 else ("", "")
    if not all(map(str.isalpha, (given[:1], last[:1]))):
        return re.compile(rf"(?<!\w)(?:{exact})(?!\w)")
    first, initial, family = _written(given), re.escape(given[0]), _written(last)
    infix = "".join(rf"{_written(word)}{_BREAK}" for word in between)
    tight = "".join(rf"{_written(word)}[._-]?" for word in between)
    spaced = "".join(rf"\s{{1,3}}{_written(word)}" for word in between)
    mailbox = rf"(?:{first}|{initial})?[._-]?(?:{tight})?{family}"
    reversed_mailbox = rf"(?:{tight})?{family}[._-]?(?:{first}|{initial})"
    forms = (
        exact,
        rf"(?<![.+-])(?:{mailbox}|{reversed_mailbox})\d{{0,4}}@[\w.-]+",
        rf"{first}{_BREAK}{infix}{family}(?:'?s)?",
        rf"{first}{''.join(map(_written, between))}{family}\d{{0,4}}",
        rf"{first}\s{{1,3}}{_MIDDLE}{{1,2}}{infix}{family}(?:'?s)?",
        rf"{initial}\.?\s?(?:\w\.\s?){{0,4}}{infix}{family}(?:'?s)?",
        rf"{ADDRESSED}\s{{1,3}}{infix}{family}",
        rf"{family}(?:,\s{{0,3}}|\s?\()(?:{first}|{initial}\b\.?(?:\s?\w\.){{0,4}})(?:{spaced})?",
    )
    # An underscore may stand around words to stress them: `_Anna_ de Groot`.
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(forms)})(?![^\W_])")


def _written(word: str) -> str:
    """A pattern for a word of a name; addresses and ids leave out an apostrophe."""
    return re.escape(word).replace("'", "'?")
