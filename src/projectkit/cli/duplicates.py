"""`projectkit duplicates`."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

from projectkit.cli.asked import catalogue_at
from projectkit.cli.options import Json, Root
from projectkit.cli.progress import progress_bar
from projectkit.cli.terminal import json_text, note, safe_line, tell_broken
from projectkit.language.translate import _, plural

if TYPE_CHECKING:
    from pathlib import Path

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
    if pairs and _can_be_merged(catalogue, pairs[0]):
        hint = _("join the first two with `{command}`; `--dry-run` shows what changes")
        note(hint.format(command=_merge_typed(pairs[0], root)))


def _can_be_merged(catalogue: Catalogue, pair: Pair) -> bool:
    """Whether each of two records is found by its id, and they are two."""
    from projectkit.catalogue.record_names import paths_of_ids

    ids = {pair.first.id, pair.second.id}
    return len(ids) > 1 and ids <= paths_of_ids(catalogue).keys()


def _merge_typed(pair: Pair, root: Path | None) -> str:
    """The command that joins two records, as it can be typed here."""
    at = ["--root", str(root)] if root else []
    return shlex.join(["projectkit", "merge", pair.first.id, pair.second.id, *at])


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
