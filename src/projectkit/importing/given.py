"""What other systems give of a project, as the readers of their answers look at it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from projectkit.dutch.dates import read_date
from projectkit.export.format import Loss
from projectkit.language.translate import _
from projectkit.model.partial_date import is_partial_date

T = TypeVar("T")


def text_at(item: Mapping[str, object], key: str) -> str | None:
    """The text or number at a key, without blanks around it; None if there is none."""
    value = item.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip() or None


def objects_at(item: Mapping[str, object], key: str) -> list[dict[str, object]]:
    """The objects of the list at a key."""
    value = item.get(key)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def object_at(item: Mapping[str, object], key: str) -> dict[str, object]:
    """The object at a key; empty if there is none."""
    value = item.get(key)
    return value if isinstance(value, dict) else {}


def day_of(text: str | None) -> str | None:
    """A date, which may come with a time behind it; what cannot be read stays for the checks."""
    if not text or is_partial_date(text):
        return text
    return read_date(text) or text


def is_filled(value: object) -> bool:
    """Whether a value says something."""
    return value not in (None, "", [], {})


def filled(data: Mapping[str, T | None]) -> dict[str, T]:
    """What of an item says something."""
    return {key: value for key, value in data.items() if value}


def no_place(key: str) -> Loss:
    """The loss of what a record has no place for."""
    return Loss(key, _("a record has no place for it"))
