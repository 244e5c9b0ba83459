"""Reads names of persons: titles, initials, first names, particles and (double) surnames."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import takewhile
from typing import NamedTuple

from projectkit.dutch.words import words

_INITIALS = re.compile(r"(?:[A-Z][a-z]{0,2}\.-?){1,6}")
_NAME = re.compile(
    r"(?:[dDlL]['’]|Mc|Mac|O['’])?[^\W\d_](?:[^\W\d_]|['’](?=[^\W\d_])|-(?=[^\W\d_])){1,24}",
    re.UNICODE,
)
CALLED = r"[A-ZÀ-Ý][\w-]{1,20}"
"""A pattern of the name that somebody goes by, which stands in brackets: `C. (Carla) Boon`."""

_CALL_NAME = re.compile(rf"\({CALLED}\)")
_MAX_WORDS = 8
_WORD = re.compile(r"\w+(?:\.\w+)*")
_SIR = "de heer"
# Marks of footnotes behind a name: `Piet Bos*`, `Anna Bos¹`.
_NOTE = re.compile(r"(?<![*†‡§¹²³⁰⁴-⁹])[*†‡§¹²³⁰⁴-⁹]++(?=$|[\s,;])")
# The end of a title or of initials that a name is glued to: `ir.P. Bos`, `P.Bos`.
_GLUED = re.compile(
    r"(?<=[a-zA-Z][a-z]\.)(?=[A-ZÀ-Ý])|(?<=[A-Z]\.)(?=\()|(?<=[A-ZÀ-Ý]\.)(?=[A-ZÀ-Ý][a-zà-ÿ]{2})"
)


class PersonName(NamedTuple):
    """A name and the titles before or after it, as written."""

    name: str
    titles: str | None


@cache
def _particles() -> frozenset[str]:
    return frozenset(words()["particles"])


@cache
def _titles(place: str) -> frozenset[str]:
    return frozenset(title.rstrip(".") for title in words()["titles"][place])


def _is_title(word: str, place: str) -> bool:
    parts = [part for part in word.strip(",").casefold().split(".") if part]
    plain = word.strip(",.").casefold()
    return plain in _titles(place) or (
        len(parts) > 1 and all(part in _titles(place) for part in parts)
    )


def is_title(text: str) -> bool:
    """Whether a text is nothing but titles: `dr.`, `Prof. dr. ir.`, `MSc`."""
    parts = _WORD.findall(text)
    if " ".join(parts).casefold() == _SIR:
        return True
    return bool(parts) and all(
        _is_title(part, "before") or _is_title(part, "after") for part in parts
    )


@lru_cache(maxsize=4096)
def split_titles(text: str) -> PersonName:
    """Separate a name from its titles.

    >>> split_titles("Dr. ir. C.E. Haverkort-de Wolf")
    PersonName(name='C.E. Haverkort-de Wolf', titles='Dr. ir.')
    """
    text = _GLUED.sub(" ", _NOTE.sub("", text)).strip(" ,;")
    inverted = _inverted(text)
    if inverted is not None:
        return split_titles(inverted)
    parts = text.split()
    first, last = 0, len(parts)
    while first < last - 1 and _is_title(parts[first], "before"):
        first += 1
    if first == 0 and len(parts) > 2 and " ".join(parts[:2]).casefold() == _SIR:  # noqa: PLR2004
        first = 2
    while last > first + 1 and _is_title(parts[last - 1], "after"):
        last -= 1
    titles = " ".join(part.strip(",") for part in [*parts[:first], *parts[last:]])
    return PersonName(" ".join(parts[first:last]).strip(" ,"), titles or None)


def _inverted(text: str) -> str | None:
    """A name whose surname stands first, in the usual order: `Berg, Anna van der`."""
    surname, comma, rest = text.partition(",")
    before, after = surname.split(), rest.split()
    if not comma or "," in rest or not _is_lone_surname(before):
        return None
    particles = list(takewhile(lambda word: word.casefold() in _particles(), reversed(after)))
    given = after[: len(after) - len(particles)]
    names = [word for word in given if not _is_title(word, "before")]
    behind = all(_is_title(word, "after") for word in given)
    if behind or not names or not all(map(_is_given_form, names)):
        return None
    inner = [*reversed(particles), *(_small(word) for word in before[:-1])]
    return " ".join([*given, *inner, before[-1]])


def _small(particle: str) -> str:
    return particle.casefold() if particle.casefold() in _particles() else particle


def _is_lone_surname(words: list[str]) -> bool:
    """Whether words are a surname without a first name, perhaps with particles before it."""
    if not words or not _is_capitalised_name(words[-1]):
        return False
    # "Haverkort-de" is the first half of the double name Haverkort-de Wolf.
    return all(word.rpartition("-")[2].casefold() in _particles() for word in words[:-1])


def _is_given_form(word: str) -> bool:
    is_initials = _INITIALS.fullmatch(word) or _CALL_NAME.fullmatch(word)
    return bool(is_initials or _is_capitalised_name(word))


@lru_cache(maxsize=4096)
def is_person_name(text: str) -> bool:
    """Whether a text, without titles, has the form of a person's name.

    The form alone cannot tell a person from an organisation with a name of two words: callers need
    other evidence too.
    """
    parts = [part for part in text.split() if not _CALL_NAME.fullmatch(part)]
    if not 2 <= len(parts) <= _MAX_WORDS or parts[0].casefold() in _particles():  # noqa: PLR2004
        return False
    if parts[-1].casefold() in _particles() or not _is_capitalised_name(parts[-1]):
        return False
    return all(
        part.casefold() in _particles() or _INITIALS.fullmatch(part) or _is_capitalised_name(part)
        for part in parts
    )


def _is_capitalised_name(word: str) -> bool:
    # "Haverkort-de" is the first half of the double name Haverkort-de Wolf.
    return bool(_NAME.fullmatch(word)) and (
        word[0].isupper() or word[:2] in {"d'", "d’", "'t", "’t"}
    )


def with_titles(name: str, titles: str | None) -> str:
    """A name with its titles in their usual places: `dr.` before it, `MSc` after it.

    >>> with_titles("Anna Bos", "dr. MSc")
    'dr. Anna Bos MSc'
    """
    before, after = titles_around(titles)
    return " ".join(filter(None, (before, name, after)))


def titles_around(titles: str | None) -> tuple[str, str]:
    """The titles that are written before a name, and those that are written after it."""
    words = (titles or "").split()
    after = [word for word in words if _is_title(word, "after") and not _is_title(word, "before")]
    return " ".join(word for word in words if word not in after), " ".join(after)
