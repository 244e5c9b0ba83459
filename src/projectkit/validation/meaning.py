"""What a record says: checks of one record, each a small function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import PurePosixPath

from projectkit.model.diagnostic import Diagnostic, diagnostic
from projectkit.model.partial_date import first_day, last_day
from projectkit.model.record import Record, Status
from projectkit.model.source import State
from projectkit.validation.shape import Loaded


def check_meaning(loaded: Loaded) -> list[Diagnostic]:
    """All that is wrong with what one sound record says."""
    record = loaded.record
    return [] if record is None else [found for check in _CHECKS for found in check(loaded, record)]


def _title(loaded: Loaded, record: Record) -> Iterator[Diagnostic]:
    if record.title is None or not record.title.strip():
        yield diagnostic("M001", loaded.location("title"), id=record.id)


def _dates(loaded: Loaded, record: Record) -> Iterator[Diagnostic]:
    start, end = record.start_date, record.end_date
    if start and end and last_day(end) < first_day(start):
        yield diagnostic("M002", loaded.location("end_date"), id=record.id, start=start, end=end)


def _status(loaded: Loaded, record: Record) -> Iterator[Diagnostic]:
    """Against the dates of the record alone, so that a check gives the same answer on any day."""
    if record.status is Status.PLANNED and record.end_date and last_day(record.end_date) < _page_day(record):
        problem = f"the project ended {record.end_date}, before the page was written"
        yield diagnostic("M004", loaded.location("status"), id=record.id, status=record.status, problem=problem)
    if record.progress_percent == 100 and record.status in {Status.PLANNED, Status.ACTIVE}:  # noqa: PLR2004
        problem = "its progress is 100 %"
        yield diagnostic("M004", loaded.location("status"), id=record.id, status=record.status, problem=problem)


def _page_day(record: Record) -> date:
    return first_day(record.page_date) if record.page_date else date.min


def _doubles(loaded: Loaded, record: Record) -> Iterator[Diagnostic]:
    lists: dict[str, Iterable[tuple[str, ...]]] = {
        "themes": [(theme,) for theme in record.themes],
        "organisations": [(organisation.name, organisation.role) for organisation in record.organisations],
        "persons": [(person.name,) for person in record.persons],
        "identifiers": [(identifier.value, identifier.scheme) for identifier in record.identifiers],
    }
    for field, keys in lists.items():
        seen: set[tuple[str, ...]] = set()
        for index, key in enumerate(keys):
            folded = tuple(part.casefold() for part in key)
            if folded in seen:
                place = loaded.location(field, index)
                yield diagnostic("M003", place, id=record.id, what=field.removesuffix("s"), value=key[0])
            seen.add(folded)


def _file_name(loaded: Loaded, record: Record) -> Iterator[Diagnostic]:
    name = PurePosixPath(loaded.file).name
    if PurePosixPath(name).stem != record.id:
        yield diagnostic("C002", loaded.location("id"), id=record.id, file=name)


def _conflicts(loaded: Loaded, record: Record) -> Iterator[Diagnostic]:
    """Fields where a person and the page have said different things since the page was last read."""
    for pointer, trace in record.source.fields.items() if record.source else ():
        name = pointer.split("/")[1]
        if trace.state is State.CONFLICT:
            yield diagnostic("S001", loaded.location(name), id=record.id, field=name)


_CHECKS: tuple[Callable[[Loaded, Record], Iterator[Diagnostic]], ...] = (
    _title,
    _dates,
    _status,
    _doubles,
    _file_name,
    _conflicts,
)
