"""Conflicts that nobody has settled: what a person wrote in a field, and what the page says now."""

from __future__ import annotations

from projectkit.catalogue.merge import Conflict
from projectkit.catalogue.page_reader import page_reader
from projectkit.catalogue.record_file import find_page
from projectkit.catalogue.root import Catalogue, CatalogueError
from projectkit.language.translate import _
from projectkit.model.brief import brief_pair
from projectkit.model.limits import read_page_file
from projectkit.model.record import Record
from projectkit.model.source import FieldState
from projectkit.reading.decode import UnreadableError


def fields_in_conflict(record: Record) -> list[str]:
    """The fields about which a person and the page disagree."""
    traces = record.source.fields.items() if record.source else ()
    return [
        pointer.split("/")[1] for pointer, trace in traces if trace.state is FieldState.CONFLICT
    ]


def conflicts_of(catalogue: Catalogue, record: Record) -> list[Conflict]:
    """The conflicts of a record, with both values; none if its page cannot be read."""
    fields = fields_in_conflict(record)
    fresh = _read_again(catalogue, record) if fields else None
    if fresh is None:
        return []
    return [Conflict(name, getattr(record, name), getattr(fresh, name)) for name in fields]


def _read_again(catalogue: Catalogue, record: Record) -> Record | None:
    try:
        source, page = find_page(catalogue, record)
        content = read_page_file(page, catalogue.settings.limits)
        return page_reader(catalogue, force=True).read(content, source.file).record
    except (CatalogueError, UnreadableError, OSError):
        return None


def told(conflict: Conflict) -> str:
    """A conflict in words, with both values."""
    held, read = brief_pair(conflict.held, conflict.read)
    return _("{field} edited by hand, kept: {held}; the page says: {read}").format(
        field=conflict.field, held=held or _("nothing"), read=read or _("nothing")
    )
