"""Merging an import into an existing record: it adds and changes, and removes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from projectkit.export.contact_text import LEFT_OUT
from projectkit.model.identity import (
    NAMES_OF_ORGANISATIONS,
    folded,
    key,
    organisation_name,
    says_all_of,
)
from projectkit.model.labels import PARTS

# What stands for not knowing: a table says neither in which role an organisation takes part nor who
# gave a number.
_UNKNOWN = {"role": "other", "scheme": "project_number"}
_NUMBERS = frozenset({"amount", "progress_percent"})
_NOTHING: tuple[object, ...] = (None, "", [])


def merged(held: Mapping[str, object], said: Mapping[str, object]) -> dict[str, object]:
    """A record with what an import says of it.

    Args:
        held: the record as it is.
        said: what the import says; empty values say nothing, nor do texts with a part left out for
            privacy.
    """
    found = dict(held)
    for name, value in said.items():
        if value in _NOTHING:
            continue
        if name in PARTS and isinstance(value, list):
            items = held.get(name)
            found[name] = _items(name, items if isinstance(items, list) else [], value)
        else:
            found[name] = _value(held.get(name), value)
    return found


def _value(held: object, said: object) -> object:
    """A value that is taken over; lists of texts get what is new."""
    if isinstance(held, list) and isinstance(said, list):
        known = {folded(str(each)) for each in held}
        new: dict[str, object] = {}
        for each in said:
            if not _is_partial(each):
                new.setdefault(folded(str(each)), each)
        return [*held, *(each for text, each in new.items() if text not in known)]
    return held if held is not None and _is_partial(said) else said


def _is_partial(said: object) -> bool:
    """Whether a part of a text was left out for privacy."""
    return isinstance(said, str) and any(mark in said for mark in LEFT_OUT)


def _items(name: str, held: list[object], said: list[object]) -> list[object]:
    """The items that are held, each with what is said of it, and then those that are new."""
    found, free = list(held), set(range(len(held)))
    waiting = list(said)
    for is_same in (_says_just_that, _says_the_same, _named_alike, _only_one):
        for item in list(waiting):
            places = [at for at in sorted(free) if is_same(name, held, at, item, waiting)]
            # Where several could be meant, none is chosen.
            if places and (len(places) == 1 or is_same in _CERTAIN):
                found[places[0]] = _changed(name, found[places[0]], item)
                free.discard(places[0])
                waiting.remove(item)
    for item in waiting:
        if not any(_is_known(name, each, item) for each in found):
            found.append(item)
    return found


def _is_known(name: str, held: object, item: object) -> bool:
    """Whether an item adds nothing to one of the record."""
    if not isinstance(held, dict) or not isinstance(item, dict):
        return False
    return says_all_of(name, held, _with_unknown(item, held))


def _says_just_that(
    name: str, held: list[object], at: int, item: object, said: list[object]
) -> bool:
    """Whether an item says what is said and no more."""
    says_all = _says_the_same(name, held, at, item, said)
    return says_all and _says_the_same(name, [item], 0, held[at], said)


def _says_the_same(
    name: str, held: list[object], at: int, item: object, said: list[object]
) -> bool:
    """Whether an item already says all that is said."""
    del name, said
    known = held[at]
    if not isinstance(known, dict) or not isinstance(item, dict):
        return bool(known == item)
    return all(_is_equal(part, known.get(part), value) for part, value in _filled(item))


# Where several items of the record fit these, it does not matter which is taken.
_CERTAIN = frozenset({_says_just_that, _says_the_same})


def _named_alike(name: str, held: list[object], at: int, item: object, said: list[object]) -> bool:
    """Whether an item has the name that is said."""
    del said
    known = held[at]
    if not isinstance(known, dict) or not isinstance(item, dict):
        return False
    wanted = key(name, _with_unknown(item, known))
    return any(wanted) and wanted == key(name, _with_unknown(known, item))


def _with_unknown(item: dict[str, object], other: dict[str, object]) -> dict[str, object]:
    """An item with what it does not know as the other one knows it."""
    unknown = [part for part, value in _UNKNOWN.items() if item.get(part) in {None, "", value}]
    return item | {part: other.get(part) for part in unknown}


def _only_one(name: str, held: list[object], at: int, item: object, said: list[object]) -> bool:
    """Whether there can be one only: one grant on either side, or one lead of another name."""
    if name == "funding":
        return len(held) == 1 and len(said) == 1
    if name != "organisations" or _is_held(item, held):
        return False
    return _leads(held) == [held[at]] and _leads(said) == [item]


def _is_held(item: object, held: list[object]) -> bool:
    """Whether an organisation takes part already, in whatever role."""
    names = {_organisation(each) for each in held if isinstance(each, dict)}
    return isinstance(item, dict) and _organisation(item) in names


def _organisation(item: Mapping[str, object]) -> str:
    return organisation_name(str(item.get("name")))


def _leads(items: Iterable[object]) -> list[object]:
    return [item for item in items if isinstance(item, dict) and item.get("role") == "lead"]


def _changed(name: str, held: object, item: object) -> object:
    if not isinstance(held, dict) or not isinstance(item, dict):
        return item
    known = {part: value for part, value in _filled(item) if value != _UNKNOWN.get(part)}
    changes = {part: _value(held.get(part), value) for part, value in known.items()}
    return held | {
        part: value
        for part, value in changes.items()
        if not _is_equal(part, held.get(part), value)
        and not _is_poorer(name, part, held.get(part), value)
    }


def _is_poorer(name: str, part: str, held: object, value: object) -> bool:
    """Whether a name of an organisation lost its accents or was abbreviated: `St. Cafe Bos`."""
    if (name, part) not in NAMES_OF_ORGANISATIONS:
        return False
    one, other = str(held), str(value)
    if folded(one) == folded(other) or organisation_name(one) != organisation_name(other):
        return False
    return _fullness(one) >= _fullness(other)


def _fullness(text: str) -> tuple[int, int]:
    """How many letters have accents, and how many there are."""
    return sum(not letter.isascii() for letter in text), len(text)


def _is_equal(part: str, held: object, value: object) -> bool:
    """Whether a value is the same: numbers in any form, and any text with a part left out."""
    if held == value or (held is not None and _is_partial(value)):
        return True
    if isinstance(held, list) and isinstance(value, list):
        return bool(_value(held, value) == held)
    if part not in _NUMBERS:
        return False
    try:
        return bool(float(str(held)) == float(str(value)))
    except (TypeError, ValueError, OverflowError):
        return False


def _filled(item: Mapping[str, object]) -> list[tuple[str, object]]:
    return [(part, value) for part, value in item.items() if value not in _NOTHING]
