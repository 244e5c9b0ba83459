"""Checking a catalogue: every file on its own, unless it was, then the records together."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from os.path import realpath
from pathlib import Path
from typing import TYPE_CHECKING

from projectkit.catalogue.checked_file import CheckedFile, from_data
from projectkit.catalogue.links_out import leads_out
from projectkit.catalogue.record_checks import RecordChecks
from projectkit.catalogue.record_names import record_files
from projectkit.catalogue.root import Catalogue
from projectkit.model.diagnostic import Diagnostic, Location, Phrase, diagnostic
from projectkit.model.limits import USUAL, Limits
from projectkit.store.store import kept_data
from projectkit.validation.across import check_across
from projectkit.validation.selection import RuleSelection

if TYPE_CHECKING:
    from projectkit.catalogue.page_reader import PageReader
    from projectkit.catalogue.unread_files import UnreadFile
    from projectkit.validation.context import Context

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
    files = _checked_files(catalogue, context, every, chosen)
    names = {_called(catalogue, path) for path in chosen}
    found = [finding for item in files if item.file in names for finding in item.findings]
    shared = check_across(item.traits for item in files if item.traits)
    found += [item.finding for item in shared if {item.finding.location.file, item.other} & names]
    found = _not_silenced(found, files)
    found += _check_pages(catalogue, targets.pages, context)
    pages = [_name(catalogue, page) for page in targets.pages]
    counted = _with_both_values(catalogue, selection.apply(found))
    return Checked((*sorted(names), *pages), len(names), counted)


def _checked_files(
    catalogue: Catalogue, context: Context, every: Sequence[Path], chosen: Collection[Path]
) -> list[CheckedFile]:
    """What is wrong in each record file, and in chosen ones that are none of the catalogue."""
    names = {_called(catalogue, path): path for path in every}
    kept = [name for name in names if _is_text(name)]
    checks = kept_data(RecordChecks(catalogue, context, kept)) if kept else []
    found = [from_data(name, data) for name, data in checks]
    beside = {*chosen, *every}.difference(names[name] for name in kept)
    return [*found, *_check_files(catalogue, sorted(beside), context)]


def _called(catalogue: Catalogue, path: Path) -> str:
    """What findings call a file: its path from the root, if it is below that."""
    return os.fspath(path).removeprefix(f"{catalogue.root}{os.sep}").replace(os.sep, "/")


def _is_text(name: str) -> bool:
    """Whether a name is text, by which its file can be kept."""
    return name.encode("utf-8", "ignore").decode() == name


def _check_files(
    catalogue: Catalogue | None, paths: Sequence[Path], context: Context
) -> list[CheckedFile]:
    if not paths:
        return []
    from projectkit.catalogue.file_check import check_file  # noqa: PLC0415  (what did not change is not checked)

    return [check_file(catalogue, path, context) for path in paths]


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
    from projectkit.catalogue.record_file import load_inside  # noqa: PLC0415
    from projectkit.model.brief import brief_pair  # noqa: PLC0415

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


def check_alone(targets: Targets, selection: RuleSelection, context: Context) -> Checked:
    """Check files that are not in a catalogue."""
    files = _check_files(None, sorted(targets.records or ()), context)
    found = [finding for item in files for finding in item.findings]
    found = _not_silenced(found, files)
    found += _check_pages_alone(targets.pages, context)
    names = (*(item.file for item in files), *(page.as_posix() for page in targets.pages))
    return Checked(names, len(files), selection.apply(found))


def _check_pages_alone(pages: Sequence[Path], context: Context) -> Iterator[Diagnostic]:
    from projectkit.catalogue.page_reader import PageReader  # noqa: PLC0415  (most checks are of records alone)

    for page in pages:
        yield from _check_page(page, page.as_posix(), PageReader(), context, USUAL)


def _not_silenced(found: Iterable[Diagnostic], files: Iterable[CheckedFile]) -> list[Diagnostic]:
    lines = {item.file: item.silent for item in files if item.silent}
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
