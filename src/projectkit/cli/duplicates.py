"""`projectkit duplicates` and `projectkit merge`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from projectkit.cli.asked import catalogue_at
from projectkit.cli.complete import complete_id
from projectkit.cli.options import Json, Root
from projectkit.cli.progress import progress_bar
from projectkit.cli.terminal import json_text, note, safe_line, tell, tell_broken
from projectkit.cli.writing import agreed, change_entry, show_change, tell_written
from projectkit.language.translate import _, plural

if TYPE_CHECKING:
    from projectkit.catalogue.join import Joined
    from projectkit.catalogue.record_file import RecordFile
    from projectkit.catalogue.root import Catalogue
    from projectkit.search.duplicates import Pair

# The share of the screen that an id may take.
_ID_SHARE = 4


def duplicates_command(as_json: Json = False, root: Root = None) -> None:
    """Propose records that may describe the same project.

    They have the same project number, or nearly the same title with dates and organisations in
    common. Nothing changes: `projectkit merge` joins two of them.
    """
    from projectkit.catalogue.records import load_records
    from projectkit.search.duplicates import duplicates

    catalogue = catalogue_at(root)
    with progress_bar(_("titles")) as told:
        loaded = list(load_records(catalogue))
        pairs = duplicates((record for __, record in loaded if record), told)
    tell_broken([file for file, record in loaded if record is None])
    if as_json:
        rows = [
            {"first": pair.first.id, "second": pair.second.id, "reason": pair.reason}
            for pair in pairs
        ]
        sys.stdout.write(json_text(rows))
        return
    if sys.stdout.isatty():
        _show(catalogue, pairs)
    else:
        for pair in pairs:
            cells = (pair.first.id, pair.second.id, pair.reason)
            sys.stdout.write("\t".join(map(safe_line, cells)) + "\n")
    summary = plural(
        "{number} pair that may be one project",
        "{number} pairs that may be one project",
        len(pairs),
    )
    summary = summary.format(number=len(pairs)) if pairs else _("no duplicates found")
    note(summary)


def _show(catalogue: Catalogue, pairs: list[Pair]) -> None:
    """Show pairs as a table, with ids that can be given to `merge`."""
    from projectkit.catalogue.record_names import paths_of_ids, short_ids
    from projectkit.cli.pager import show_paged
    from projectkit.cli.screen import Styled, TableColumn, screen_width, table

    named = {record.id for pair in pairs for record in (pair.first, pair.second)}
    ids = short_ids(named, paths_of_ids(catalogue), screen_width() // _ID_SHARE)
    columns = [
        TableColumn(_("record"), whole=True),
        TableColumn(_("may be the same as"), whole=True),
        TableColumn(_("because")),
    ]
    rows = [
        [
            Styled(safe_line(ids[pair.first.id]), "cyan"),
            Styled(safe_line(ids[pair.second.id]), "cyan"),
            Styled(safe_line(pair.reason)),
        ]
        for pair in pairs
    ]
    show_paged(table(columns, rows) if rows else ())


def merge_command(
    first: Annotated[
        str,
        typer.Argument(
            metavar=_("ID"), help=_("The record that stays."), autocompletion=complete_id
        ),
    ],
    second: Annotated[
        str,
        typer.Argument(
            metavar=_("OTHER"),
            help=_("The record that is joined to it."),
            autocompletion=complete_id,
        ),
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Show what would change; write nothing."))
    ] = False,
    yes: Annotated[
        bool,
        typer.Option("--yes", "-y", help=_("Do not ask, even if the two contradict each other.")),
    ] = False,
    as_json: Json = False,
    root: Root = None,
) -> None:
    """Join two records of one project.

    The first keeps its id and its values; what only the second says is added. Both pages are kept
    in `source`, and the file of the second is removed. Values that contradict the first, and
    comments, are shown before you are asked.
    """
    from contextlib import nullcontext

    from projectkit.catalogue.join import joined
    from projectkit.catalogue.lock import writing
    from projectkit.catalogue.record_file import (
        find_record,
        remove_record,
        replace_text,
        rewritten,
    )
    from projectkit.catalogue.root import CatalogueError

    catalogue = catalogue_at(root)
    with nullcontext() if dry_run else writing(catalogue, "merge"):
        kept, gone = find_record(catalogue, first), find_record(catalogue, second)
        if kept.path == gone.path:
            message = _("a record cannot be joined with itself")
            raise CatalogueError(message)
        both = joined(kept.record, gone.record)
        new = rewritten(kept.text, kept.record, both.record)
        if new is None:
            message = _(
                "{file} has a layout of its own that would be lost: join them in an editor"
            ).format(file=kept.path.name)
            raise CatalogueError(message)
        names = [catalogue.relative(file.path) for file in (kept, gone)]
        lost = _lost(gone, both)
        if not as_json:
            show_change(names[0], kept.text, new, context=3)
        for line in lost:
            tell(_("lost: {line}").format(line=safe_line(line)))
        is_written = not dry_run and _agreed(names[1], lost, yes=yes)
        if dry_run:
            tell(_("would remove {file}").format(file=safe_line(names[1])))
        if is_written:
            replace_text(kept, new, catalogue.settings.limits)
            remove_record(gone.path)
            tell_written(names[0])
            note(_("removed: {file}").format(file=names[1]))
    if as_json:
        entries = [
            change_entry(names[0], kept.text, new),
            change_entry(names[1], gone.text, ""),
        ]
        answer = {"dry_run": dry_run, "written": is_written, "records": entries, "lost": lost}
        sys.stdout.write(json_text(answer))


def _agreed(name: str, lost: list[str], *, yes: bool) -> bool:
    """Whether the user agrees to lose something; where nothing is lost, there is nothing to ask."""
    question = _("join them, and lose what {file} says differently?").format(file=name)
    return not lost or agreed(question, yes=yes)


def _lost(gone: RecordFile, both: Joined) -> list[str]:
    """What is lost with a record file: values that contradict those that stay, and comments."""
    from projectkit.model.record_splice import comments

    values = [
        _("{field}: {lost} (kept: {kept})").format(field=each.field, lost=each.lost, kept=each.kept)
        for each in both.lost
    ]
    return [*values, *(comment for at, comment in sorted(comments(gone.text).items()))]
