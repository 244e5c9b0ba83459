"""Writes what was read of a page to its record, where edits by hand win."""

from __future__ import annotations

import os
from pathlib import Path

from projectkit.catalogue.conflicts import told
from projectkit.catalogue.diff import text_diff
from projectkit.catalogue.known_records import KnownRecord, KnownRecords
from projectkit.catalogue.merge import Conflict, merge
from projectkit.catalogue.page_result import PageOutcome, PageResult
from projectkit.catalogue.record_file import (
    RecordFile,
    read_record,
    replace_text,
    rewritten,
    save_text,
)
from projectkit.catalogue.root import Catalogue
from projectkit.language.translate import _
from projectkit.model.limits import check_record_text
from projectkit.model.record import Record
from projectkit.model.record_yaml import record_to_yaml
from projectkit.model.source import left_over


class RecordWriter:
    """Makes records of pages, and brings them up to date."""

    def __init__(
        self, catalogue: Catalogue, known: KnownRecords, *, force: bool, dry_run: bool, diff: bool
    ) -> None:
        """Take the records that are known; the options are those of the run."""
        self._catalogue, self._known = catalogue, known
        self._force, self._dry_run, self._with_diff = force, dry_run, diff

    def create(self, name: str, record: Record) -> PageResult:
        """Write the record of a page that has none.

        Raises:
            CatalogueError: if its file changed meanwhile.
            OSError: if it cannot be written.
        """
        broken = self._known.broken_file_of(record.id)
        if broken:
            reason = _(
                "{file} cannot be read and may be its record: run `projectkit validate`"
            ).format(file=broken)
            return PageResult(PageOutcome.FAILED, name, reason=reason)
        record = record.model_copy(update={"id": self._known.free_id(record.id)})
        path = self._catalogue.structured / f"{record.id}.yaml"
        text = record_to_yaml(record)
        written = self._saved(text, path)
        self._known.remember(record, path, written)
        return PageResult(
            PageOutcome.CREATED,
            name,
            record.id,
            diff=self._diff("", text, path),
            leftover=left_over(record.source),
        )

    def update(self, name: str, known: KnownRecord, fresh: Record) -> PageResult:
        """Bring the record of a page up to date.

        Raises:
            CatalogueError: if its file changed meanwhile.
            OSError: if it cannot be written.
        """
        # The file is read again: a person may have saved it since the run began.
        file = read_record(self._catalogue, known.path)
        if file is None:
            reason = _("its record {file} cannot be read: run `projectkit validate`").format(
                file=known.path.name
            )
            return PageResult(PageOutcome.FAILED, name, reason=reason)
        current = file.record
        joined = {
            page.file: page.sha256 for page in (current.source.joined if current.source else ())
        }
        if name in joined and fresh.source and fresh.source.sha256 == joined[name]:
            return PageResult(PageOutcome.UNCHANGED, name, current.id)
        if name in joined:
            reason = _("changed; it was joined with {id} by hand and is not read into it").format(
                id=current.id
            )
            return PageResult(PageOutcome.SKIPPED, name, current.id, reason)
        merged = merge(current, fresh)
        note = "; ".join(map(told, merged.conflicts)) or None
        if merged.record == current:
            return PageResult(PageOutcome.UNCHANGED, name, current.id, note, merged.conflicts)
        return self._rewrite(name, file, merged.record, note, merged.conflicts)

    def move_joined(self, name: str, known: KnownRecord, fresh: Record) -> PageResult:
        """Give a page that was joined with a record by hand its new name there.

        Raises:
            CatalogueError: if the file of the record changed meanwhile.
            OSError: if it cannot be written.
        """
        file = read_record(self._catalogue, known.path)
        if file is None or file.record.source is None or fresh.source is None:
            reason = _("its record {file} cannot be read").format(file=known.path.name)
            return PageResult(PageOutcome.FAILED, name, reason=reason)
        new = {"file": name, "sha256": fresh.source.sha256}
        pages = (
            page.model_copy(update=new) if page.file == known.page else page
            for page in file.record.source.joined
        )
        source = file.record.source.model_copy(update={"joined": tuple(pages)})
        return self._rewrite(name, file, file.record.model_copy(update={"source": source}))

    def _rewrite(
        self,
        name: str,
        file: RecordFile,
        record: Record,
        note: str | None = None,
        conflicts: tuple[Conflict, ...] = (),
    ) -> PageResult:
        """Bring a record file up to date, in the layout that a person gave it."""
        new = rewritten(file.text, file.record, record, force=self._force)
        diff = self._diff(file.text, new or record_to_yaml(record), file.path)
        if new is None:
            reason = _(
                "the page changed, but {file} has a layout of its own: "
                "look with --diff, write with --force"
            ).format(file=file.path.name)
            return PageResult(PageOutcome.FAILED, name, record.id, reason, conflicts, diff)
        written = self._saved(new, file.path, file)
        self._known.remember(record, file.path, written)
        return PageResult(
            PageOutcome.UPDATED, name, record.id, note, conflicts, diff, left_over(record.source)
        )

    def _saved(
        self, text: str, path: Path, before: RecordFile | None = None
    ) -> os.stat_result | None:
        """Write the text of a record; of a rehearsal, only see whether that could be done.

        Raises:
            CatalogueError: if somebody else changed the file meanwhile.
            OSError: if it cannot be written, or is too large to be read again.
        """
        limits = self._catalogue.settings.limits
        if self._dry_run:
            check_record_text(text, path, limits)
            return None
        return replace_text(before, text, limits) if before else save_text(text, path, limits)

    def _diff(self, before: str, after: str, path: Path) -> str:
        if not self._with_diff:
            return ""
        return "".join(text_diff(before, after, path.relative_to(self._catalogue.root).as_posix()))
