"""`projectkit duplicates` and `projectkit merge`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from projectkit.cli.options import Json, Root, catalogue_at, complete_id
from projectkit.cli.terminal import json_text, safe_line
from projectkit.cli.writing import show_change


def duplicates_command(as_json: Json = False, root: Root = None) -> None:
    """Propose records that may be of the same project.

    They have the same project number, or near-equal titles with dates and organisations in common. Nothing changes:
    `projectkit merge` joins two of them.
    """
    from projectkit.catalogue.records import load_records
    from projectkit.search.duplicates import duplicates

    catalogue = catalogue_at(root)
    pairs = duplicates(record for _, record in load_records(catalogue) if record)
    if as_json:
        rows = [{"first": pair.first.id, "second": pair.second.id, "reason": pair.reason} for pair in pairs]
        sys.stdout.write(json_text(rows))
        return
    for pair in pairs:
        sys.stdout.write("\t".join(map(safe_line, (pair.first.id, pair.second.id, pair.reason))) + "\n")
    told = (
        f"{len(pairs)} {'pair' if len(pairs) == 1 else 'pairs'} that may be one project"
        if pairs
        else "no doubles found"
    )
    typer.echo(told, err=True)


def merge_command(
    first: Annotated[str, typer.Argument(metavar="ID", help="The record that stays.", autocompletion=complete_id)],
    second: Annotated[str, typer.Argument(metavar="OTHER", help="The one that joins it.", autocompletion=complete_id)],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change; write nothing.")] = False,
    root: Root = None,
) -> None:
    """Join two records of one project.

    The first keeps its id and its values; what only the second says is added. Both pages are kept in `source`, and the
    file of the second goes (git has it still).
    """
    from projectkit.catalogue.join import joined
    from projectkit.catalogue.lock import writing
    from projectkit.catalogue.root import CatalogueError
    from projectkit.catalogue.store import find_record, read_text, rewritten, save_text

    catalogue = catalogue_at(root)
    kept, before = find_record(catalogue, first)
    gone, other = find_record(catalogue, second)
    if kept == gone:
        message = "a record cannot be joined with itself"
        raise CatalogueError(message)
    old = read_text(kept)
    new = rewritten(old, before, joined(before, other))
    if new is None:
        message = f"{kept.name} has a layout of its own that would be lost: join them in an editor"
        raise CatalogueError(message)
    names = [path.relative_to(catalogue.root).as_posix() for path in (kept, gone)]
    if dry_run:
        show_change(catalogue, kept, old, new, context=3)
        typer.echo(f"would remove {safe_line(names[1])}", err=True)
        return
    with writing(catalogue):
        save_text(new, kept)
        gone.unlink()
    typer.echo(f"written: {safe_line(names[0])}\nremoved: {safe_line(names[1])}", err=True)
