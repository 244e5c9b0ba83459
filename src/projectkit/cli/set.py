"""`projectkit set`."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated

import typer

from projectkit.cli.options import Root, catalogue_at, complete_id
from projectkit.cli.terminal import safe, safe_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from projectkit.catalogue.change import Change
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
        if dry_run or not _may_write(len(texts), assignments, yes=yes):
            return
        for path, text in texts:
            _write(catalogue, path, text)


def _split(words: list[str], *, wants_id: bool) -> tuple[str | None, list[str]]:
    record_id, changes = (words[0], words[1:]) if wants_id else (None, words)
    if not changes or (record_id and "=" in record_id):
        message = "name a record and at least one FIELD=VALUE, or use --where"
        raise typer.BadParameter(message)
    return record_id, changes


def _chosen(catalogue: Catalogue, record_id: str | None, where: str | None) -> list[tuple[Path, Record]]:
    from projectkit.catalogue.store import find_record, load_all

    if record_id:
        return [find_record(catalogue, record_id)]
    from projectkit.search.query import parse

    query = parse(where or "")
    records = ((catalogue.root / loaded.file, loaded.record) for loaded in load_all(catalogue))
    return [(path, record) for path, record in records if record and query.match(record)]


def _texts(catalogue: Catalogue, edits: Iterable[tuple[Path, Record, Record]]) -> list[tuple[Path, str]]:
    """The new text of each file, after showing what changes in it."""
    from difflib import unified_diff

    from projectkit.catalogue.root import CatalogueError
    from projectkit.catalogue.store import read_text, rewritten

    texts: list[tuple[Path, str]] = []
    for path, before, after in edits:
        old = read_text(path)
        new = rewritten(old, before, after)
        name = path.relative_to(catalogue.root).as_posix()
        if new is None:
            message = f"{name} has a layout of its own that would be lost: change it with `projectkit edit`"
            raise CatalogueError(message)
        lines = unified_diff(
            old.splitlines(keepends=True), new.splitlines(keepends=True), f"a/{name}", f"b/{name}", n=0
        )
        sys.stdout.writelines(map(safe, lines))
        texts.append((path, new))
    return texts


def _may_write(count: int, changes: list[Change], *, yes: bool) -> bool:
    """Ask before more than one record changes; without a terminal to ask on, `--yes` has to say so."""
    if count == 0:
        typer.echo("nothing changes", err=True)
        return False
    if count == 1 or yes:
        return True
    what = ", ".join(f"{change.field}{change.how}{change.value}" for change in changes)
    question = f"change {count} records: {what}?"
    if not sys.stdin.isatty():
        message = f"{question} say --yes, or look first with --dry-run"
        raise typer.BadParameter(message)
    return typer.confirm(question, err=True)


def _write(catalogue: Catalogue, path: Path, text: str) -> None:
    from projectkit.catalogue.store import save_text

    save_text(text, path)
    typer.echo(f"written: {safe_line(path.relative_to(catalogue.root).as_posix())}", err=True)
