"""What an import makes of a record that is there already: it adds and changes, and takes nothing away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from projectkit.search.fold import fold

# What tells items of a list apart.
_KEYS = {
    "identifiers": ("value",),
    "funding": ("funder", "programme", "call"),
    "organisations": ("name",),
    "persons": ("name",),
    "sections": ("kind", "heading"),
    "subprojects": ("title",),
    "links": ("url",),
}


def merged(held: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """A record with what an import says of it.

    Args:
        held: the record as it is.
        said: what the import says; what it leaves empty says nothing.
    """
    found = dict(held)
    for name, value in said.items():
        if value in (None, "", []):
            continue
        found[name] = _items(name, held.get(name) or [], value) if name in _KEYS and isinstance(value, list) else value
    return found


def _items(name: str, held: list[Any], said: list[Any]) -> list[Any]:
    """The items that are held, each with what is said of it, and then those that are new."""
    found, free = list(held), list(range(len(held)))
    for item in said:
        at = _place(name, [(at, held[at]) for at in free], item)
        if at is None:
            found.append(item)
        else:
            found[at] = {**held[at], **_filled(item)}
            free.remove(at)
    return found


def _place(name: str, held: list[tuple[int, Any]], item: Any) -> int | None:
    """The place of the item that is meant: the one that says the same already, else the one of the same name."""
    known = [(at, each) for at, each in held if isinstance(each, dict) and isinstance(item, dict)]
    same = (at for at, each in known if all(_says(each.get(key), value) for key, value in _filled(item).items()))
    named = (at for at, each in known if _is_named_alike(name, each, item))
    return next(same, next(named, None))


def _says(known: Any, value: Any) -> bool:
    """Whether a value is the same, a number in whatever form."""
    if known == value:
        return True
    try:
        return float(known) == float(value)
    except (TypeError, ValueError):
        return False


def _is_named_alike(name: str, known: dict[str, Any], item: dict[str, Any]) -> bool:
    pairs = [(known.get(key), item.get(key)) for key in _KEYS[name]]
    return any(mine for mine, _ in pairs) and all(
        fold(str(mine or "")) == fold(str(other or "")) for mine, other in pairs
    )


def _filled(item: Any) -> dict[str, Any]:
    return {key: value for key, value in item.items() if value not in (None, "", [])}
