"""Settling a conflict: which value a field gets, that of a person or that of the page."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeVar

from projectkit.catalogue.page_reader import page_reader
from projectkit.catalogue.record_file import RecordFile, find_page, find_record, rewritten
from projectkit.catalogue.root import Catalogue, CatalogueError
from projectkit.catalogue.sidecar import fetched_of
from projectkit.language.translate import _
from projectkit.model.limits import read_page_file
from projectkit.model.record import Record
from projectkit.model.source import FieldState

_T = TypeVar("_T")


@dataclass(frozen=True)
class Settled:
    """A record file in which a conflict is settled, not yet written.

    Attributes:
        file: the file as it is.
        text: what it is to hold.
    """

    file: RecordFile
    text: str


_FIELDS = frozenset(Record.model_fields) - {"schema_version", "id", "source"}


def accept(catalogue: Catalogue, record_id: str, field: str) -> Settled:
    """Give a field the value that the page has for it today.

    Raises:
        CatalogueError: if there is no such record, field or page.
        UnreadableError: if the page is not text.
        OSError: if a file cannot be read.
    """
    _check_field(field)
    file = find_record(catalogue, record_id)
    record = file.record
    source, page = find_page(catalogue, record)
    trace = source.fields.get(f"/{field}")
    if trace and trace.state is FieldState.ERASED:
        message = _(
            "`{field}` of {id} had a person taken out of it: change it with `projectkit edit`"
        ).format(field=field, id=record.id)
        raise CatalogueError(message)
    reader = page_reader(catalogue, force=True)
    content = read_page_file(page, catalogue.settings.limits)
    fresh = reader.read(content, source.file, fetched=fetched_of(page)).record
    if fresh is None or fresh.source is None:
        message = _("{file} holds no project any more").format(file=source.file)
        raise CatalogueError(message)
    read = fresh.source
    traces = {name: trace for name, trace in source.fields.items() if _field(name) != field}
    traces |= {name: trace for name, trace in read.fields.items() if _field(name) == field}
    digests = {name: digest for name, digest in source.digests.items() if name != field}
    digests |= {field: read.digests[field]} if field in read.digests else {}
    settled = source.model_copy(
        update={"fields": _as_in_records(traces), "digests": _as_in_records(digests)}
    )
    after = record.model_copy(update={field: getattr(fresh, field), "source": settled})
    # What is the same in another order is no reason to write.
    return Settled(file, file.text) if after == record else _settled(file, after)


def keep(catalogue: Catalogue, record_id: str, field: str) -> Settled:
    """Leave a field the value that a person gave it, and forget that the page says something else.

    Raises:
        CatalogueError: if there is no such record or field, or no conflict about it.
        OSError: if a file cannot be read.
    """
    _check_field(field)
    file = find_record(catalogue, record_id)
    record = file.record
    source = record.source
    trace = source.fields.get(f"/{field}") if source else None
    if source is None or trace is None or trace.state is not FieldState.CONFLICT:
        message = _("{id} has no conflict about `{field}`").format(id=record.id, field=field)
        raise CatalogueError(message)
    fields = {**source.fields, f"/{field}": trace.model_copy(update={"state": None})}
    return _settled(
        file, record.model_copy(update={"source": source.model_copy(update={"fields": fields})})
    )


def _check_field(field: str) -> None:
    if field not in _FIELDS:
        close = get_close_matches(field, _FIELDS, 1)
        hint = (
            _(": did you mean `{close}`?").format(close=close[0])
            if close
            else _("; the fields are {names}").format(names=", ".join(sorted(_FIELDS)))
        )
        message = _("there is no field `{field}`{hint}").format(field=field, hint=hint)
        raise CatalogueError(message)


def _settled(file: RecordFile, after: Record) -> Settled:
    text = rewritten(file.text, file.record, after)
    if text is None:
        message = _(
            "{file} has a layout of its own that would be lost: change it in an editor"
        ).format(file=file.path.name)
        raise CatalogueError(message)
    return Settled(file, text)


def _as_in_records(told: dict[str, _T]) -> dict[str, _T]:
    """What `source` tells of fields, in the order in which records have these."""
    places = {name: place for place, name in enumerate(Record.model_fields)}
    return dict(sorted(told.items(), key=lambda item: places[_field(item[0])]))


def _field(pointer: str) -> str:
    """The field of a pointer into it, or of its own name."""
    return pointer.removeprefix("/").split("/")[0]
