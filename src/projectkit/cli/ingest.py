"""`projectkit ingest`."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from projectkit.catalogue.record_names import paths_of_ids
from projectkit.cli.asked import catalogue_at
from projectkit.cli.ingest_report import counts, reason_of, report, summary, unknown_table
from projectkit.cli.options import Json, Rehearsal, Root
from projectkit.cli.progress import with_progress
from projectkit.cli.terminal import (
    is_quiet,
    json_text,
    safe,
    safe_line,
    tell,
    tell_broken,
    tell_lines,
    tell_misnamed,
    tell_unread,
)
from projectkit.cli.writing import show_change, write_changes
from projectkit.language.translate import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from projectkit.catalogue.page_result import PageResult
    from projectkit.catalogue.root import Catalogue
    from projectkit.catalogue.unread_files import UnreadFile
    from projectkit.parsing.unknown import Unknown


def ingest_command(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar=_("[PATHS]..."),
            help=_("Pages or folders of pages. Default: data/raw."),
            show_default=False,
        ),
    ] = None,
    dry_run: Rehearsal = False,
    diff: Annotated[
        bool, typer.Option("--diff", help=_("Show what changes in each record file."))
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help=_("Read unchanged pages again, after a new layout."))
    ] = False,
    force: Annotated[
        bool,
        typer.Option(
            "--force",
            help=_(
                "Read all pages again, also those that seem to hold no project, "
                "and overwrite your comments."
            ),
        ),
    ] = False,
    unknown: Annotated[
        bool,
        typer.Option(
            "--unknown",
            help=_("Count the unknown labels and headings, to teach them with a layout."),
        ),
    ] = False,
    accept: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--accept",
            metavar=_("ID FIELD"),
            help=_("In a conflict, take what the page says."),
            show_default=False,
        ),
    ] = None,
    keep: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--keep",
            metavar=_("ID FIELD"),
            help=_("In a conflict, keep what you wrote."),
            show_default=False,
        ),
    ] = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help=_("List every page, whatever became of it."))
    ] = False,
    as_json: Json = False,
    root: Root = None,
) -> None:
    """Read new and changed pages into records.

    What you edited by hand stays. A terminal shows totals and what needs a look: pages that were
    skipped or could not be read, conflicts, and records of whose pages much is left over. Exit code
    1 if a page could not be read.
    """
    from projectkit.catalogue.ingest import Ingest, IngestOptions
    from projectkit.catalogue.lock import writing
    from projectkit.catalogue.pages import find_pages
    from projectkit.catalogue.unread_files import unread_files

    catalogue = catalogue_at(root)
    if accept or keep:
        with nullcontext() if dry_run else writing(catalogue, "ingest"):
            _settle(catalogue, accept, keep, dry_run=dry_run)
        return
    pages = find_pages(catalogue, paths or [])
    with nullcontext() if dry_run else writing(catalogue, "ingest"):
        run = Ingest(catalogue, IngestOptions(force, again, dry_run, diff, unknown))
        results = _results(run.run(pages), len(pages))
    results += [] if paths else run.vanished()
    unread = unread_files(catalogue, [path for path in paths or [catalogue.raw] if path.is_dir()])
    tell_broken(run.broken())
    _tell_outdated(catalogue)
    tell_misnamed(catalogue)
    if as_json:
        _write_json(results, unread)
    else:
        _write_for_people(catalogue, results, diff=diff, dry_run=dry_run, verbose=verbose)
    if unknown and not as_json:
        _write_unknown(results)
    tell_unread(unread)
    raise typer.Exit(1 if any(result.outcome == "failed" for result in results) else 0)


def _tell_outdated(catalogue: Catalogue) -> None:
    """Say which sites are read without what was learned about them."""
    from projectkit.catalogue.learned import outdated_sites

    names = outdated_sites(catalogue)
    if names:
        message = _(
            "what was learned about {names} is not used, as this version of projectkit reads pages "
            "in another way: run `projectkit learn`"
        )
        tell(message.format(names=", ".join(names)))


def _write_for_people(
    catalogue: Catalogue,
    results: list[PageResult],
    *,
    diff: bool,
    dry_run: bool,
    verbose: bool,
) -> None:
    if diff:
        sys.stdout.writelines(safe(result.diff) for result in results)
    if sys.stdout.isatty():
        lines = report(results, paths_of_ids(catalogue), dry_run=dry_run, verbose=verbose)
        sys.stdout.writelines(f"{line}\n" for line in lines)
    else:
        _write_lines(results, dry_run=dry_run)


def _settle(
    catalogue: Catalogue,
    accepted: tuple[str, str] | None,
    kept: tuple[str, str] | None,
    *,
    dry_run: bool,
) -> None:
    """Settle conflicts; every change is shown, and none is made unless all are possible."""
    from projectkit.catalogue import settle

    changes = [
        act(catalogue, *chosen)
        for chosen, act in ((accepted, settle.accept), (kept, settle.keep))
        if chosen
    ]
    if len({change.file.path for change in changes}) < len(changes):
        message = _("settle one field of a record at a time")
        raise typer.BadParameter(message)
    for change in changes:
        show_change(catalogue.relative(change.file.path), change.file.text, change.text)
    if all(change.text == change.file.text for change in changes):
        tell(_("nothing changes"))
    elif not dry_run:
        write_changes(catalogue, ((change.file, change.text) for change in changes))


def _results(found: Iterable[PageResult], total: int) -> list[PageResult]:
    """The result of each page; an interrupt says how far the run came."""
    results: list[PageResult] = []
    try:
        results.extend(with_progress(found, _("pages"), total))
    except KeyboardInterrupt:
        counted = ", ".join(counts(results)) or _("no page was read")
        raise KeyboardInterrupt(
            _("{counted}, of {total} pages").format(counted=counted, total=total)
        ) from None
    return results


def _write_json(results: list[PageResult], unread: list[UnreadFile]) -> None:
    from projectkit.catalogue.page_result import PageOutcome
    from projectkit.model.digests import jsonable

    groups: dict[str, list[dict[str, Any]]] = {outcome.value: [] for outcome in PageOutcome}
    groups["conflicts"] = []
    for result in results:
        groups[result.outcome].append(result.as_dict())
        for conflict in result.conflicts:
            values = {"held": jsonable(conflict.held), "read": jsonable(conflict.read)}
            groups["conflicts"].append(
                {"page": result.page, "id": result.id, "reason": conflict.field, **values}
            )
    counted = [
        {"kind": word.kind, "text": word.text, "pages": len(pages), "page": pages[0]}
        for word, pages in _unknown(results)
    ]
    rest = {
        "unknown": counted,
        "suggestions": _suggested(results),
        "not_read": [{"page": file.shown, "reason": file.remedy} for file in unread],
    }
    sys.stdout.write(json_text(groups | rest))


def _suggested(results: list[PageResult]) -> list[dict[str, Any]]:
    """Values that are too uncertain for a record, each with its page."""
    return [
        {
            "page": result.page,
            "id": result.id,
            "field": suggestion.field,
            "value": suggestion.value,
            "lines": list(suggestion.lines),
            "certainty": suggestion.certainty,
        }
        for result in results
        for suggestion in result.suggestions
    ]


def _unknown(results: list[PageResult]) -> list[tuple[Unknown, list[str]]]:
    """Unknown words with their pages; those on most pages come first."""
    pages: dict[Unknown, list[str]] = {}
    for result in results:
        for word in result.unknown:
            pages.setdefault(word, []).append(result.page)
    return sorted(pages.items(), key=lambda item: (-len(item[1]), item[0].kind, item[0].text))


def _write_unknown(results: list[PageResult]) -> None:
    """Write all unknown words to a pipe, the first of them to a terminal."""
    words = _unknown(results)
    if not sys.stdout.isatty():
        for word, pages in words:
            cells = ("unknown", word.kind, str(len(pages)), word.text, pages[0])
            sys.stdout.write("\t".join(map(safe_line, cells)) + "\n")
    elif words:
        sys.stdout.writelines(f"{line}\n" for line in ("", *unknown_table(words)))
    else:
        typer.echo(_("every label and heading is known"))


def _write_lines(results: list[PageResult], *, dry_run: bool) -> None:
    """Write a line for each page that is not as it was, or is in conflict, for a pipe."""
    for result in results:
        needs_a_look = result.outcome == "failed" or result.conflicts
        has_changed = result.outcome != "unchanged"
        if needs_a_look or (has_changed and not is_quiet()):
            cells = (result.outcome, result.page, result.id or "", reason_of(result))
            sys.stdout.write("\t".join(map(safe_line, cells)) + "\n")
    if not is_quiet():
        tell_lines(summary(results, dry_run=dry_run))
