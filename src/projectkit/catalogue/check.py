"""Checking a catalogue: every file on its own, on all cores, then the records together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from os.path import realpath
from pathlib import Path
from typing import TYPE_CHECKING

from projectkit.catalogue.cores import cores
from projectkit.catalogue.links_out import leads_out
from projectkit.catalogue.record_file import load_inside, load_named_file
from projectkit.catalogue.record_names import record_files
from projectkit.catalogue.records import load_records
from projectkit.catalogue.root import Catalogue
from projectkit.catalogue.unread_files import UnreadFile
from projectkit.model.brief import brief_pair
from projectkit.model.diagnostic import Diagnostic, Location, Phrase, diagnostic
from projectkit.model.limits import USUAL, Limits
from projectkit.validation.across import Shared, Traits, check_across, traits_of
from projectkit.validation.context import Context
from projectkit.validation.record import check_record
from projectkit.validation.selection import RuleSelection, Silences, silences
from projectkit.validation.shape import Loaded

if TYPE_CHECKING:
    from projectkit.catalogue.page_reader import PageReader

# Starting a pool takes as long as checking this many records on one core.
_ALONE = 400
_BATCH = 50
_CONFLICT = "S001"


@dataclass(frozen=True)
class Targets:
    """What to check.

    Attributes:
        records: record files; None for all of the catalogue.
        pages: pages that are to be read as if they were new.
        unread: files beside them that are not read.
    """

    records: frozenset[Path] | None = None
    pages: tuple[Path, ...] = ()
    unread: tuple[UnreadFile, ...] = ()


@dataclass(frozen=True)
class Checked:
    """The outcome of a check.

    Attributes:
        files: what was checked, as findings name it: records, then pages.
        records: how many of these are records.
        findings: what is wrong, by file and place.
    """

    files: tuple[str, ...]
    records: int
    findings: list[Diagnostic]


@dataclass(frozen=True)
class _CheckedFile:
    """What is kept of a file until all have been checked."""

    file: str
    findings: list[Diagnostic]
    traits: Traits | None
    silences: Silences = field(default_factory=Silences)


def check_catalogue(
    catalogue: Catalogue, targets: Targets, selection: RuleSelection, context: Context
) -> Checked:
    """Check records and pages.

    When only some records are to be checked, what they have in common with others still counts, and
    only that.
    """
    wanted = targets.records
    every = record_files(catalogue) if wanted is None or wanted else []
    chosen = frozenset(every) if wanted is None else _as_listed(wanted, every)
    files = list(_check_files(_Job(catalogue, context), sorted(chosen)))
    found = [finding for item in files for finding in item.findings]
    traits = [item.traits for item in files if item.traits] + _traits_of_others(
        catalogue, every, chosen
    )
    names = [item.file for item in files]
    shared = [item for item in check_across(traits) if {item.file, item.other}.intersection(names)]
    silent = {item.file: item.silences for item in files}
    found += _placed(catalogue, shared, silent)
    found = _not_silenced(found, silent)
    found += _check_pages(catalogue, targets.pages, context)
    pages = [_name(catalogue, page) for page in targets.pages]
    counted = _with_both_values(catalogue, selection.apply(found))
    return Checked((*sorted(names), *pages), len(names), counted)


def _with_both_values(catalogue: Catalogue, found: list[Diagnostic]) -> list[Diagnostic]:
    """The findings; a conflict with what the page says now, which is read again for it."""
    files = sorted({item.location.file for item in found if item.code == _CONFLICT})
    values = _says(catalogue, files) if files else {}
    return [_with_values(item, values) if item.code == _CONFLICT else item for item in found]


def _with_values(
    item: Diagnostic, values: Mapping[tuple[object, ...], Mapping[str, object]]
) -> Diagnostic:
    said = values.get((item.location.file, item.values["field"]), {})
    return replace(item, values={**item.values, **said})


def _says(catalogue: Catalogue, files: list[str]) -> dict[tuple[object, ...], Mapping[str, object]]:
    """What a person and the page say, by the file and the field about which they disagree."""
    from projectkit.catalogue.conflicts import conflicts_of  # noqa: PLC0415  (few records have one)

    read = ((file, load_inside(catalogue, catalogue.root / file).record) for file in files)
    records = ((file, record) for file, record in read if record)
    found: dict[tuple[object, ...], Mapping[str, object]] = {}
    for file, conflict in conflicts_of(catalogue, records):
        texts, nothing = brief_pair(conflict.held, conflict.read), Phrase("nothing")
        held, says = (text or nothing for text in texts)
        found[file, conflict.field] = {"held": held, "read": says}
    return found


def _as_listed(wanted: frozenset[Path], every: list[Path]) -> frozenset[Path]:
    """The files that are wanted, each under the name by which the catalogue has it, if it has."""
    listed = {realpath(path): path for path in every}
    return frozenset(listed.get(realpath(path), path) for path in wanted)


def _traits_of_others(
    catalogue: Catalogue, every: list[Path], chosen: frozenset[Path]
) -> list[Traits]:
    """Traits of the records that are not checked, to compare with those that are."""
    if len(chosen) == len(every):
        return []
    names = {path.relative_to(catalogue.root).as_posix() for path in every if path not in chosen}
    return [
        traits_of(record, file)
        for file, record in load_records(catalogue)
        if record and file in names
    ]


def _placed(
    catalogue: Catalogue, shared: Iterable[Shared], silent: dict[str, Silences]
) -> Iterator[Diagnostic]:
    """Findings between records, each at its place in its file."""
    loaded: dict[str, Loaded] = {}
    for item in shared:
        if item.file not in loaded:
            loaded[item.file] = load_inside(catalogue, catalogue.root / item.file)
            silent.setdefault(item.file, _silences(loaded[item.file]))
        yield diagnostic(
            item.code, loaded[item.file].location(*item.path), id=item.id, **item.values
        )


def check_alone(targets: Targets, selection: RuleSelection, context: Context) -> Checked:
    """Check files that are not in a catalogue."""
    files = [
        _checked(load_named_file(None, path), context) for path in sorted(targets.records or ())
    ]
    found = [finding for item in files for finding in item.findings]
    found = _not_silenced(found, {item.file: item.silences for item in files})
    found += _check_pages_alone(targets.pages, context)
    names = (*(item.file for item in files), *(page.as_posix() for page in targets.pages))
    return Checked(names, len(files), selection.apply(found))


def _check_pages_alone(pages: Sequence[Path], context: Context) -> Iterator[Diagnostic]:
    from projectkit.catalogue.page_reader import PageReader  # noqa: PLC0415  (most checks are of records alone)

    for page in pages:
        yield from _check_page(page, page.as_posix(), PageReader(), context, USUAL)


@dataclass(frozen=True)
class _Job:
    """What a process needs to know to check files."""

    catalogue: Catalogue
    context: Context


def _check_files(job: _Job, paths: Sequence[Path]) -> Iterator[_CheckedFile]:
    if len(paths) <= _ALONE or cores() == 1:
        yield from _check_batch(job, paths)
        return
    from projectkit.catalogue.pool import work_in_pool  # noqa: PLC0415  (few checks are so large)

    stream = iter(paths)
    batches = iter(lambda: list(islice(stream, _BATCH)), [])
    for checked in work_in_pool(_check_batch, job, batches):
        yield from checked


def _check_batch(job: _Job, paths: Sequence[Path]) -> list[_CheckedFile]:
    return [_check_file(job, path) for path in paths]


def _check_file(job: _Job, path: Path) -> _CheckedFile:
    return _checked(load_named_file(job.catalogue, path), job.context)


def _checked(loaded: Loaded, context: Context) -> _CheckedFile:
    quiet, record = _silences(loaded), loaded.record or loaded.rest
    traits = traits_of(record, loaded.file) if record else None
    return _CheckedFile(
        loaded.file, [*check_record(loaded, context), *quiet.findings], traits, quiet
    )


def _silences(loaded: Loaded) -> Silences:
    """What the comments in a record silence; a file without a sound record has to be mended."""
    return silences(loaded.text, loaded.file) if loaded.record else Silences()


def _not_silenced(found: list[Diagnostic], silent: dict[str, Silences]) -> list[Diagnostic]:
    lines = {file: silences.lines for file, silences in silent.items() if silences.lines}
    return [
        item
        for item in found
        if item.code not in lines.get(item.location.file, {}).get(item.location.line, ())
    ]


def _check_pages(
    catalogue: Catalogue, pages: Sequence[Path], context: Context
) -> Iterator[Diagnostic]:
    if not pages:
        return
    from projectkit.catalogue.page_reader import page_reader  # noqa: PLC0415  (most checks are of records alone)

    reader = page_reader(catalogue)
    for page in pages:
        if leads_out(catalogue, page):
            place = Location(page.relative_to(catalogue.root).as_posix())
            yield diagnostic("F001", place, problem=Phrase("link out"))
            continue
        yield from _check_page(
            page, _name(catalogue, page), reader, context, catalogue.settings.limits
        )


def _check_page(
    page: Path, name: str, reader: PageReader, context: Context, limits: Limits
) -> Iterator[Diagnostic]:
    from projectkit.catalogue.new_pages import check_new_page  # noqa: PLC0415  (most checks are of records alone)

    return check_new_page(page, name, reader, context, limits)


def _name(catalogue: Catalogue, path: Path) -> str:
    full, root = Path(realpath(path)), Path(realpath(catalogue.root))
    if leads_out(catalogue, path):
        return path.relative_to(catalogue.root).as_posix()
    return full.relative_to(root).as_posix() if full.is_relative_to(root) else path.as_posix()
