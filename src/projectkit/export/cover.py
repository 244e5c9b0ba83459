"""The cover of a workbook: when it was made, of what, and what each column shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from projectkit.export.columns import Column
from projectkit.export.contact_text import without_contacts_in
from projectkit.export.format import Options
from projectkit.export.tables import ITEM

# A name that few sheets of others have, and a title that tells ours from those.
_NAME = {"nl": "over dit bestand", "en": "about this file"}
_TITLE = {"nl": "Uit een catalogus van projectkit", "en": "From a catalogue of projectkit"}
_WORDS = {
    "nl": {
        "made": "gemaakt op",
        "query": "zoekvraag",
        "every": "(alle projecten)",
        "projects": "aantal projecten",
        "rows": "aantal rijen",
        "contacts": "contactgegevens",
        "column": "kolom",
        "shows": "veld in het record",
    },
    "en": {
        "made": "made on",
        "query": "query",
        "every": "(all projects)",
        "projects": "projects",
        "rows": "rows",
        "contacts": "contact data",
        "column": "column",
        "shows": "field in the record",
    },
}
CONTACTS_SAID = {
    (True, "nl"): "Bevat contactgegevens van personen (AVG).",
    (True, "en"): "Contains contact data of persons (AVG/GDPR).",
    (False, "nl"): "Zonder contactgegevens van personen.",
    (False, "en"): "Without contact data of persons.",
}
"""What a workbook says of contact data: whether it has some, in which language."""
# The fields behind columns that have another name than their field.
_SHOWS = {
    "lead": "organisations.name (role: lead)",
    "partners": "organisations.name (role: partner)",
    "unit": "organisations.unit",
    "organisations": "organisations.name",
    "persons": "persons.name",
    "persons_with_roles": "persons.name, persons.role_text, persons.roles",
    "email": "persons.email",
    "phone": "persons.phone",
    "address": "persons.address",
    "role": "persons.roles, persons.role_text",
    "funder": "funding.funder, organisations.name (role: funder)",
    "programme": "funding.programme",
    "amount": "funding.amount",
    "identifiers": "identifiers.value",
    "links": "links.url",
    "active": "start_date, end_date",
    "year": "start_date",
    "source": "source.file, source.url",
    "url": "source.url",
    ITEM: "",
}
_WIDTHS = (24, 60)


class Counts(NamedTuple):
    """How much a workbook holds.

    Attributes:
        projects: the number of projects.
        rows: the number of rows.
    """

    projects: int
    rows: int


def is_cover(name: str, rows: Sequence[Sequence[str]]) -> bool:
    """Whether a sheet of a workbook is a cover that `export` made."""
    first = rows[0][0] if rows and rows[0] else ""
    return name in _NAME.values() and first in _TITLE.values()


def add_cover(book: Any, options: Options) -> Any:
    """Add the sheet, in front of those that are added later."""
    sheet = book.add_worksheet(_NAME[options.language])
    for at, width in enumerate(_WIDTHS):
        sheet.set_column(at, at, width)
    return sheet


def fill_cover(
    book: Any, sheet: Any, columns: Sequence[Column], counts: Counts, options: Options
) -> None:
    """Write what the sheet says, once the data is written.

    Args:
        book: the workbook.
        sheet: its first sheet.
        columns: those of the data.
        counts: how much the data is.
        options: what the user asked for.
    """
    said, bold = _WORDS[options.language], book.add_format({"bold": True})
    day = book.add_format({"num_format": day_form(options.language), "align": "left"})
    left = book.add_format({"align": "left"})
    query = options.query if options.with_contacts else without_contacts_in(options.query)
    sheet.write_string(0, 0, _TITLE[options.language], bold)
    sheet.write_string(2, 0, said["made"])
    sheet.write_datetime(2, 1, date.today(), day)  # noqa: DTZ011  (the day as people see it)
    sheet.write_string(3, 0, said["query"])
    sheet.write_string(3, 1, query or said["every"])
    sheet.write_string(4, 0, said["projects"])
    sheet.write_number(4, 1, counts.projects, left)
    sheet.write_string(5, 0, said["rows"])
    sheet.write_number(5, 1, counts.rows, left)
    sheet.write_string(6, 0, said["contacts"])
    sheet.write_string(6, 1, CONTACTS_SAID[options.with_contacts, options.language])
    sheet.write_string(8, 0, said["column"], bold)
    sheet.write_string(8, 1, said["shows"], bold)
    for at, column in enumerate(columns, 9):
        sheet.write_string(at, 0, column.label)
        sheet.write_string(at, 1, _SHOWS.get(column.name, _field_of(column)))


def _field_of(column: Column) -> str:
    """The field that a column shows under its own name; the mark of contact data is none."""
    return "" if " " in column.name else column.name


def day_form(language: str) -> str:
    """How a spreadsheet shows days."""
    return "dd-mm-yyyy" if language == "nl" else "yyyy-mm-dd"


def month_form(language: str) -> str:
    """How a spreadsheet shows months whose day is not known."""
    return "mm-yyyy" if language == "nl" else "yyyy-mm"
