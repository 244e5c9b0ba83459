"""What an import makes of a record that is there already: it adds and changes, and takes nothing away."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from projectkit.export.contact_text import LEFT_OUT
from projectkit.search.fold import fold

# What tells items of a list apart.
_KEYS = {
    "identifiers": ("scheme", "value"),
    "funding": ("funder", "programme", "call"),
    "organisations": ("name",),
    "persons": ("name",),
    "sections": ("kind", "heading"),
    "subprojects": ("title",),
    "links": ("url",),
}
_NUMBERS = frozenset({"amount", "progress_percent"})
_NOTHING: tuple[Any, ...] = (None, "", [])


def merged(held: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """A record with what an import says of it.

    Args:
        held: the record as it is.
        said: what the import says; what it leaves empty says nothing, and so does a text of which
            privacy left out a
            part.
    """
    found = dict(held)
    for name, value in said.items():
        if value in _NOTHING:
            continue
        if name in _KEYS and isinstance(value, list):
            found[name] = _items(name, held.get(name) or [], value)
        else:
            found[name] = _value(held.get(name), value)
    return found


def _value(held: Any, said: Any) -> Any:
    """A value that is taken over; lists of texts get what is new."""
    if isinstance(held, list) and isinstance(said, list):
        known = {fold(str(each)) for each in held}
        return [
            *held,
            *(each for each in said if fold(str(each)) not in known and not _is_partial(each)),
        ]
    return held if held is not None and _is_partial(said) else said


def _is_partial(said: Any) -> bool:
    """Whether privacy left out a part of a text."""
    return isinstance(said, str) and any(mark in said for mark in LEFT_OUT)


def _items(name: str, held: list[Any], said: list[Any]) -> list[Any]:
    """The items that are held, each with what is said of it, and then those that are new."""
    found, free = list(held), set(range(len(held)))
    waiting = list(said)
    for is_same in (_says_the_same, _named_alike, _only_one):
        for item in list(waiting):
            places = [at for at in sorted(free) if is_same(name, held, at, item, waiting)]
            # Where several could be meant, nobody can tell which.
            if places and (len(places) == 1 or is_same is _says_the_same):
                found[places[0]] = _changed(found[places[0]], item)
                free.discard(places[0])
                waiting.remove(item)
    return found + waiting


_Same = Callable[[str, list[Any], int, Any, list[Any]], bool]


def _says_the_same(name: str, held: list[Any], at: int, item: Any, said: list[Any]) -> bool:
    """Whether an item has already all that is said."""
    del name, said
    known = held[at]
    if not isinstance(known, dict) or not isinstance(item, dict):
        return bool(known == item)
    return all(_is_equal(key, known.get(key), value) for key, value in _filled(item))


def _named_alike(name: str, held: list[Any], at: int, item: Any, said: list[Any]) -> bool:
    """Whether an item has the name that is said."""
    del said
    known = held[at]
    if not isinstance(known, dict) or not isinstance(item, dict):
        return False
    pairs = [(known.get(key), item.get(key)) for key in _KEYS[name]]
    if not any(mine for mine, _ in pairs):
        return False
    return all(fold(str(mine or "")) == fold(str(other or "")) for mine, other in pairs)


def _only_one(name: str, held: list[Any], at: int, item: Any, said: list[Any]) -> bool:
    """Whether there can be one only: one grant on either side, or one lead."""
    if name == "funding":
        return len(held) == 1 and len(said) == 1
    if name != "organisations" or not isinstance(item, dict) or item.get("role") != "lead":
        return name == "identifiers" and bool(held[at].get("value") == item.get("value"))
    return _leads(held) == [held[at]] and _leads(said) == [item]


def _leads(items: Iterable[Any]) -> list[Any]:
    return [item for item in items if isinstance(item, dict) and item.get("role") == "lead"]


def _changed(held: Any, item: Any) -> Any:
    if not isinstance(held, dict) or not isinstance(item, dict):
        return item
    changes = {key: _value(held.get(key), value) for key, value in _filled(item)}
    # A number keeps its scheme: a table does not know it.
    if "scheme" in held and changes.get("value") == held.get("value"):
        changes.pop("scheme", None)
    return {
        **held,
        **{
            key: value for key, value in changes.items() if not _is_equal(key, held.get(key), value)
        },
    }


def _is_equal(key: str, held: Any, value: Any) -> bool:
    """Whether a value is the same; numbers in whatever form, texts of which a part was left out always."""
    if held == value or (held is not None and _is_partial(value)):
        return True
    if isinstance(held, list) and isinstance(value, list):
        return bool(_value(held, value) == held)
    if key not in _NUMBERS:
        return False
    try:
        return bool(float(held) == float(value))
    except (TypeError, ValueError, OverflowError):
        return False


def _filled(item: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [(key, value) for key, value in item.items() if value not in _NOTHING]
