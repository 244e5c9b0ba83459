"""Checking a catalogue: every file on its own, on all cores, then the records together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from projectkit.catalogue.new_pages import check_new_page
from projectkit.catalogue.page_reader import page_reader
from projectkit.catalogue.pool import cores, work_in_pool
from projectkit.catalogue.root import Catalogue
from projectkit.catalogue.store import load_file, load_inside, record_files
from projectkit.model.diagnostic import Diagnostic
from projectkit.validation.across import Traits, check_across, traits_of
from projectkit.validation.context import Context
from projectkit.validation.record import check_record
from projectkit.validation.selection import Selection, Silences, silences
from projectkit.validation.shape import Loaded

# Starting a pool takes as long as checking this many records on one core.
_ALONE = 400
_BATCH = 50


@dataclass(frozen=True)
class Targets:
    """What to check.

    Attributes:
        records: record files; None for all of the catalogue.
        pages: pages that are to be read as if they were new.
    """

    records: frozenset[Path] | None = None
    pages: tuple[Path, ...] = ()


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


def check_catalogue(catalogue: Catalogue, targets: Targets, selection: Selection, context: Context) -> Checked:
    """Check records and pages.

    When only some records are to be checked, what they have in common with others still counts, and only that.

    Raises:
        OSError: if a page cannot be read.
    """
    wanted = targets.records
    every = record_files(catalogue) if wanted is None or wanted else []
    known = set(every)
    chosen = known if wanted is None else wanted
    job = _Job(catalogue, context, frozenset(chosen))
    others = sorted(chosen - known)
    files = list(_check_files(job, [*every, *others]))
    shared = check_across(item.traits for item in files if item.traits)
    names = {_name(catalogue, path) for path in chosen}
    found = [finding for item in files for finding in item.findings]
    found += [item.finding for item in shared if {item.finding.location.file, item.other} & names]
    found = _not_silenced(found, files)
    found += _check_pages(catalogue, targets.pages, context)
    pages = [_name(catalogue, page) for page in targets.pages]
    return Checked((*sorted(names), *pages), len(names), selection.apply(found))


def check_alone(paths: Iterable[Path], selection: Selection, context: Context) -> Checked:
    """Check record files that stand in no catalogue."""
    files = [_checked(load_file(path, path.as_posix()), context) for path in paths]
    found = [finding for item in files for finding in item.findings]
    found = _not_silenced(found, files)
    return Checked(tuple(item.file for item in files), len(files), selection.apply(found))


@dataclass(frozen=True)
class _Job:
    """What a process needs to know to check files."""

    catalogue: Catalogue
    context: Context
    chosen: frozenset[Path]


def _check_files(job: _Job, paths: Sequence[Path]) -> Iterator[_CheckedFile]:
    if len(paths) <= _ALONE or cores() == 1:
        yield from _check_batch(job, paths)
        return
    stream = iter(paths)
    batches = iter(lambda: list(islice(stream, _BATCH)), [])
    for checked in work_in_pool(_check_batch, job, batches):
        yield from checked


def _check_batch(job: _Job, paths: Sequence[Path]) -> list[_CheckedFile]:
    return [_check_file(job, path) for path in paths]


def _check_file(job: _Job, path: Path) -> _CheckedFile:
    inside = path.is_relative_to(job.catalogue.root)
    loaded = load_inside(job.catalogue, path) if inside else load_file(path, path.as_posix())
    if path in job.chosen:
        return _checked(loaded, job.context)
    return _CheckedFile(loaded.file, [], traits_of(loaded), _silences(loaded))


def _checked(loaded: Loaded, context: Context) -> _CheckedFile:
    quiet = _silences(loaded)
    found = [*check_record(loaded, context), *quiet.findings]
    return _CheckedFile(loaded.file, found, traits_of(loaded), quiet)


def _silences(loaded: Loaded) -> Silences:
    """What comments silence of what a record says; a file that is no record has to be mended."""
    return silences(loaded.text, loaded.file) if loaded.record else Silences()


def _not_silenced(found: list[Diagnostic], files: Iterable[_CheckedFile]) -> list[Diagnostic]:
    quiet = {item.file: item.silences.lines for item in files if item.silences.lines}
    return [item for item in found if item.code not in quiet.get(item.location.file, {}).get(item.location.line, ())]


def _check_pages(catalogue: Catalogue, pages: Sequence[Path], context: Context) -> Iterator[Diagnostic]:
    folders = [Path(_name(catalogue, page)).parent.as_posix() for page in pages]
    reader = page_reader(catalogue, folders, force=False) if pages else None
    for page in pages:
        if reader:
            yield from check_new_page(page.read_bytes(), _name(catalogue, page), reader, context)


def _name(catalogue: Catalogue, path: Path) -> str:
    full = path.resolve()
    root = catalogue.root.resolve()
    return full.relative_to(root).as_posix() if full.is_relative_to(root) else path.as_posix()
