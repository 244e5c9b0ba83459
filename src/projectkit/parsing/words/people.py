"""Reads a text of nothing but persons, with their roles and employers: the value of a label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from projectkit.dutch.person_names import CALLED, is_person_name, split_titles
from projectkit.parsing.vocabulary.organisation_words import names_organisation, names_unit
from projectkit.parsing.vocabulary.phrases import load_vocabulary
from projectkit.parsing.vocabulary.role_words import is_role_code, roles
from projectkit.parsing.words.name_lists import given_names, proper_names
from projectkit.parsing.words.spans import Tag

_SEPARATOR = re.compile(r"(?<!\s)\s*[;&+|,()]\s*|(?<!\s)\s+(?:en|and|/|[–-])\s+")
# The name that somebody goes by, as in C. (Carla) Boon, is a part of the name.
_CALL_NAME = re.compile(rf"(?:(?<=\.)|(?<=\.\s))\({CALLED}\)(?=\s\w)")
_INITIALS = re.compile(r"(?!St\.)(?:[A-Z][a-z]?\.-?){1,6}")
_AT = re.compile(r"\s(?:bij|van|aan|namens|at|of)\s")
# Before an employer: `namens Saxion`, `werkzaam bij de gemeente Ede`.
_BEFORE_EMPLOYER = re.compile(
    r"(?:(?:werkzaam|werkend|verbonden|in dienst|on behalf)\s)?"
    r"(?:namens|bij|vanuit|aan|van|i\.o\.v\.|at|from|of)\s(?:(?:de|het|the|[’']t)\s)?(?=[^\W\d_])"
)
# What is in no role and no name of an employer.
_NO_NAME = re.compile(r"\d|@|\[|://")
# Separators behind which another person may stand as well.
_BETWEEN_NAMES = frozenset({"", ",", ";", "&", "+", "|", ")", "/", "en", "and"})
_MOST_LETTERS = 300
_PAIR = 2
# The most words for a role before a name: `PhD student Anna Bos`.
_MOST_ROLE_WORDS = 3


class Piece(NamedTuple):
    """A person, a role or an organisation, and where it stands in a text."""

    tag: Tag
    start: int
    end: int


class _Separated(NamedTuple):
    """A part of a text between separators, and the separator before it."""

    text: str
    start: int
    end: int
    before: str


def read_people(text: str) -> list[Piece] | None:
    """The pieces of a text of nothing but persons and what they are, else None.

    >>> [text[piece.start : piece.end] for text in ["Piet Bos, MBA (Saxion)"]
    ...     for piece in read_people(text)]
    ['Piet Bos, MBA', 'Saxion']
    """
    if len(text) > _MOST_LETTERS:
        return None
    parts = list(_parts(text))
    pieces = _organisation_and_person(parts)
    if pieces:
        return pieces
    at = 0
    while at < len(parts):
        if pieces and _is_department(parts[at], pieces[-1]):
            pieces[-1] = pieces[-1]._replace(end=parts[at].end)
            at += 1
            continue
        found, used = _read(parts, at, pieces)
        if not found:
            return None
        pieces += found
        at += used
        while pieces[-1].tag is Tag.PERSON and at < len(parts) and _are_titles(parts[at].text):
            pieces[-1] = pieces[-1]._replace(end=parts[at].end)
            at += 1
    return pieces or None


def _organisation_and_person(parts: Sequence[_Separated]) -> list[Piece]:
    """An organisation and who speaks for it: `Gemeente Veenrand - Jan Vos`, `VITO (Jan Vos)`."""
    if len(parts) != _PAIR or parts[1].before not in {"(", "-", "–"}:
        return []
    first, second = parts
    if not is_evident_person(second.text) or not names_organisation(first.text):
        return []
    return [
        Piece(Tag.OTHER_ORGANISATION, first.start, first.end),
        Piece(Tag.PERSON, second.start, second.end),
    ]


def _parts(text: str) -> Iterator[_Separated]:
    """The parts of a text; what somebody goes by stays in the name."""
    masked = _CALL_NAME.sub(lambda found: "_" * len(found[0]), text)
    at, before = 0, ""
    for separator in [*_SEPARATOR.finditer(masked), None]:
        end = separator.start() if separator else len(text)
        if text[at:end].strip():
            yield _Separated(text[at:end], at, end, before)
        if separator:
            at, before = separator.end(), separator[0].strip()


def _read(parts: Sequence[_Separated], at: int, before: Sequence[Piece]) -> tuple[list[Piece], int]:
    """What the part at a place is, and of how many parts that is made."""
    part = parts[at]
    if is_evident_person(part.text):
        return [Piece(Tag.PERSON, part.start, part.end)], 1
    if _begins_inverted(parts, at):
        return [Piece(Tag.PERSON, part.start, parts[at + 1].end)], 2
    with_role = _role_and_person(part)
    if with_role:
        return with_role, 1
    part = _without_preposition(part) if before else part
    tag = _tag_behind(part) if before else None
    if tag is None or (tag is Tag.OTHER_ORGANISATION and before[-1].tag is tag):
        return [], 0
    return [Piece(tag, part.start, part.end)], 1


def _tag_behind(part: _Separated) -> Tag | None:
    """What a part behind a person says of them, or None if it may be something else."""
    if _NO_NAME.search(part.text):
        return None
    if roles(part.text):
        # In `lector Zorg` and `lector bij De Brug` the role is not all that it says.
        says_more = names_organisation(part.text) or _AT.search(part.text)
        return None if says_more else Tag.ROLE
    return Tag.OTHER_ORGANISATION if _may_be_employer(part) else None


def _without_preposition(part: _Separated) -> _Separated:
    """An employer without what joins it to a person, which says that it is one."""
    found = _BEFORE_EMPLOYER.match(part.text)
    if found is None:
        return part
    at = found.end()
    return _Separated(part.text[at:], part.start + at, part.end, found[0].split()[0])


def _is_department(part: _Separated, before: Piece) -> bool:
    """Whether a part goes on with an employer: `Gemeente Ede, afdeling Wonen`."""
    is_after_comma = before.tag is Tag.OTHER_ORGANISATION and part.before == ","
    return is_after_comma and names_unit(part.text)


def _may_be_employer(part: _Separated) -> bool:
    """Whether a part behind a person may name an organisation."""
    if part.text.casefold() in load_vocabulary("others")["notes"]:
        return False
    if part.before not in _BETWEEN_NAMES and part.text[0].isupper():
        return True
    words = part.text.split()
    return names_organisation(part.text) and any(word[0].isupper() for word in words[:2])


def are_entries_of_portal(text: str, pieces: Sequence[Piece]) -> bool:
    """Whether a text lists people as research portals do: `Jansen, Anna (PI)`."""
    people, codes = pieces[::2], pieces[1::2]
    return (
        len(people) == len(codes)
        and all(person.tag is Tag.PERSON for person in people)
        and all(is_role_code(text[code.start : code.end]) for code in codes)
    )


def is_evident_person(text: str) -> bool:
    """Whether a text can only be the name of a person: by its titles, initials or given name."""
    name, titles = split_titles(text)
    if not is_person_name(name) or names_organisation(name):
        return False
    first = name.split()[0]
    has_initials = _INITIALS.fullmatch(first) is not None
    return titles is not None or has_initials or is_given_name(first)


def has_known_surname(text: str) -> bool:
    """Whether a name has a particle or a surname that lists know, unlike `Lage Mierde`."""
    _first, *rest = text.split()
    return any(word in proper_names() or word.islower() for word in rest)


def is_given_name(word: str) -> bool:
    """Whether a word, or its first half, is a given name."""
    return word in given_names() or word.partition("-")[0] in given_names()


def _begins_inverted(parts: Sequence[_Separated], at: int) -> bool:
    """Whether a surname stands at a place, before its first name.

    Among other commas only initials tell: `Bos, A., Vos, J.`, but not `Anna Bos, Vives, Gent`.
    """
    if at + 1 == len(parts) or parts[at + 1].before != ",":
        return False
    surname, given = parts[at], parts[at + 1]
    after = parts[at + 2] if at + 2 < len(parts) else None
    is_alone = surname.before != "," and (after is None or after.before != ",")
    has_initials = _INITIALS.match(given.text) is not None
    return (is_alone or has_initials) and _is_inverted(surname, given)


def _is_inverted(surname: _Separated, given: _Separated) -> bool:
    """Whether two parts are a surname and the first name behind it: `Berg, Anna van der`."""
    text = f"{surname.text}, {given.text}"
    if split_titles(text).name == text or names_organisation(surname.text):
        return False
    if is_evident_person(given.text) and not is_given_name(given.text.split()[-1]):
        return False  # a whole name
    are_given_names = is_given_name(surname.text) and surname.text not in proper_names()
    return is_evident_person(text) and not (are_given_names and is_given_name(given.text))


def _role_and_person(part: _Separated) -> list[Piece]:
    """A role and the person that it is said of: `promovendus Anna Bos`."""
    words = list(re.finditer(r"\S+", part.text))
    for count in range(1, min(_MOST_ROLE_WORDS, len(words) - 2) + 1):
        role, start = part.text[: words[count - 1].end()], words[count].start()
        if roles(role) and is_evident_person(part.text[start:]):
            return [
                Piece(Tag.ROLE, part.start, part.start + len(role)),
                Piece(Tag.PERSON, part.start + start, part.end),
            ]
    return []


def _are_titles(text: str) -> bool:
    return split_titles(f"X {text}").name == "X"
