"""Checking a page before it becomes a record: is it readable, a project, complete?"""

from __future__ import annotations

import pathlib
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from projectkit.catalogue.sidecar import fetched_of
from projectkit.model.diagnostic import Diagnostic, Location, Phrase, diagnostic
from projectkit.model.limits import Limits, read_page_file
from projectkit.model.record import Record
from projectkit.model.source import numbers
from projectkit.model.yaml_text import Path, Position
from projectkit.parsing.called import called_phrase
from projectkit.reading.decode import UnreadableError, UnsettledError
from projectkit.validation.context import Context
from projectkit.validation.record import check_record
from projectkit.validation.shape import Loaded

if TYPE_CHECKING:
    from projectkit.catalogue.page_reader import PageReader

# What somebody who publishes a catalogue misses in a record; one filled field of a row will do.
_WANTED = (("title",), ("start_date",), ("status", "end_date"), ("organisations",), ("sections",))
# What a page cannot have: a file name that is not its id, a title that N003 tells already.
_NOT_OF_PAGES = frozenset({"C002", "M001"})


def check_new_page(
    page: pathlib.Path, name: str, reader: PageReader, context: Context, limits: Limits
) -> Iterator[Diagnostic]:
    """Everything that is wrong with a page as if it were new; places are lines of the page."""
    start = Location(name)
    try:
        parsed = reader.read(read_page_file(page, limits), name, fetched=fetched_of(page))
    except OSError as error:
        yield diagnostic("F001", start, problem=error.strerror or str(error))
        return
    except UnsettledError as error:
        yield diagnostic("Y008", Location(name, error.line))
        return
    except UnreadableError as error:
        yield diagnostic("N001", start, problem=str(error), says_fix=error.says_remedy)
        return
    record = parsed.record
    if record is None:
        yield diagnostic("N002", start, problem=parsed.reason or "")
        return
    for fields in _WANTED:
        if not any(getattr(record, field) for field in fields):
            yield diagnostic("N003", start, id=record.id, what=Phrase(f"lacks {fields[0]}"))
    for suggestion in parsed.suggestions:
        yield diagnostic(
            "N004",
            Location(name, suggestion.lines[0]),
            id=record.id,
            field=called_phrase(suggestion.field),
            value=suggestion.value,
            certainty=suggestion.certainty,
        )
    # It is read as it is now, so there is nothing to compare it with.
    found = check_record(Loaded(name, record, places=_places(record)), replace(context, root=None))
    yield from (item for item in found if item.code not in _NOT_OF_PAGES)


def _places(record: Record) -> dict[Path, Position]:
    """The first line of the page that each value was read from."""
    places: dict[Path, Position] = {}
    for pointer, trace in record.source.fields.items() if record.source else ():
        path = tuple(int(part) if part.isdecimal() else part for part in pointer.split("/")[1:])
        if trace.lines:
            places[path] = Position(numbers(trace.lines)[0], 1)
    return places
