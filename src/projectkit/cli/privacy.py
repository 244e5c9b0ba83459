"""`projectkit privacy`: where a person stands, and taking him or her out."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from projectkit.cli.options import Json, Root, catalogue_at
from projectkit.cli.terminal import json_text, safe_line
from projectkit.cli.writing import agreed, show_change, write_changes

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
    catalogue = catalogue_at(root)
    rows = [*_in_records(catalogue, name), *_in_pages(catalogue, name)]
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
    from projectkit.catalogue.record_cache import forget_cache

    catalogue = catalogue_at(root)
    with nullcontext() if dry_run else writing(catalogue):
        edits = [(path, record, without_person(record, name)) for path, record in _records(catalogue)]
        texts = list(_texts(catalogue, name, [edit for edit in edits if edit[1] != edit[2]]))
        question = f"take {name} out of {len(texts)} {'record' if len(texts) == 1 else 'records'}?"
        if texts and not dry_run and agreed(question, yes=yes):
            write_changes(catalogue, texts)
            forget_cache(catalogue.root)
    if not texts:
        typer.echo("no record names this person", err=True)
    _remind(catalogue, name)


def _records(catalogue: Catalogue) -> Iterator[tuple[Path, Record]]:
    from projectkit.catalogue.records import load_records

    for file, record in load_records(catalogue):
        if record:
            yield catalogue.root / file, record


def _in_records(catalogue: Catalogue, name: str) -> Iterator[dict[str, str | None]]:
    """The fields of records in which a name stands; the lines of comments, and of records that are broken."""
    from projectkit.catalogue.privacy import find_in_lines, find_in_record, name_pattern
    from projectkit.catalogue.records import load_records
    from projectkit.catalogue.store import read_text
    from projectkit.model.record_splice import comments

    for file, record in load_records(catalogue):
        head = {"id": record.id if record else None, "file": file}
        try:
            text = read_text(catalogue.root / file)
        except (OSError, UnicodeDecodeError):
            typer.echo(f"not searched, since it cannot be read: {safe_line(file)}", err=True)
            continue
        lines = dict(enumerate(text.splitlines())) if name_pattern(name).search(text) else {}
        if record and lines:
            lines = comments(text)
        places = [*(find_in_record(record, name) if record else ()), *find_in_lines(lines, name)]
        yield from ({**head, "place": place.field, "text": place.excerpt} for place in places)


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
    from projectkit.catalogue.privacy import without_comments_on
    from projectkit.catalogue.store import read_text, rewritten

    for path, before, after in edits:
        old = read_text(path)
        new = without_comments_on(rewritten(old, before, after, force=True) or "", name)
        show_change(catalogue, path, old, new)
        yield path, new


def _remind(catalogue: Catalogue, name: str) -> None:
    """Say where the person still stands when all is done."""
    pages = sorted({row["file"] or "" for row in _in_pages(catalogue, name)})
    for page in pages:
        typer.echo(f"still in the saved page {safe_line(page)}", err=True)
    if (catalogue.root / ".git").exists():
        typer.echo("git still has earlier versions: see `git filter-repo` to rewrite its history", err=True)
