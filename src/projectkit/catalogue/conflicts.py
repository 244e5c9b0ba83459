"""Conflicts that nobody has settled: what a person wrote in a field, and what the page says now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from projectkit.catalogue.merge import Conflict
from projectkit.catalogue.page_reader import page_reader
from projectkit.catalogue.readings import PageFile, read_all
from projectkit.catalogue.record_file import find_page
from projectkit.catalogue.root import Catalogue, CatalogueError
from projectkit.language.translate import _
from projectkit.model.brief import brief_pair
from projectkit.model.limits import read_page_file
from projectkit.model.record import Record
from projectkit.model.source import FieldState


def fields_in_conflict(record: Record) -> list[str]:
    """The fields about which a person and the page disagree."""
    traces = record.source.fields.items() if record.source else ()
    return [
        pointer.split("/")[1] for pointer, trace in traces if trace.state is FieldState.CONFLICT
    ]


def conflicts_of(
    catalogue: Catalogue, records: Iterable[tuple[str, Record]]
) -> Iterator[tuple[str, Conflict]]:
    """The conflicts of records, with both values; none of a record whose page cannot be read.

    The pages are read again, on all cores if there are many.

    Args:
        catalogue: where the records are.
        records: the records, each with its file.
    """
    try:
        reader = page_reader(catalogue, force=True)
    except CatalogueError:  # a layout that is not sound, which `ingest` names
        return
    disputed = (item for item in records if fields_in_conflict(item[1]))
    for item, reading in read_all(disputed, lambda item: _page(catalogue, item[1]), reader):
        file, record = item
        fresh = reading.parsed.record if reading and reading.parsed else None
        for conflict in _conflicts(record, fresh) if fresh else ():
            yield file, conflict


def _conflicts(record: Record, fresh: Record) -> list[Conflict]:
    return [
        Conflict(name, getattr(record, name), getattr(fresh, name))
        for name in fields_in_conflict(record)
    ]


def _page(catalogue: Catalogue, record: Record) -> PageFile | None:
    try:
        source, page = find_page(catalogue, record)
        return PageFile(read_page_file(page, catalogue.settings.limits), source.file)
    except (CatalogueError, OSError):
        return None


def told(conflict: Conflict) -> str:
    """A conflict in words, with both values."""
    held, read = brief_pair(conflict.held, conflict.read)
    return _("{field} edited by hand, kept: {held}; the page says: {read}").format(
        field=conflict.field, held=held or _("nothing"), read=read or _("nothing")
    )
