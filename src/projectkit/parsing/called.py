"""What a reader calls the values of a record: `partner De Spade`, `e-mail of Anna de Groot`."""

from __future__ import annotations

from textwrap import shorten
from typing import Any

from projectkit.language.translate import _, language
from projectkit.model.diagnostic import Phrase, phrases, said
from projectkit.model.labels import LABELS, PARTS, label, value_label

# What an item of a list goes by, the first of these that it has.
_NAMES = ("name", "value", "title", "label", "url", "funder", "programme", "call")
_LONGEST_NAME = 60


def called(field: str) -> str:
    """What a field is called in a sentence; the label of one that is seldom spoken of."""
    if _has_name(field):
        return said(called_phrase(field), language())
    return label(field, language()) if field in LABELS["Record"] else field


def called_phrase(field: str) -> Phrase:
    """What a value is called, for a message whose reader is not known yet.

    Args:
        field: a field, an item of a list or the role of an organisation, as suggestions name it.
    """
    return Phrase(f"called {field}")


def _has_name(field: str) -> bool:
    return called_phrase(field).key in phrases()


def value_called(pointer: str, data: dict[str, Any], words: str = "") -> str:
    """What a value of a record is called, with the item that it belongs to.

    Args:
        pointer: the place of the value in the record: `/start_date`, `/persons/0/email`.
        data: the record as plain data.
        words: the words of the page that the value was read from, if they are known.
    """
    field, *rest = pointer.strip("/").split("/")
    if not rest:
        return f"{called(field)} {words}".rstrip()
    item = data[field][int(rest[0])]
    if len(rest) > 1:
        return _part_called(field, item, rest[1], words)
    return f"{_item_called(field, item)} {words or _name(item)}".rstrip()


def _item_called(field: str, item: Any) -> str:
    """What kind of item it is: of an organisation, its role."""
    if field == "organisations":
        return called(item["role"])
    return called(field if _has_name(field) else field.removesuffix("s"))


def _part_called(field: str, item: dict[str, Any], part: str, words: str) -> str:
    what, name = label(part, language(), PARTS[field]), _name(item)
    if words or name in {"", item[part]}:
        return f"{what} {words or name}".rstrip()
    return _("{part} of {name}").format(part=what, name=name)


def _name(item: Any) -> str:
    """What an item goes by."""
    if not isinstance(item, dict):
        return _short(str(item))
    if "heading" in item:
        return _short(_section_name(item))
    return _short(next((str(item[key]) for key in _NAMES if item.get(key)), ""))


def _section_name(section: dict[str, Any]) -> str:
    """What a section is about, or its heading if that is not known."""
    has_kind = section["kind"] != "other" or not section["heading"]
    kind = value_label("section", section["kind"], language())
    return kind if has_kind else str(section["heading"])


def _short(name: str) -> str:
    whole_words = shorten(name, _LONGEST_NAME, placeholder=" …")
    return f"{name[:_LONGEST_NAME]}…" if whole_words == "…" else whole_words
