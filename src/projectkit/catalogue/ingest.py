"""Pages into records: what is new is read, what is known is left alone, what fails is reported."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from projectkit.catalogue.known_records import KnownRecord, KnownRecords, SamePage
from projectkit.catalogue.learned import readings
from projectkit.catalogue.page_reader import page_reader
from projectkit.catalogue.page_result import PageOutcome, PageResult, with_evidence
from projectkit.catalogue.readings import PageFile, PageReading, fault, read_all
from projectkit.catalogue.root import Catalogue, CatalogueError
from projectkit.catalogue.sidecar import fetched_of
from projectkit.catalogue.unread_files import unread_file
from projectkit.language.system import shown_name, system_message
from projectkit.language.translate import _

# Most runs find that nothing changed: what needs the model of a record is imported when a page is
# read.
if TYPE_CHECKING:
    from projectkit.catalogue.record_writer import RecordWriter
    from projectkit.model.record import Record
    from projectkit.parsing.page import ParsedPage


@dataclass(frozen=True)
class _Task:
    """One page of a run: either it is to be read, or it is known already what becomes of it."""

    name: str
    raw: PageFile | None = None
    result: PageResult | None = None


@dataclass(frozen=True)
class IngestOptions:
    """How a run goes.

    Attributes:
        force: read all pages again, also those that seem to hold no project, and write over
            comments.
        again: read unchanged pages again.
        dry_run: write nothing.
        diff: say in each result what changed in the record file.
        unknown: say in each result which words are not in the vocabulary; unchanged pages are read
            for it too.
    """

    force: bool = False
    again: bool = False
    dry_run: bool = False
    diff: bool = False
    unknown: bool = False


class Ingest:
    """One run over pages; knows which record belongs to which page and which ids are taken."""

    def __init__(self, catalogue: Catalogue, options: IngestOptions | None = None) -> None:
        """Look at what the catalogue holds."""
        self._catalogue = catalogue
        self._options = options or IngestOptions()
        self._known = KnownRecords(catalogue)
        self._learned = readings(catalogue)

    def run(self, pages: Iterable[Path]) -> Iterator[PageResult]:
        """Read pages, on all cores if there are many; the results come in the order of the pages.

        A page that cannot be read or written never stops the rest.
        """
        try:
            yield from self._results(list(pages))
        finally:
            self._known.close()

    def _results(self, paths: list[Path]) -> Iterator[PageResult]:
        reader = page_reader(self._catalogue, force=self._options.force)
        for task, reading in read_all(map(self._task, paths), lambda task: task.raw, reader):
            result = task.result or self._result(task, reading)
            parsed = reading.parsed if reading else None
            if parsed:
                result = with_evidence(result, parsed, unknown=self._options.unknown)
            yield result

    def _task(self, path: Path) -> _Task:
        """Look whether a page is to be read; if not, its result is known."""
        name = path.as_posix()
        if shown_name(name) != name:
            reason = _("the name of the file is not UTF-8: rename it")
            return _Task(name, result=_failed(shown_name(name), reason))
        try:
            name = self._catalogue.relative(path)
            done = self._without_reading(path, name)
            done = done or self._unread(path, name)
            content = b"" if done else self._known.read_page(name, path)
        except (OSError, CatalogueError) as error:
            return _Task(name, result=_failed(name, _told(error)))
        known = self._known.of_page(name)
        if not done and known and self._needs_no_reading(known, content):
            done = PageResult(PageOutcome.UNCHANGED, name, known.id)
        if done and not self._wants_words(done):
            return _Task(name, result=done)
        return _Task(name, PageFile(content, name, fetched_of(path)), done)

    def _needs_no_reading(self, known: KnownRecord, content: bytes) -> bool:
        is_same = known.sha256 == hashlib.sha256(content).hexdigest()
        return is_same and self._is_read_so(known) and not self._wants_again(known)

    def _is_read_so(self, known: KnownRecord) -> bool:
        """Whether this parser, with what the catalogue learned, would read the page the same."""
        return self._learned.is_current(known.page, known.parser)

    def _wants_again(self, known: KnownRecord) -> bool:
        """Whether an unchanged page is read: when the user says so, or disagrees with it.

        A conflict is thus reported in every run, with both values, until somebody settles it.
        """
        return self._options.again or self._options.force or known.in_conflict

    def _wants_words(self, done: PageResult) -> bool:
        return self._options.unknown and done.outcome is PageOutcome.UNCHANGED

    def _unread(self, path: Path, name: str) -> PageResult | None:
        """The result of a page that is known to be as it was, so that it need not be opened."""
        known = self._known.of_page(name)
        if known is None:
            return self._still_skipped(path, name)
        if not self._is_read_so(known):
            return None
        if self._wants_again(known) or self._options.unknown:
            return None
        return (
            PageResult(PageOutcome.UNCHANGED, name, known.id)
            if self._known.is_current(name, path)
            else None
        )

    def _still_skipped(self, path: Path, name: str) -> PageResult | None:
        """The result of a page without a record that would be skipped again."""
        if self._options.again or self._options.force or self._options.unknown:
            return None
        reason = self._known.reason_to_skip(name, path)
        return PageResult(PageOutcome.SKIPPED, name, reason=reason) if reason else None

    def _without_reading(self, path: Path, name: str) -> PageResult | None:
        """What becomes of a page that is not to be read at all."""
        if unread := unread_file(path):
            reason = _("pages of type {ending} are not read: {remedy}").format(
                ending=path.suffix or _("without ending"), remedy=unread.remedy
            )
            return PageResult(PageOutcome.SKIPPED, name, reason=reason)
        broken = self._known.broken_record_of(name)
        if broken:
            reason = _("its record {file} is broken: run `projectkit validate`").format(file=broken)
            return _failed(name, reason)
        return None

    def _result(self, task: _Task, reading: PageReading | None) -> PageResult:
        """Write what was read."""
        if reading is None or reading.parsed is None:
            return _failed(task.name, reading.problem if reading else None)
        parsed = reading.parsed
        if parsed.record is None:
            return self._skipped(task.name, parsed)
        try:
            return self._written(task.name, parsed.record)
        except (OSError, CatalogueError) as error:
            return _failed(task.name, _told(error))
        except Exception as error:  # noqa: BLE001  (a fault of ours on one page must not cost the other pages)
            return _failed(task.name, fault(error))

    def _skipped(self, name: str, parsed: ParsedPage) -> PageResult:
        """A page that seems to hold no project; what is said of it is remembered."""
        known = self._known.of_page(name)
        if not (known or parsed.lost or parsed.suggestions):
            self._known.remember_skipped(name, parsed.reason or "")
        return PageResult(PageOutcome.SKIPPED, name, known.id if known else None, parsed.reason)

    def _written(self, name: str, fresh: Record) -> PageResult:
        """What was read, in the record of the page."""
        known = self._known.of_page(name)
        if known:
            return self._writer.update(name, known, fresh)
        same = self._known.same_page(fresh)
        return self._again(name, same, fresh) if same else self._writer.create(name, fresh)

    def _again(self, name: str, same: SamePage, fresh: Record) -> PageResult:
        """A page that has a record under another name: moved if that is gone, else a copy."""
        known = same.known
        if not self._known.is_there(known.page):
            return self._moved(name, known, fresh)
        if same.by == "number":
            reason = _("has the number and the title of {id}: see `projectkit duplicates`")
            result = self._writer.create(name, fresh)
            return replace(result, reason=reason.format(id=known.id))
        copy = (
            _("the same page as {page}")
            if same.by == "content"
            else _("a page with the address of {page}")
        )
        return PageResult(PageOutcome.SKIPPED, name, known.id, copy.format(page=known.page))

    def _moved(self, name: str, known: KnownRecord, fresh: Record) -> PageResult:
        """A page whose record knows it under a name that is gone."""
        move = self._writer.move_joined if known.is_joined else self._writer.update
        result = move(name, known, fresh)
        self._known.moved(known.page)
        note = _("moved from {page}").format(page=known.page)
        return replace(result, reason=f"{note}; {result.reason}" if result.reason else note)

    @cached_property
    def _writer(self) -> RecordWriter:
        from projectkit.catalogue.record_writer import RecordWriter  # noqa: PLC0415

        given = self._options
        return RecordWriter(
            self._catalogue,
            self._known,
            force=given.force,
            dry_run=given.dry_run,
            diff=given.diff,
        )

    def broken(self) -> list[str]:
        """Record files that cannot be read; no page was compared with them."""
        return self._known.broken_files()

    def vanished(self) -> Iterator[PageResult]:
        """Records whose page is no longer there; they stay."""
        for known in self._known.vanished():
            yield PageResult(
                PageOutcome.VANISHED, known.page, known.id, _("its page is gone; the record stays")
            )


def _failed(name: str, reason: str | None) -> PageResult:
    return PageResult(PageOutcome.FAILED, name, reason=reason)


def _told(error: OSError | CatalogueError) -> str:
    return system_message(error) if isinstance(error, OSError) else str(error)
