"""What exports for others leave out: how to reach persons (AVG)."""

from __future__ import annotations

from typing import Any

from projectkit.dutch.addresses import without_addresses
from projectkit.dutch.emails import without_emails
from projectkit.dutch.phones import without_phones
from projectkit.model.record import Record

EMAIL_LEFT_OUT = "[e-mail weggelaten]"
PHONE_LEFT_OUT = "[telefoonnummer weggelaten]"
ADDRESS_LEFT_OUT = "[adres weggelaten]"


def without_contacts(record: Record) -> Record:
    """A record without e-mail addresses, phone numbers and addresses, in whatever field or text they stand."""
    data = record.model_dump(exclude={"source"})
    for person in data["persons"]:
        person |= {"email": None, "phone": None, "address": None}
    kept = {key: data.pop(key) for key in _NO_TEXT}
    return Record.model_validate(_scrubbed(data) | kept).model_copy(update={"source": record.source})


# Fields whose form leaves no room for a phone number, but whose digits may look like one.
_NO_TEXT = ("schema_version", "id", "kind", "language", "start_date", "end_date", "page_date", "identifiers", "links")


def _scrubbed(value: Any) -> Any:
    if isinstance(value, str):
        text = without_phones(without_emails(value, EMAIL_LEFT_OUT), PHONE_LEFT_OUT)
        return without_addresses(text, ADDRESS_LEFT_OUT)
    if isinstance(value, dict):
        return {key: _scrubbed(part) for key, part in value.items()}
    return tuple(map(_scrubbed, value)) if isinstance(value, tuple) else value
