"""Personal data in running text, which exports cannot leave out (AVG)."""

from __future__ import annotations

from collections.abc import Iterator

from projectkit.dutch.addresses import addresses_as_written
from projectkit.dutch.emails import emails_as_written
from projectkit.model.diagnostic import Diagnostic, Phrase, diagnostic
from projectkit.model.record import Record
from projectkit.validation.context import Context
from projectkit.validation.shape import Loaded


def check_personal_data(loaded: Loaded, record: Record, context: Context) -> Iterator[Diagnostic]:
    """E-mail addresses, phone numbers and addresses in sections and subprojects."""
    if "P001" not in context.optional:
        return
    for field in ("sections", "subprojects"):
        for index, part in enumerate(getattr(record, field)):
            yield from _in_text(loaded, record, (field, index, "text"), part.text)


def _in_text(
    loaded: Loaded, record: Record, path: tuple[str | int, ...], text: str
) -> Iterator[Diagnostic]:
    from projectkit.dutch.phones import phones_as_written  # noqa: PLC0415  (phone number data takes 60 ms to load)

    kinds = {
        "an e-mail address": emails_as_written(text),
        "a phone number": phones_as_written(text),
        "an address": addresses_as_written(text),
    }
    for kind, found in kinds.items():
        for offset, _ in found:
            yield diagnostic(
                "P001", loaded.location_in_text(path, text, offset), id=record.id, what=Phrase(kind)
            )
