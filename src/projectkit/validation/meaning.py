"""What a record says as a whole: title, dates, status and sections, and the name of its file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import PurePosixPath

from projectkit.model.diagnostic import Diagnostic, Phrase, diagnostic
from projectkit.model.partial_date import first_day, last_day
from projectkit.model.record import Record, Status
from projectkit.validation.context import Context
from projectkit.validation.shape import Loaded

# How long after its end a project may still be called active: pages are seldom kept to the day.
_GRACE = timedelta(days=365)
_FULL = 100
_YEARS = range(1950, 2101)


def check_title(loaded: Loaded, record: Record, _: Context) -> Iterator[Diagnostic]:
    """A title that is missing or blank."""
    if record.title is None or not record.title.strip():
        yield diagnostic("M001", loaded.location("title"), id=record.id)


def check_dates(loaded: Loaded, record: Record, _: Context) -> Iterator[Diagnostic]:
    """An end that lies before the start."""
    start, end = record.start_date, record.end_date
    if start and end and last_day(end) < first_day(start):
        yield diagnostic("M002", loaded.location("end_date"), id=record.id, start=start, end=end)


def check_years(loaded: Loaded, record: Record, _: Context) -> Iterator[Diagnostic]:
    """Years in which no project of a catalogue runs: a typing error, or a date that says never."""
    for field in ("start_date", "end_date", "page_date"):
        year = (getattr(record, field) or "")[:4]
        if year and int(year) not in _YEARS:
            place = loaded.location(field)
            yield diagnostic("M011", place, id=record.id, field=field, year=year)


def check_status(loaded: Loaded, record: Record, context: Context) -> Iterator[Diagnostic]:
    """A status that the dates of the record contradict."""
    problem = _against_status(record, context)
    if problem:
        place = loaded.location("status")
        yield diagnostic("M004", place, id=record.id, status=record.status, problem=problem)


def _against_status(record: Record, context: Context) -> Phrase | None:
    is_open = record.status in {Status.PLANNED, Status.ACTIVE}
    long_ago = context.today - _GRACE
    if is_open and record.progress_percent == _FULL:
        return Phrase("progress is full")
    if is_open and record.end_date and last_day(record.end_date) < long_ago:
        return Phrase("ended long ago", {"date": record.end_date})
    if (
        record.status is Status.PLANNED
        and record.start_date
        and last_day(record.start_date) < long_ago
    ):
        return Phrase("started long ago", {"date": record.start_date})
    written = first_day(record.page_date) if record.page_date else date.min
    if record.status is Status.PLANNED and record.end_date and last_day(record.end_date) < written:
        return Phrase("ended before page", {"date": record.end_date})
    if (
        record.status is Status.COMPLETED
        and record.start_date
        and first_day(record.start_date) > context.today
    ):
        return Phrase("starts later", {"date": record.start_date})
    return None


def days_of_change(record: Record) -> list[int]:
    """The days from which a check of the same record may find something else, as ordinals.

    Only the status is compared with today: see `_against_status`.
    """
    dates = [date for date in (record.start_date, record.end_date) if date]
    grace_ends = [last_day(date).toordinal() + _GRACE.days + 1 for date in dates]
    starts = [first_day(record.start_date).toordinal()] if record.start_date else []
    return sorted([*grace_ends, *starts])


def check_sections(loaded: Loaded, record: Record, _: Context) -> Iterator[Diagnostic]:
    """Sections without text."""
    for index, section in enumerate(record.sections):
        if not section.text.strip():
            heading = section.heading or section.kind
            yield diagnostic(
                "M005", loaded.location("sections", index), id=record.id, heading=heading
            )


def check_file_name(loaded: Loaded, record: Record, _: Context) -> Iterator[Diagnostic]:
    """A file that is not called after the id."""
    name = PurePosixPath(loaded.file).name
    if PurePosixPath(name).stem != record.id:
        yield diagnostic("C002", loaded.location("id"), id=record.id, file=name)
