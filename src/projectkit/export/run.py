"""An export: records written in a format, with a count of what the format cannot hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from projectkit.catalogue.atomic_write import writing_to
from projectkit.export.characters import fields_with, shown
from projectkit.export.format import Format, Loss, Options
from projectkit.export.privacy import without_contacts
from projectkit.export.tables import TABLES
from projectkit.language.translate import _
from projectkit.model.plain import PlainRecord


@dataclass
class Summary:
    """The outcome of an export.

    Attributes:
        written: how many records were written.
        losses: what the format could not hold, with the number of records.
    """

    written: int = 0
    losses: Counter[Loss] = field(default_factory=Counter)


def export(
    records: Iterable[PlainRecord], file: BinaryIO, chosen: Format, options: Options
) -> Summary:
    """Write records to a file, one at a time."""
    summary = Summary()
    chosen.write(_counted(_allowed(records, options), chosen, options, summary), file, options)
    return summary


def export_tables(
    records: Iterable[PlainRecord], folder: Path, chosen: Format, options: Options
) -> Summary:
    """Write whole records to a folder, as a table of projects and one of each list.

    Args:
        records: the records; they are read once for each table.
        folder: the folder; it is made if needed.
        chosen: a format with rows.
        options: what the user asked for.
    """
    folder.mkdir(parents=True, exist_ok=True)
    summary = Summary()
    for table in TABLES:
        each = replace(options, items=table.name)
        with writing_to(folder / f"{table.name}.{chosen.endings[0]}") as file:
            part = export(records, file, chosen, each)
        summary = Summary(part.written, summary.losses + part.losses)
    return summary


def _allowed(records: Iterable[PlainRecord], options: Options) -> Iterable[PlainRecord]:
    return records if options.with_contacts else map(without_contacts, records)


def _counted(
    records: Iterable[PlainRecord], chosen: Format, options: Options, summary: Summary
) -> Iterator[PlainRecord]:
    """The records, counted with their losses as a format takes them."""
    hidden = None if options.raw else chosen.hidden
    for record in records:
        lost = {*chosen.losses(record, options), *_hidden(record, hidden)}
        summary.written += not any(loss.is_all for loss in lost)
        summary.losses.update(lost)
        yield shown(record, hidden) if hidden else record


def _hidden(record: PlainRecord, hidden: re.Pattern[str] | None) -> Iterator[Loss]:
    for name in fields_with(record, hidden) if hidden else ():
        yield Loss(name, _("control characters: each is shown as \ufffd"))
