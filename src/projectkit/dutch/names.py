"""Names of persons: titles, initials, first names, particles and (double) surnames."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from projectkit.dutch.words import words

_INITIALS = re.compile(r"(?:[A-Z][a-z]{0,2}\.-?){1,6}")
_NAME = re.compile(r"(?:[dDlL]['’]|Mc|Mac|O['’])?[^\W\d_](?:[^\W\d_]|['’](?=[^\W\d_])|-(?=[^\W\d_])){1,24}", re.UNICODE)
_MAX_WORDS = 8


class PersonName(NamedTuple):
    """A name and the titles that stood before or after it, as written."""

    name: str
    titles: str | None


@cache
def _particles() -> frozenset[str]:
    return frozenset(words()["particles"])


@cache
def _titles(place: str) -> re.Pattern[str]:
    names = "|".join(re.escape(title) for title in sorted(words()["titles"][place], key=len, reverse=True))
    one = rf"(?:{names})(?:\.|(?=[\s,)]|$))"
    if place == "before":
        return re.compile(rf"(?:{one}\s{{0,2}})+(?=\S)", re.IGNORECASE)
    return re.compile(rf",?(?:\s{{1,2}}{one},?)+$", re.IGNORECASE)


def split_titles(text: str) -> PersonName:
    """Take the titles off a name.

    >>> split_titles("Dr. ir. C.E. Haverkort-de Wolf")
    PersonName(name='C.E. Haverkort-de Wolf', titles='Dr. ir.')
    """
    text = text.strip(" ,;")
    before = _titles("before").match(text)
    name = text[before.end() :] if before else text
    after = _titles("after").search(name)
    if after:
        name = name[: after.start()]
    titles = " ".join(part[0].strip(" ,") for part in (before, after) if part)
    return PersonName(name.strip(" ,"), titles or None)


def is_person_name(text: str) -> bool:
    """Whether a text, without titles, has the form of a person's name.

    The form alone cannot tell a person from an organisation of two words: a caller needs other evidence too.
    """
    parts = text.split()
    if not 2 <= len(parts) <= _MAX_WORDS or parts[0].casefold() in _particles():  # noqa: PLR2004
        return False
    if parts[-1].casefold() in _particles() or not _is_capitalised_name(parts[-1]):
        return False
    return all(
        part.casefold() in _particles() or _INITIALS.fullmatch(part) or _is_capitalised_name(part) for part in parts
    )


def _is_capitalised_name(word: str) -> bool:
    # "Haverkort-de" is the first half of the double name Haverkort-de Wolf.
    return bool(_NAME.fullmatch(word)) and (word[0].isupper() or word[:2] in {"d'", "d’", "'t", "’t"})
