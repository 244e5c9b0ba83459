"""Pages into records: what is new is read, what is known is left alone, what fails is reported."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from projectkit.catalogue.diff import text_diff
from projectkit.catalogue.known_records import KnownRecord, KnownRecords, SamePage
from projectkit.catalogue.learned import readings
from projectkit.catalogue.page_reader import page_reader
from projectkit.catalogue.readings import PageFile, PageReading, fault, read_all
from projectkit.catalogue.root import Catalogue, CatalogueError
from projectkit.catalogue.sidecar import fetched_of
from projectkit.catalogue.unread_files import readable, unread_file
from projectkit.catalogue.walk import files_below, is_kept_beside
from projectkit.language.system import system_message
from projectkit.language.translate import _, plural
from projectkit.model.limits import check_record_text
from projectkit.reading.kinds import ENDINGS

# Most runs find that nothing changed: what needs the model of a record is imported when a page is
# read.
if TYPE_CHECKING:
    from projectkit.catalogue.merge import Conflict
    from projectkit.catalogue.record_file import RecordFile
    from projectkit.model.record import Record
    from projectkit.parsing.page import ParsedPage
    from projectkit.parsing.suggestion import Suggestion
    from projectkit.parsing.unknown import Unknown


class PageOutcome(StrEnum):
    """What became of a page."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    FAILED = "failed"
    VANISHED = "vanished"


@dataclass(frozen=True)
class PageResult:
    """One page and what became of it.

    Attributes:
        outcome: what became of it.
        page: the page, relative to the root of the catalogue.
        id: the record, if there is one.
        reason: why it was skipped or failed, or what else there is to say.
        conflicts: fields where the page and an edit by hand differ.
        diff: what changed in the record file, as a unified diff.
        leftover: how many lines of the page were not understood.
        unknown: labels and headings of the page that are not in the vocabulary, if they were asked
            for.
        suggestions: values that are too uncertain for the record, if the page was read.
    """

    outcome: PageOutcome
    page: str
    id: str | None = None
    reason: str | None = None
    conflicts: tuple[Conflict, ...] = ()
    diff: str = ""
    leftover: int = 0
    unknown: tuple[Unknown, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()

    def as_dict(self) -> dict[str, str | None]:
        """The shape of machine output."""
        return {
            key: value for key, value in asdict(self).items() if key in {"page", "id", "reason"}
        }


def find_pages(catalogue: Catalogue, paths: Iterable[Path]) -> list[Path]:
    """The pages that a user means: files, and those in folders; without any, all of `data/raw`.

    Raises:
        CatalogueError: if a path does not exist.
    """
    found: dict[Path, None] = {}
    for path in list(paths) or [catalogue.raw]:
        if path.is_dir():
            found.update(dict.fromkeys(readable(files_below(path, ENDINGS))))
        elif path.exists():
            found.update({} if is_kept_beside(path, os.path.exists) else {path: None})
        else:
            raise CatalogueError(_no_page(path))
    return list(found)


def _no_page(path: Path) -> str:
    """What to tell of a page that is not there; an address is fetched first."""
    scheme, _slashes, rest = path.as_posix().partition(":/")
    if scheme.lower() not in {"http", "https"}:
        return _("there is no page {path}").format(path=path)
    message = _("{url} is on the web: save it first with `projectkit fetch {url}`")
    return message.format(url=f"{scheme}://{rest}")


def _is_utf8(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _with_evidence(result: PageResult, parsed: ParsedPage, *, unknown: bool) -> PageResult:
    """A result with what else the page told: uncertain values, and what cannot be read."""
    reason = "; ".join(filter(None, (result.reason, _damage(parsed.lost)))) or None
    return replace(
        result,
        reason=reason,
        unknown=parsed.unknown if unknown else (),
        suggestions=parsed.suggestions,
    )


def _damage(lost: int) -> str:
    """What to tell of characters that cannot be read; empty if there are none."""
    if not lost:
        return ""
    return plural(
        "{number} character cannot be read (�)", "{number} characters cannot be read (�)", lost
    ).format(number=lost)


@dataclass(frozen=True)
class _Task:
    """One page of a run: either it is to be read, or it is known already what becomes of it."""

    path: Path
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
                result = _with_evidence(result, parsed, unknown=self._options.unknown)
            yield result

    def _task(self, path: Path) -> _Task:
        name = path.as_posix()
        if not _is_utf8(name):
            shown = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
            reason = _("the name of the file is not UTF-8: rename it")
            return _Task(path, name, result=PageResult(PageOutcome.FAILED, shown, reason=reason))
        try:
            name = self._catalogue.relative(path)
            done = self._without_reading(path, name)
            done = done or self._unread(path, name)
            content = b"" if done else self._known.read_page(name, path)
        except CatalogueError as error:
            return _Task(path, name, result=PageResult(PageOutcome.FAILED, name, reason=str(error)))
        except OSError as error:
            return _Task(
                path,
                name,
                result=PageResult(PageOutcome.FAILED, name, reason=system_message(error)),
            )
        known = self._known.of_page(name)
        if not done and known and self._needs_no_reading(known, content):
            done = PageResult(PageOutcome.UNCHANGED, name, known.id)
        return _Task(
            path,
            name,
            PageFile(content, name, fetched_of(path))
            if not done or self._wants_words(done)
            else None,
            done,
        )

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
            return PageResult(PageOutcome.FAILED, name, reason=reason)
        return None

    def _result(self, task: _Task, reading: PageReading | None) -> PageResult:
        """Write what was read."""
        if reading is None or reading.parsed is None:
            return PageResult(
                PageOutcome.FAILED, task.name, reason=reading.problem if reading else None
            )
        known, parsed = self._known.of_page(task.name), reading.parsed
        if parsed.record is None:
            if not (known or parsed.lost or parsed.suggestions):
                self._known.remember_skipped(task.name, parsed.reason or "")
            return PageResult(
                PageOutcome.SKIPPED, task.name, known.id if known else None, parsed.reason
            )
        try:
            if known:
                return self._update(task.name, known, parsed.record)
            same = self._known.same_page(parsed.record)
            return (
                self._again(task.name, same, parsed.record)
                if same
                else self._create(task.name, parsed.record)
            )
        except (OSError, CatalogueError) as error:
            reason = system_message(error) if isinstance(error, OSError) else str(error)
            return PageResult(PageOutcome.FAILED, task.name, reason=reason)
        except Exception as error:  # noqa: BLE001  (a fault of ours on one page must not cost the other pages)
            return PageResult(PageOutcome.FAILED, task.name, reason=fault(error))

    def _again(self, name: str, same: SamePage, fresh: Record) -> PageResult:
        """A page that has a record under another name: moved if that is gone, else a copy."""
        known = same.known
        if not self._known.is_there(known.page):
            result = (
                self._move_joined(name, known, fresh)
                if known.is_joined
                else self._update(name, known, fresh)
            )
            self._known.moved(known.page)
            note = _("moved from {page}").format(page=known.page)
            return replace(result, reason=f"{note}; {result.reason}" if result.reason else note)
        if same.by == "number":
            result = self._create(name, fresh)
            reason = _("has the number and the title of {id}: see `projectkit duplicates`").format(
                id=known.id
            )
            return replace(result, reason=reason)
        copy = (
            _("the same page as {page}")
            if same.by == "content"
            else _("a page with the address of {page}")
        )
        return PageResult(PageOutcome.SKIPPED, name, known.id, copy.format(page=known.page))

    def _create(self, name: str, record: Record) -> PageResult:
        from projectkit.model.record_yaml import record_to_yaml  # noqa: PLC0415
        from projectkit.model.source import left_over  # noqa: PLC0415

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

    def _update(self, name: str, known: KnownRecord, fresh: Record) -> PageResult:
        from projectkit.catalogue.conflicts import told  # noqa: PLC0415
        from projectkit.catalogue.merge import merge  # noqa: PLC0415
        from projectkit.catalogue.record_file import read_record  # noqa: PLC0415

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

    def _move_joined(self, name: str, known: KnownRecord, fresh: Record) -> PageResult:
        """A page that was joined with a record by hand, and has another name now."""
        from projectkit.catalogue.record_file import read_record  # noqa: PLC0415

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
        from projectkit.catalogue.record_file import rewritten  # noqa: PLC0415
        from projectkit.model.record_yaml import record_to_yaml  # noqa: PLC0415
        from projectkit.model.source import left_over  # noqa: PLC0415

        new = rewritten(file.text, file.record, record, force=self._options.force)
        diff = self._diff(file.text, new or record_to_yaml(record), file.path)
        if new is None:
            shown = file.path.name
            told = _(
                "the page changed, but {file} has a layout of its own: "
                "look with --diff, write with --force"
            )
            reason = told.format(file=shown)
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
        from projectkit.catalogue.record_file import replace_text, save_text  # noqa: PLC0415

        limits = self._catalogue.settings.limits
        if self._options.dry_run:
            check_record_text(text, path, limits)
            return None
        return replace_text(before, text, limits) if before else save_text(text, path, limits)

    def _diff(self, before: str, after: str, path: Path) -> str:
        if not self._options.diff:
            return ""
        return "".join(text_diff(before, after, path.relative_to(self._catalogue.root).as_posix()))

    def broken(self) -> list[str]:
        """Record files that cannot be read; no page was compared with them."""
        return self._known.broken_files()

    def vanished(self) -> Iterator[PageResult]:
        """Records whose page is no longer there; they stay."""
        for known in self._known.vanished():
            yield PageResult(
                PageOutcome.VANISHED, known.page, known.id, _("its page is gone; the record stays")
            )
