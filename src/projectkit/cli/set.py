"""`projectkit set`."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated

import typer

from projectkit.cli.options import Root, catalogue_at, complete_id
from projectkit.cli.writing import agreed, show_change, write_changes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from projectkit.catalogue.root import Catalogue
    from projectkit.model.record import Record


def set_command(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="[ID] FIELD=VALUE...",
            help="An id and changes; with --where changes only. += adds to a list, -= takes from it.",
            show_default=False,
            autocompletion=complete_id,
        ),
    ],
    where: Annotated[str | None, typer.Option("--where", help="Change all records that fit this query.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change; write nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask before several records change.")] = False,
    root: Root = None,
) -> None:
    """Change fields of one record, or of all that fit a query.

    Dates and statuses may be in Dutch: `status=afgerond start_date='1 mei 2020'`. Nothing behind = empties a field.
    """
    from projectkit.catalogue.change import changed, read_change
    from projectkit.catalogue.lock import writing

    catalogue = catalogue_at(root)
    record_id, changes = _split(words, wants_id=where is None)
    assignments = [read_change(text) for text in changes]
    with nullcontext() if dry_run else writing(catalogue):
        found = _chosen(catalogue, record_id, where)
        edits = [(path, record, changed(record, assignments)) for path, record in found]
        edits = [(path, before, after) for path, before, after in edits if before != after]
        texts = _texts(catalogue, edits)
        if not texts:
            typer.echo("nothing changes", err=True)
        elif not dry_run and agreed(_question(len(texts), changes), yes=yes or len(texts) == 1):
            write_changes(catalogue, texts)


def _split(words: list[str], *, wants_id: bool) -> tuple[str | None, list[str]]:
    record_id, changes = (words[0], words[1:]) if wants_id else (None, words)
    if not changes or (record_id and "=" in record_id):
        message = "name a record and at least one FIELD=VALUE, or use --where"
        raise typer.BadParameter(message)
    return record_id, changes


def _chosen(catalogue: Catalogue, record_id: str | None, where: str | None) -> list[tuple[Path, Record]]:
    from projectkit.catalogue.records import load_records
    from projectkit.catalogue.store import find_record

    if record_id:
        return [find_record(catalogue, record_id)]
    from projectkit.search.query import parse

    query = parse(where or "")
    return [
        (catalogue.root / file, record) for file, record in load_records(catalogue) if record and query.match(record)
    ]


def _texts(catalogue: Catalogue, edits: Iterable[tuple[Path, Record, Record]]) -> list[tuple[Path, str]]:
    """The new text of each file, after showing what changes in it."""
    from projectkit.catalogue.root import CatalogueError
    from projectkit.catalogue.store import read_text, rewritten

    texts: list[tuple[Path, str]] = []
    for path, before, after in edits:
        old = read_text(path)
        new = rewritten(old, before, after)
        if new is None:
            name = catalogue.relative(path)
            message = f"{name} has a layout of its own that would be lost: change it with `projectkit edit`"
            raise CatalogueError(message)
        show_change(catalogue, path, old, new)
        texts.append((path, new))
    return texts


def _question(count: int, changes: list[str]) -> str:
    return f"change {count} records: {', '.join(changes)}?"
