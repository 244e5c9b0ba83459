"""`projectkit privacy`: where a person stands, and taking him or her out."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from projectkit.cli.options import Json, Root, catalogue_at
from projectkit.cli.terminal import json_text, safe, safe_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from projectkit.catalogue.root import Catalogue
    from projectkit.model.record import Record

privacy_app = typer.Typer(
    help="Find a person in the catalogue, and take him or her out (AVG).", no_args_is_help=True, rich_markup_mode=None
)
Name = Annotated[
    str, typer.Argument(metavar="NAME", help="A name as it is written, or part of it.", show_default=False)
]


@privacy_app.callback()
def _group() -> None:
    pass


@privacy_app.command("find", epilog="Example: projectkit privacy find 'Anna de Groot'")
def find_command(name: Name, as_json: Json = False, root: Root = None) -> None:
    """List every place where a person stands: fields, texts, and lines of the saved pages."""
    from projectkit.catalogue.privacy import find_person

    catalogue = catalogue_at(root)
    rows: list[dict[str, str | None]] = []
    for path, record in _records(catalogue):
        head = {"id": record.id, "file": path.relative_to(catalogue.root).as_posix()}
        rows += [{**head, "place": place.field, "text": place.excerpt} for place in find_person(record, name)]
    rows += _in_pages(catalogue, name)
    if as_json:
        sys.stdout.write(json_text(rows))
        return
    for row in rows:
        sys.stdout.write("\t".join(safe_line(row[key] or "") for key in ("file", "place", "text")) + "\n")
    typer.echo(f"{len(rows)} {'place' if len(rows) == 1 else 'places'}", err=True)


@privacy_app.command("erase", epilog="Example: projectkit privacy erase 'Anna de Groot' --dry-run")
def erase_command(
    name: Name,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change; write nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    root: Root = None,
) -> None:
    """Take a person out of every record: from its persons, and with name, address and number out of its texts.

    Saved pages and the history of git still hold the person: the command says which.
    """
    from contextlib import nullcontext

    from projectkit.catalogue.lock import writing
    from projectkit.catalogue.privacy import without_person
    from projectkit.catalogue.store import save_text

    catalogue = catalogue_at(root)
    with nullcontext() if dry_run else writing(catalogue):
        edits = [(path, record, without_person(record, name)) for path, record in _records(catalogue)]
        texts = list(_texts(catalogue, name, [edit for edit in edits if edit[1] != edit[2]]))
        if texts and not dry_run and _agreed(len(texts), name, yes=yes):
            for path, text in texts:
                save_text(text, path)
                typer.echo(f"written: {safe_line(path.relative_to(catalogue.root).as_posix())}", err=True)
    if not texts:
        typer.echo("no record names this person", err=True)
    _remind(catalogue, name)


def _records(catalogue: Catalogue) -> Iterator[tuple[Path, Record]]:
    from projectkit.catalogue.store import load_all

    for loaded in load_all(catalogue):
        if loaded.record:
            yield catalogue.root / loaded.file, loaded.record


def _in_pages(catalogue: Catalogue, name: str) -> Iterator[dict[str, str | None]]:
    """The lines of saved pages in which a name stands."""
    from projectkit.catalogue.ingest import find_pages
    from projectkit.catalogue.privacy import name_pattern
    from projectkit.reading.decode import UnreadableError
    from projectkit.reading.page import read_page

    pattern = name_pattern(name)
    for page in find_pages(catalogue, []) if catalogue.raw.is_dir() else []:
        try:
            lines = read_page(page.read_bytes(), page.name).lines
        except (OSError, UnreadableError):
            continue
        for line in lines:
            if pattern.search(line.text):
                file = page.relative_to(catalogue.root).as_posix()
                yield {"id": None, "file": file, "place": f"line {line.number}", "text": line.text}


def _texts(catalogue: Catalogue, name: str, edits: list[tuple[Path, Record, Record]]) -> Iterator[tuple[Path, str]]:
    """The new text of each file, after showing what changes in it."""
    from difflib import unified_diff

    from projectkit.catalogue.privacy import without_comments_on
    from projectkit.catalogue.store import read_text, rewritten

    for path, before, after in edits:
        old = read_text(path)
        new = without_comments_on(rewritten(old, before, after, force=True) or "", name)
        label = path.relative_to(catalogue.root).as_posix()
        old_lines, new_lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
        sys.stdout.writelines(map(safe, unified_diff(old_lines, new_lines, f"a/{label}", f"b/{label}", n=0)))
        yield path, new


def _agreed(count: int, name: str, *, yes: bool) -> bool:
    question = f"take {name} out of {count} {'record' if count == 1 else 'records'}?"
    if yes:
        return True
    if not sys.stdin.isatty():
        message = f"{question} say --yes, or look first with --dry-run"
        raise typer.BadParameter(message)
    return typer.confirm(question, err=True)


def _remind(catalogue: Catalogue, name: str) -> None:
    """Say where the person still stands when all is done."""
    pages = sorted({row["file"] or "" for row in _in_pages(catalogue, name)})
    for page in pages:
        typer.echo(f"still in the saved page {safe_line(page)}", err=True)
    if (catalogue.root / ".git").exists():
        typer.echo("git still has earlier versions: see `git filter-repo` to rewrite its history", err=True)
