"""All checks of one record."""

from __future__ import annotations

from projectkit.model.diagnostic import Diagnostic, Severity
from projectkit.model.record import Record
from projectkit.validation.context import Check, Context
from projectkit.validation.doubles import check_doubles
from projectkit.validation.meaning import (
    check_dates,
    check_file_name,
    check_sections,
    check_status,
    check_title,
    check_years,
)
from projectkit.validation.names import check_names, check_numbers
from projectkit.validation.origin import check_conflicts, check_leftovers, check_page_of
from projectkit.validation.people import check_personal_data
from projectkit.validation.shape import Loaded
from projectkit.validation.texts import check_texts
from projectkit.validation.values import (
    check_emails,
    check_identifiers,
    check_links,
    check_phones,
    check_rors,
)

CHECKS: tuple[Check, ...] = (
    check_title,
    check_dates,
    check_years,
    check_status,
    check_sections,
    check_doubles,
    check_names,
    check_numbers,
    check_texts,
    check_phones,
    check_emails,
    check_links,
    check_rors,
    check_identifiers,
    check_file_name,
    check_conflicts,
    check_page_of,
    check_leftovers,
    check_personal_data,
)


def check_record(loaded: Loaded, context: Context) -> list[Diagnostic]:
    """All that is wrong with one file: its shape and, as far as it has one, its content."""
    record = loaded.record or loaded.rest
    found = (
        [finding for check in CHECKS for finding in check(loaded, record, context)]
        if record
        else []
    )
    if loaded.record is None and "title" not in (
        loaded.rest.model_fields_set if loaded.rest else ()
    ):
        found = [
            finding
            for finding in found
            if finding.code != "M001" or ("title",) not in loaded.places
        ]
    return [*loaded.diagnostics, *found]


def errors_of(record: Record) -> dict[str, str]:
    """What `projectkit validate` refuses in a record, by the code of the rule."""
    found = check_record(Loaded(f"{record.id}.yaml", record), Context())
    return {item.code: item.message() for item in found if item.severity is Severity.ERROR}
