"""`projectkit ingest`."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from projectkit.cli.asked import catalogue_at
from projectkit.cli.options import Json, Root
from projectkit.cli.terminal import (
    json_text,
    safe,
    safe_line,
    tell,
    tell_broken,
    tell_misnamed,
    tell_unread,
)
from projectkit.cli.writing import DRY_RUN, OUTCOMES, show_change, write_changes
from projectkit.language.translate import _, later, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from projectkit.catalogue.ingest import PageResult
    from projectkit.catalogue.root import Catalogue
    from projectkit.catalogue.unread_files import UnreadFile
    from projectkit.parsing.unknown import Unknown

_WIDTH = 80
_PAGE_WIDTH = 30
_MOST_UNKNOWN = 30
_KINDS = {"label": later("label"), "heading": later("heading")}
_STYLES = {
    "created": "green",
    "updated": "cyan",
    "unchanged": "dim",
    "skipped": "yellow",
    "failed": "red",
    "vanished": "yellow",
}


def ingest_command(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar=_("[PATHS]..."),
            help=_("Pages or folders of pages. Default: data/raw."),
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Show what would happen; write nothing."))
    ] = False,
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
    as_json: Json = False,
    root: Root = None,
) -> None:
    """Read new and changed pages into records.

    What you edited by hand stays. Exit code 1 if a page could not be read.
    """
    from projectkit.catalogue.ingest import Ingest, IngestOptions, find_pages
    from projectkit.catalogue.lock import writing
    from projectkit.catalogue.unread_files import unread_files

    catalogue = catalogue_at(root)
    if accept or keep:
        with nullcontext() if dry_run else writing(catalogue):
            _settle(catalogue, accept, keep, dry_run=dry_run)
        return
    pages = find_pages(catalogue, paths or [])
    with nullcontext() if dry_run else writing(catalogue):
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
        _write_for_people(results, diff=diff, dry_run=dry_run, unknown=unknown)
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
    results: list[PageResult], *, diff: bool, dry_run: bool, unknown: bool
) -> None:
    if diff:
        sys.stdout.writelines(safe(result.diff) for result in results)
    _write_summary(results, dry_run=dry_run)
    if unknown:
        _write_unknown(results)


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
        typer.echo(_("nothing changes"), err=True)
    elif not dry_run:
        write_changes(catalogue, ((change.file, change.text) for change in changes))


def _results(found: Iterable[PageResult], total: int) -> list[PageResult]:
    """The result of each page; an interrupt says how far the run came."""
    results: list[PageResult] = []
    try:
        results.extend(_with_progress(found, total))
    except KeyboardInterrupt:
        counted = ", ".join(_counts(results)) or _("no page was read")
        raise KeyboardInterrupt(
            _("{counted}, of {total} pages").format(counted=counted, total=total)
        ) from None
    return results


def _counts(results: list[PageResult]) -> list[str]:
    """How many pages had each outcome, in words."""
    counts = {outcome: sum(result.outcome == outcome for result in results) for outcome in _STYLES}
    return [f"{count} {_(OUTCOMES[outcome])}" for outcome, count in counts.items() if count]


def _with_progress(results: Iterable[PageResult], total: int) -> Iterator[PageResult]:
    """Pass results on; on a terminal a bar shows the progress."""
    if not sys.stderr.isatty():
        yield from results
        return
    from rich.progress import Progress

    from projectkit.cli.terminal import console

    with Progress(console=console(stderr=True), transient=True) as progress:
        task = progress.add_task(_("pages"), total=total)
        for result in results:
            progress.advance(task)
            yield result


def _write_json(results: list[PageResult], unread: list[UnreadFile]) -> None:
    from projectkit.catalogue.ingest import PageOutcome
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
        _print_unknown(words)
    else:
        typer.echo(_("every label and heading is known"))


def _print_unknown(words: list[tuple[Unknown, list[str]]]) -> None:
    from rich import box
    from rich.table import Table

    from projectkit.cli.terminal import plain, print_paged

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column(_("pages"), justify="right")
    table.add_column(_("not known"))
    table.add_column(_("text"), overflow="fold")
    table.add_column(_("for instance in"), no_wrap=True, max_width=_PAGE_WIDTH, overflow="ellipsis")
    for word, pages in words[:_MOST_UNKNOWN]:
        page = plain(pages[0].removeprefix("data/raw/"))
        table.add_row(str(len(pages)), _(_KINDS[word.kind]), plain(word.text), page)
    print_paged(table)
    if len(words) > _MOST_UNKNOWN:
        typer.echo(
            _("… and {number} more: `projectkit ingest --unknown | cat` lists them all").format(
                number=len(words) - _MOST_UNKNOWN
            )
        )


def _write_summary(results: list[PageResult], *, dry_run: bool) -> None:
    from projectkit.export.contact_text import without_contacts_in

    told = [result for result in results if result.outcome != "unchanged" or result.conflicts]
    if not sys.stdout.isatty():
        for result in told:
            reason = without_contacts_in(result.reason or "")
            cells = (result.outcome, result.page, result.id or "", reason)
            sys.stdout.write("\t".join(map(safe_line, cells)) + "\n")
    elif told:
        _print_table(told)
    typer.echo(summary(results, dry_run=dry_run), err=not sys.stdout.isatty())


def summary(results: list[PageResult], *, dry_run: bool) -> str:
    """Counts and notes as one sentence, on lines that fit a terminal."""
    counts = _counts(results) or [_("no pages found")]
    notes = _notes(results)
    signs = [*[","] * (len(counts) - 1), *[";"] * len(notes), ""]
    parts = [part + sign for part, sign in zip([*counts, *notes], signs, strict=True)]
    if dry_run:
        parts.append(_(DRY_RUN))
    lines = [""]
    for part in parts:
        longer = f"{lines[-1]} {part}".lstrip()
        if len(longer) <= _WIDTH:
            lines[-1] = longer
        else:
            lines.append(part)
    return "\n".join(lines)


def _notes(results: list[PageResult]) -> list[str]:
    """What the pages said that is not in a field of a record."""
    leftover = sum(result.leftover for result in results)
    uncertain = sum(len(result.suggestions) for result in results)
    lines = plural(
        "{number} line left over, see `leftover` in the records",
        "{number} lines left over, see `leftover` in the records",
        leftover,
    )
    values = plural(
        "{number} uncertain value, see `projectkit explain`",
        "{number} uncertain values, see `projectkit explain`",
        uncertain,
    )
    disputed = sum(len(result.conflicts) for result in results)
    conflicts = plural(
        "{number} conflict, settle it with --accept or --keep",
        "{number} conflicts, settle them with --accept or --keep",
        disputed,
    )
    numbered = ((lines, leftover), (values, uncertain), (conflicts, disputed))
    return [text.format(number=number) for text, number in numbered if number]


def _print_table(results: list[PageResult]) -> None:
    from rich import box
    from rich.table import Table

    from projectkit.cli.terminal import plain, print_paged
    from projectkit.export.contact_text import without_contacts_in

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column("")
    table.add_column(_("page"), no_wrap=True, max_width=_PAGE_WIDTH, overflow="ellipsis")
    table.add_column(_("record"), overflow="fold")
    for result in results:
        record = plain(result.id or "")
        if result.reason:
            reason = without_contacts_in(result.reason)
            record.append_text(plain(f"{' · ' if result.id else ''}{reason}", style="dim"))
        page = plain(result.page.removeprefix("data/raw/"))
        table.add_row(
            plain(_(OUTCOMES[result.outcome]), style=_STYLES[result.outcome]), page, record
        )
    print_paged(table)
