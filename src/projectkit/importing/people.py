"""Persons in the cells of a table: names, with what they do and where they work."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest

from projectkit.dutch.person_names import split_titles
from projectkit.dutch.phones import read_phone
from projectkit.importing.incoming import PeopleCell
from projectkit.language.translate import _, language
from projectkit.model.labels import label
from projectkit.parsing.vocabulary.role_words import roles
from projectkit.parsing.words.people import Piece, read_people
from projectkit.parsing.words.spans import Tag

Person = dict[str, object]


def is_of_persons(text: str) -> bool:
    """Whether a text names persons, and begins with one, rather than organisations."""
    pieces = read_people(text)
    return pieces is not None and pieces[0].tag is Tag.PERSON


def read_persons(cells: Iterable[PeopleCell]) -> tuple[list[Person], list[str]]:
    """The persons that cells name, and what is wrong with the cells."""
    found: dict[str, Person] = {}
    problems: list[str] = []
    waiting: list[tuple[PeopleCell, str]] = []
    for cell in cells:
        if cell.part != "name":
            waiting += [(cell, text) for text in cell.texts]
            continue
        people = [person for text in cell.texts for person in _persons_in(text)]
        for person in people:
            _add_role(person, cell.role, is_alone=len(people) == 1)
            _join(found.setdefault(str(person["name"]), {}), person)
    for cell, text in waiting:
        owner, reached = _reached(found, cell, text)
        if owner is None:
            problems.append(
                _("`{text}`: write the name of the person, a colon and the {part}").format(
                    text=text, part=label(cell.part, language(), "Person").lower()
                )
            )
        else:
            number = read_phone(reached) if cell.part == "phone" else None
            owner[cell.part] = number or reached
    return list(found.values()), problems


def _persons_in(text: str) -> list[Person]:
    """The persons of a text such as `dr. Anna Bos (projectleider, Hogeschool Duinrand)`.

    A text that does not consist of persons and what they are is a name as it stands.
    """
    pieces = read_people(text)
    if pieces is None or not any(piece.tag is Tag.PERSON for piece in pieces):
        return [{"name": text}]
    found: list[Person] = []
    before: list[tuple[Tag, str]] = []
    for piece, following in zip_longest(pieces, pieces[1:]):
        said = text[piece.start : piece.end].strip(" :")
        if piece.tag is Tag.PERSON:
            name, titles = split_titles(said)
            found.append({"name": name, "titles": titles} if titles else {"name": name})
            for tag, each in before:
                _say(found[-1], tag, each)
            before = []
        elif not found or _is_right_before(piece, following, text):
            before.append((piece.tag, said))
        else:
            _say(found[-1], piece.tag, said)
    return found


def _is_right_before(piece: Piece, following: Piece | None, text: str) -> bool:
    """Whether nothing is between a piece and the person behind it: `lector Anna Bos`."""
    if following is None or following.tag is not Tag.PERSON:
        return False
    return not text[piece.end : following.start].strip(" :")


def _say(person: Person, tag: Tag, said: str) -> None:
    """Add a role or an employer to a person; the first in words counts."""
    if tag is not Tag.ROLE:
        person.setdefault("organisation", said)
        return
    person.setdefault("role_text", said)
    person["roles"] = _together(person.get("roles"), roles(said))


def _add_role(person: Person, heading: str, *, is_alone: bool) -> None:
    """Add the role that a heading gives; its words are about somebody who is alone below it."""
    named = roles(heading)
    if not named:
        return
    person["roles"] = _together(named, person.get("roles"))
    if is_alone or named == ("other",):
        person.setdefault("role_text", heading)


def _together(*lists: object) -> list[str]:
    """Lists of roles as one; `other` says nothing beside another role."""
    every = [role for each in lists if isinstance(each, list | tuple) for role in each]
    known = [role for role in dict.fromkeys(every) if role != "other"]
    return known or ["other"]


def _join(held: Person, said: Person) -> None:
    """Add to a person what another cell says of the same person."""
    together = _together(held.get("roles"), said.get("roles"))
    has_roles = "roles" in held or "roles" in said
    held.update({part: value for part, value in said.items() if part not in held})
    if has_roles:
        held["roles"] = together


def _reached(found: dict[str, Person], cell: PeopleCell, text: str) -> tuple[Person | None, str]:
    """Whom a contact detail is of: the name before a colon, or the only one that it can be of."""
    names = [name for name in found if text.startswith(f"{name}: ")]
    if names:
        name = max(names, key=len)
        return found[name], text[len(f"{name}: ") :].strip()
    if ": " in text:
        return None, text
    wanted = set(roles(cell.role)) or {"contact"}
    in_role = [person for person in found.values() if wanted & set(_together(person.get("roles")))]
    candidates = in_role or ([] if cell.role else list(found.values()))
    return (candidates[0] if len(candidates) == 1 else None), text
