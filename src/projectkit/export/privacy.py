"""The guard that all output for others passes: no contact data of persons (AVG, GDPR)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from projectkit.export.contact_text import (
    address_without_contacts,
    is_phone,
    without_contacts_in,
)
from projectkit.export.tables import CONTACTS
from projectkit.model.plain import PlainRecord, value_of
from projectkit.store.stored import whole

# Fields whose format rules out contact data, but whose digits may look like a phone number.
_NO_TEXT = frozenset(
    {"schema_version", "id", "kind", "language", "start_date", "end_date", "page_date"}
)
_PROTECTED = _NO_TEXT | CONTACTS
_NOT_IN_ITEMS = frozenset({"amount", "ror", "currency"})


def without_contacts(record: PlainRecord) -> PlainRecord:
    """A record without e-mail addresses, phone numbers and addresses in any field or text."""
    return cast(
        "PlainRecord", {name: _guarded(name, value) for name, value in whole(record).items()}
    )


class GuardedRecord(dict[str, Any]):
    """A record without contact data, field by field as each is asked for: figures need few."""

    def __init__(self, record: PlainRecord) -> None:
        super().__init__()
        self._record = record

    def __missing__(self, name: str) -> Any:
        self[name] = _guarded(name, value_of(self._record, name))
        return self[name]


def _guarded(name: str, value: Any) -> Any:
    return value if name in _NO_TEXT else _GUARDED.get(name, _scrubbed)(value)


def value_without_contacts(field: str, value: Any) -> Any:
    """A value of a field for a list; columns of contacts are shown only when they are named."""
    return value if field in _PROTECTED else _scrubbed(value)


def _persons(persons: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        _scrubbed(person) | {"email": None, "phone": None, "address": None} for person in persons
    ]


def _links(links: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Links, without those that reach a person."""
    known = ((link, address_without_contacts(link["url"])) for link in links)
    return [
        _scrubbed({**link, "url": None}) | {"url": address} for link, address in known if address
    ]


def _identifiers(identifiers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Identifiers, without those that are phone numbers.

    Any other number is as the issuer gave it: only an e-mail address or street in it is left out.
    """
    return [
        {"scheme": _scrubbed(item["scheme"]), "value": _code(item["value"])}
        for item in identifiers
        if not is_phone(item["value"])
    ]


def _code(value: str) -> str:
    return (
        value if value.replace(".", "").replace("-", "").isalnum() else without_contacts_in(value)
    )


def _source(source: dict[str, Any] | None) -> dict[str, Any] | None:
    if source is None:
        return None
    url = source["url"] and address_without_contacts(source["url"])
    return {"file": _scrubbed(source["file"]), "url": url}


_GUARDED: dict[str, Callable[[Any], Any]] = {
    "persons": _persons,
    "links": _links,
    "identifiers": _identifiers,
    "source": _source,
}


def _scrubbed(value: Any) -> Any:
    if isinstance(value, str):
        return without_contacts_in(value)
    if isinstance(value, dict):
        return {
            key: part if key in _NOT_IN_ITEMS else _scrubbed(part) for key, part in value.items()
        }
    return list(map(_scrubbed, value)) if isinstance(value, list) else value
