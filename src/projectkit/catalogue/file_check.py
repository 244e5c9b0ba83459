"""Checking record files by themselves, and what of that may be kept for the next time."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from projectkit.catalogue.basis import Basis, Stamps, period
from projectkit.catalogue.checked_file import CheckedFile, to_json
from projectkit.catalogue.record_checks import CheckJob
from projectkit.catalogue.record_file import load_named_file
from projectkit.catalogue.root import Catalogue
from projectkit.model.source import pages_of
from projectkit.store.row import Row
from projectkit.store.scan import UNSETTLED
from projectkit.validation.across import traits_of
from projectkit.validation.context import Context
from projectkit.validation.meaning import days_of_change
from projectkit.validation.record import check_record
from projectkit.validation.shape import Loaded
from projectkit.validation.silences import Silences, silences

# A file that cannot be read: why not is no matter of what is in it.
_UNREAD = "F001"


def check_file(catalogue: Catalogue | None, path: Path, context: Context) -> CheckedFile:
    """What is wrong in one file, in a catalogue or not."""
    return _checked(load_named_file(catalogue, path), context)


def checked_rows(job: CheckJob, rows: Iterable[Row]) -> Iterator[Row]:
    """Rows with what a check finds in their files, and with the stamp of what it was made from."""
    stamps = Stamps(os.fspath(job.catalogue.root))
    for row in rows:
        # The stamps come first: what changes after them is seen the next time.
        stamp = stamps.of(row.file)
        loaded = load_named_file(job.catalogue, job.catalogue.root / row.file)
        basis = _basis(job, stamp, loaded, stamps)
        checked = _checked(loaded, job.context)
        is_read = all(finding.code != _UNREAD for finding in checked.findings)
        kept = basis.to_text() if basis and is_read else UNSETTLED
        yield row._replace(stamp=kept, record=to_json(checked))


def _basis(job: CheckJob, stamp: str | None, loaded: Loaded, stamps: Stamps) -> Basis | None:
    """What a check of a file is made from; None if that may change unnoticed."""
    record = loaded.record or loaded.rest
    named = pages_of(record.source) if record and record.source else []
    pages = {page: found for page, _ in named if (found := stamps.of(page)) is not None}
    if stamp is None or len(pages) < len({page for page, _ in named}):
        return None
    days = period(job.context.today, days_of_change(record) if record else ())
    return Basis(job.rules, *days, stamp, pages)


def _checked(loaded: Loaded, context: Context) -> CheckedFile:
    quiet = _silences(loaded)
    findings = (*check_record(loaded, context), *quiet.findings)
    return CheckedFile(loaded.file, findings, traits_of(loaded), quiet.lines)


def _silences(loaded: Loaded) -> Silences:
    """What the comments in a record silence; a file without a sound record has to be mended."""
    return silences(loaded.text, loaded.file) if loaded.record else Silences()
