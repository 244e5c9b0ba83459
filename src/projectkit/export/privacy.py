"""What exports for others leave out: how to reach persons (AVG)."""

from __future__ import annotations

from projectkit.dutch.addresses import without_addresses
from projectkit.dutch.emails import without_emails
from projectkit.dutch.phones import without_phones
from projectkit.model.record import Record

EMAIL_LEFT_OUT = "[e-mail weggelaten]"
PHONE_LEFT_OUT = "[telefoonnummer weggelaten]"
ADDRESS_LEFT_OUT = "[adres weggelaten]"


def without_contacts(record: Record) -> Record:
    """A record without e-mail addresses, phone numbers and addresses, in fields and in running text."""
    persons = tuple(p.model_copy(update={"email": None, "phone": None, "address": None}) for p in record.persons)
    sections = tuple(s.model_copy(update={"text": _scrubbed(s.text)}) for s in record.sections)
    subprojects = tuple(s.model_copy(update={"text": _scrubbed(s.text)}) for s in record.subprojects)
    return record.model_copy(update={"persons": persons, "sections": sections, "subprojects": subprojects})


def _scrubbed(text: str) -> str:
    text = without_phones(without_emails(text, EMAIL_LEFT_OUT), PHONE_LEFT_OUT)
    return without_addresses(text, ADDRESS_LEFT_OUT)
