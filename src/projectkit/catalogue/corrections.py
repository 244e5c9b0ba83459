"""Records that a person corrected, as far as their pages can teach anything."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from projectkit.catalogue.taught_pages import TaughtPage
from projectkit.language.translate import _
from projectkit.model.digests import digests
from projectkit.model.record import Record
from projectkit.model.source import FieldState


@dataclass(frozen=True)
class Correction:
    """A record that a person corrected.

    Attributes:
        record: the record.
        page: the name of its page.
        fields: the fields that differ from what was read.
    """

    record: Record
    page: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Untaught:
    """A corrected record from which nothing can be learned, and why."""

    record: str
    reason: str


def corrections_of(
    records: Iterable[Record], pages: Mapping[str, TaughtPage], learned_from: Collection[str]
) -> tuple[dict[str, Correction], list[Untaught]]:
    """The corrections in records, by page, and those that cannot be used.

    Args:
        records: all records.
        pages: the pages that can be read, by name.
        learned_from: pages that were learned from before. What they taught is read right since,
            and no longer shows as a correction.
    """
    found: dict[str, Correction] = {}
    untaught: list[Untaught] = []
    for record in records:
        page = record.source.file if record.source else ""
        fields = corrected_fields(record)
        if not fields and page not in learned_from:
            continue
        reason = _why_not(record, pages)
        if reason:
            untaught.append(Untaught(record.id, reason))
        else:
            found[page] = Correction(record, page, fields)
    return found, untaught


def corrected_fields(record: Record) -> tuple[str, ...]:
    """The fields of a record that a person changed since its page was read."""
    source = record.source
    if source is None:
        return ()
    now = digests(record)
    return tuple(
        name
        for name in sorted({*now, *source.digests})
        if now.get(name) != source.digests.get(name) and not _is_erased(record, name)
    )


def _is_erased(record: Record, name: str) -> bool:
    trace = record.source.fields.get(f"/{name}") if record.source else None
    return trace is not None and trace.state is FieldState.ERASED


def _why_not(record: Record, pages: Mapping[str, TaughtPage]) -> str:
    """Why a corrected record cannot be compared with its page; empty if it can."""
    source = record.source
    page = pages.get(source.file) if source else None
    if source is None or page is None:
        return _("its page is gone or cannot be read")
    if hashlib.sha256(page.content).hexdigest() != source.sha256:
        return _("its page changed since: run `projectkit ingest` first")
    return _("its page is too long to learn from") if page.is_too_long else ""
