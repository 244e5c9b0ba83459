"""What exports for others leave out: how to reach persons (AVG)."""

from __future__ import annotations

from typing import Any

from projectkit.dutch.addresses import without_addresses
from projectkit.dutch.emails import without_emails
from projectkit.dutch.phones import without_phones
from projectkit.search.stored import PlainRecord

EMAIL_LEFT_OUT = "[e-mail weggelaten]"
PHONE_LEFT_OUT = "[telefoonnummer weggelaten]"
ADDRESS_LEFT_OUT = "[adres weggelaten]"
# Fields whose form leaves no room for a phone number, but whose digits may look like one.
_NO_TEXT = frozenset({
    "schema_version", "id", "kind", "language", "start_date", "end_date", "page_date", "identifiers", "links", "source",
})  # fmt: skip
_NOT_IN_ITEMS = frozenset({"amount", "ror", "currency"})


def without_contacts(record: PlainRecord) -> dict[str, Any]:
    """A record without e-mail addresses, phone numbers and addresses, in whatever field or text they stand."""
    names = (*record, *(name for name in ("sections", "subprojects") if name not in record))
    scrubbed = {name: record[name] if name in _NO_TEXT else _scrubbed(record[name]) for name in names}
    scrubbed["persons"] = [person | {"email": None, "phone": None, "address": None} for person in scrubbed["persons"]]
    return scrubbed


def _scrubbed(value: Any) -> Any:
    if isinstance(value, str):
        text = without_phones(without_emails(value, EMAIL_LEFT_OUT), PHONE_LEFT_OUT)
        return without_addresses(text, ADDRESS_LEFT_OUT)
    if isinstance(value, dict):
        return {key: part if key in _NOT_IN_ITEMS else _scrubbed(part) for key, part in value.items()}
    return list(map(_scrubbed, value)) if isinstance(value, list) else value
