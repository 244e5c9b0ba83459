"""CSV by RFC 4180: one row per project, lists joined, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from typing import TextIO

from projectkit.model.record import Record
from projectkit.search.fields import field
from projectkit.search.stored import plain

COLUMNS = (
    "id",
    "title",
    "kind",
    "status",
    "start_date",
    "end_date",
    "themes",
    "lead",
    "partners",
    "funder",
    "programme",
    "amount",
    "identifiers",
    "persons",
    "links",
)
_CONTACTS: dict[str, Callable[[Record], list[str]]] = {
    "emails": lambda record: [f"{p.name}: {p.email}" for p in record.persons if p.email],
    "phones": lambda record: [f"{p.name}: {p.phone}" for p in record.persons if p.phone],
    "addresses": lambda record: [f"{p.name}: {p.address}" for p in record.persons if p.address],
}
# What makes a cell a formula in Excel, LibreOffice and Google Sheets, full-width forms too (OWASP, CSV Injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def write_csv(records: Iterable[Record], stream: TextIO, *, with_contacts: bool = False) -> None:
    """Write records as rows; e-mail addresses and phone numbers only when asked for."""
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([*COLUMNS, *(_CONTACTS if with_contacts else ())])
    for record in records:
        cells = [field(column).values(plain(record)) for column in COLUMNS]
        if with_contacts:
            cells += [values(record) for values in _CONTACTS.values()]
        # Each item is defused: where a semicolon parts cells, the second item of a list begins one too.
        writer.writerow(["; ".join(map(_defused, values)) for values in cells])


def _defused(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula, as text."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
