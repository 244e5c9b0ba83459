"""Removal of the contact data of persons from exports for others (AVG, GDPR)."""

from __future__ import annotations

import re
from typing import Any, cast

from projectkit.dutch.addresses import without_addresses
from projectkit.dutch.emails import without_emails
from projectkit.dutch.phones import without_phones
from projectkit.model.plain import PlainRecord
from projectkit.store.stored import whole

EMAIL_LEFT_OUT = "[e-mail weggelaten]"
PHONE_LEFT_OUT = "[telefoonnummer weggelaten]"
ADDRESS_LEFT_OUT = "[adres weggelaten]"
LEFT_OUT = (EMAIL_LEFT_OUT, PHONE_LEFT_OUT, ADDRESS_LEFT_OUT)
"""What replaces contact data in a text."""
# Fields whose format rules out a phone number, but whose digits may look like one.
_NO_TEXT = frozenset(
    {"schema_version", "id", "kind", "language", "start_date", "end_date", "page_date"}
)
_NOT_IN_ITEMS = frozenset({"amount", "ror", "currency"})
# Project numbers and web addresses have digits that look like a phone number: only e-mail addresses
# are removed.
_NUMBERS = frozenset({"identifiers", "links", "source"})
_REACHES = re.compile(r"\s*(?:mailto|tel|sms|callto|whatsapp):", re.IGNORECASE)
# What every spelling of an e-mail address has: quicker to look for than an address.
_AT = re.compile(r"[@\uff20]|%40|[(\[{\s](?:at|apenstaartje)\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
# Spellings too loose to read an address or a number from, and too revealing to pass on.
_LOOSE_EMAIL = re.compile(
    r"[\w.%+'-]{1,64}\s{0,2}"
    r"(?:@|\uff20|%40|[(\[{]\s?(?:@|at|apenstaartje)\s?[)\]}]"
    r"|\sat\s(?=[\w-]{1,63}\s(?:punt|dot)\s))"
    r"\s{0,2}[\w-]{1,63}"
    r"(?:\s?(?:\.|[(\[{]\s?(?:dot|punt)\s?[)\]}]|\s(?:punt|dot)\s)\s?[\w-]{1,63}){1,8}",
    re.IGNORECASE,
)
_LOOSE_PHONE = re.compile(
    r"(?:(?:\(?\+\s?31\)?|0031)[\s\u200b./()-]*(?:\d[\s\u200b./()-]{0,3}){8}\d"
    r"|(?<![\d.,])06[\s\u200b./-]{0,3}(?:\d[\s\u200b./-]{0,3}){7}\d)(?!\d)"
)


def without_contacts(record: PlainRecord) -> PlainRecord:
    """A record without e-mail addresses, phone numbers and addresses in any field or text."""
    scrubbed = {name: _field(name, value) for name, value in whole(record).items()}
    scrubbed["links"] = [link for link in scrubbed["links"] if not _REACHES.match(link["url"])]
    scrubbed["persons"] = [
        person | {"email": None, "phone": None, "address": None} for person in scrubbed["persons"]
    ]
    return cast("PlainRecord", scrubbed)


def _field(name: str, value: Any) -> Any:
    if name in _NO_TEXT:
        return value
    return _without_emails(value) if name in _NUMBERS else _scrubbed(value)


def _without_emails(value: Any) -> Any:
    if isinstance(value, str):
        return _text_without_emails(value)
    if isinstance(value, dict):
        return {key: _without_emails(part) for key, part in value.items()}
    return list(map(_without_emails, value)) if isinstance(value, list) else value


def _scrubbed(value: Any) -> Any:
    if isinstance(value, str):
        return _scrubbed_text(value)
    if isinstance(value, dict):
        return {
            key: part if key in _NOT_IN_ITEMS else _scrubbed(part) for key, part in value.items()
        }
    return list(map(_scrubbed, value)) if isinstance(value, list) else value


def _text_without_emails(text: str) -> str:
    if not _AT.search(text):
        return text
    return _LOOSE_EMAIL.sub(EMAIL_LEFT_OUT, without_emails(text, EMAIL_LEFT_OUT))


def _scrubbed_text(text: str) -> str:
    text = _text_without_emails(text)
    if not _DIGIT.search(text):
        return text
    text = without_phones(text, PHONE_LEFT_OUT)
    text = _LOOSE_PHONE.sub(PHONE_LEFT_OUT, text)
    return without_addresses(text, ADDRESS_LEFT_OUT)
