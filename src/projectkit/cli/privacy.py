"""`projectkit privacy`: find a person in the catalogue, and erase that person."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from projectkit.cli.asked import catalogue_at
from projectkit.cli.command import Command, Group, example
from projectkit.cli.options import Json, Root
from projectkit.cli.terminal import json_text, safe_line, tell_misnamed
from projectkit.cli.writing import agreed, change_entry, show_change, write_changes
from projectkit.language.translate import _, plural

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from projectkit.catalogue.privacy import NamePattern
    from projectkit.catalogue.record_file import RecordFile
    from projectkit.catalogue.root import Catalogue

privacy_app = typer.Typer(
    cls=Group,
    help=_("Find a person in the catalogue, and erase that person (AVG)."),
    no_args_is_help=True,
    rich_markup_mode=None,
)
NameText = Annotated[
    str, typer.Argument(metavar=_("NAME"), help=_("A first and last name."), show_default=False)
]


@privacy_app.callback()
def _group() -> None:
    pass


@privacy_app.command("find", cls=Command, epilog=example("projectkit privacy find 'Anna de Groot'"))
def find_command(name: NameText, as_json: Json = False, root: Root = None) -> None:
    """List every place that names a person: fields, texts, comments and lines of saved pages.

    You can also search for an e-mail address or a phone number.
    """
    from projectkit.catalogue.privacy import NamePattern

    catalogue = catalogue_at(root)
    wanted = NamePattern(name)
    rows = [*_in_records(catalogue, wanted), *_in_pages(catalogue, wanted)]
    tell_misnamed(catalogue)
    if as_json:
        sys.stdout.write(json_text(rows))
        return
    for row in rows:
        sys.stdout.write(
            "\t".join(safe_line(row[key] or "") for key in ("file", "place", "text")) + "\n"
        )
    typer.echo(
        plural("{number} place", "{number} places", len(rows)).format(number=len(rows)), err=True
    )


@privacy_app.command(
    "erase", cls=Command, epilog=example("projectkit privacy erase 'Anna de Groot' --dry-run")
)
def erase_command(
    name: NameText,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Show what would change; write nothing."))
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=_("Do not ask."))] = False,
    as_json: Json = False,
    root: Root = None,
) -> None:
    """Erase a person from every record: from its persons, and by name and contacts from its texts.

    What cannot be erased is reported at the end: ids and addresses of pages, broken records, saved
    pages, the history of git. Exit code 1 if something is left.
    """
    from contextlib import nullcontext

    from projectkit.catalogue.lock import writing
    from projectkit.catalogue.privacy import NamePattern

    catalogue = catalogue_at(root)
    wanted = NamePattern(name)
    with nullcontext() if dry_run else writing(catalogue):
        changes = _changes(catalogue, wanted)
        entries = [
            change_entry(catalogue.relative(file.path), file.text, new) for file, new in changes
        ]
        if not as_json:
            for file, new in changes:
                show_change(catalogue.relative(file.path), file.text, new)
        question = plural(
            "erase {name} from {number} record?",
            "erase {name} from {number} records?",
            len(changes),
        )
        kept, is_written = 0, False
        if not changes:
            kept = 0 if dry_run else _forget_copies(catalogue)
            typer.echo(_("there is nothing to erase from records"), err=True)
        elif not dry_run and agreed(
            question.format(name=wanted.text, number=len(changes)), yes=yes
        ):
            # Before the records: what undo keeps would bring back what is erased.
            kept = _forget_copies(catalogue)
            write_changes(catalogue, changes)
            is_written = True
        # Also without changes: the cache may remember what was taken out in another way.
        kept = max(kept, 0 if dry_run else _forget_cache(catalogue))
    left = _tell_left(catalogue, wanted, after_changes=bool(changes) and not dry_run)
    code = max(kept, left)
    if as_json:
        answer = {"dry_run": dry_run, "written": is_written, "records": entries, "left": bool(code)}
        sys.stdout.write(json_text(answer))
    raise typer.Exit(code)


def _forget_copies(catalogue: Catalogue) -> int:
    """Throw away what is kept for undo; 1 if that cannot be done."""
    from projectkit.catalogue.undo import copies, forget_copies

    try:
        forget_copies(catalogue)
    except OSError:
        folder = copies(catalogue)
        typer.echo(
            _("still in the copies for undo: remove {folder}").format(folder=folder), err=True
        )
        return 1
    return 0


def _forget_cache(catalogue: Catalogue) -> int:
    """Throw away what the cache remembers of records; 1 if that cannot be done."""
    from projectkit.store.folder import cache_folder, forget_cache

    folder = cache_folder(catalogue.root)
    try:
        forget_cache(folder)
    except OSError:
        typer.echo(_("still in the cache: remove {folder}").format(folder=folder), err=True)
        return 1
    return 0


def _changes(catalogue: Catalogue, name: NamePattern) -> list[tuple[RecordFile, str]]:
    """The record files that change, each with its new text.

    Raises:
        CatalogueError: if the name is one word that no person has, so that erasing it would blot
            out something else.
    """
    from projectkit.catalogue.privacy import (
        contacts_of,
        names_person,
        without_comments_on,
        without_person,
    )
    from projectkit.catalogue.record_file import read_record, rewritten
    from projectkit.catalogue.records import load_records
    from projectkit.catalogue.root import CatalogueError

    records = [record for _, record in load_records(catalogue) if record]
    if " " not in name.text and not any(
        names_person(person, name) for record in records for person in record.persons
    ):
        message = _("no person is called `{name}`: give a first and a last name").format(
            name=name.text
        )
        raise CatalogueError(message)
    contacts = contacts_of(name, records)
    changes: list[tuple[RecordFile, str]] = []
    for path, record in load_records(catalogue):
        # The new text is made from the file as it is now.
        file = read_record(catalogue, catalogue.root / path) if record else None
        if file:
            after = without_person(file.record, name, contacts)
            text = rewritten(file.text, file.record, after, force=True) or file.text
            new = without_comments_on(text, name, contacts)
            changes += [(file, new)] if new != file.text else []
    return changes


def _in_records(catalogue: Catalogue, name: NamePattern) -> Iterator[dict[str, str | None]]:
    """Places with a name in records: fields, comments, and the lines of broken records."""
    from projectkit.catalogue.privacy import find_in_lines, find_in_record
    from projectkit.catalogue.record_file import load_inside, record_files
    from projectkit.model.record_splice import comments

    for path in record_files(catalogue):
        loaded = load_inside(catalogue, path)
        record = loaded.record
        head = {"id": record.id if record else None, "file": loaded.file}
        if not loaded.text and not record:
            typer.echo(
                _("not searched, since it cannot be read: {file}").format(
                    file=safe_line(loaded.file)
                ),
                err=True,
            )
            continue
        lines = comments(loaded.text) if record else dict(enumerate(loaded.text.splitlines()))
        places = [*(find_in_record(record, name) if record else ()), *find_in_lines(lines, name)]
        yield from ({**head, "place": place.field, "text": place.excerpt} for place in places)


def _in_pages(catalogue: Catalogue, name: NamePattern) -> Iterator[dict[str, str | None]]:
    """Lines with a name in saved pages: those in data/raw, and those that records name."""
    from projectkit.catalogue.root import CatalogueError
    from projectkit.model.limits import read_page_file
    from projectkit.reading.decode import UnreadableError
    from projectkit.reading.page import read_page

    for page in _pages(catalogue):
        try:
            # A link may lead out of the catalogue.
            catalogue.relative(page)
            lines = read_page(read_page_file(page, catalogue.settings.limits), page.name).lines
        except (OSError, UnreadableError, CatalogueError):
            continue
        for line in lines:
            if name.find(line.text):
                file = page.relative_to(catalogue.root).as_posix()
                yield {
                    "id": None,
                    "file": file,
                    "place": _("line {number}").format(number=line.number),
                    "text": line.text,
                }


def _pages(catalogue: Catalogue) -> list[Path]:
    from projectkit.catalogue.ingest import find_pages
    from projectkit.catalogue.records import load_records
    from projectkit.model.source import pages_of

    found = dict.fromkeys(find_pages(catalogue, []) if catalogue.raw.is_dir() else ())
    for _path, record in load_records(catalogue):
        for file in dict(pages_of(record.source)) if record and record.source else ():
            page = catalogue.root / file
            if (
                page not in found
                and page.is_file()
                and page.resolve().is_relative_to(catalogue.root.resolve())
            ):
                found[page] = None
    return list(found)


def _tell_left(catalogue: Catalogue, name: NamePattern, *, after_changes: bool) -> int:
    """Say where the person still stands when all is done; 1 if that is anywhere but in git."""
    from projectkit.catalogue.privacy import OtherSpellings, slug_names
    from projectkit.catalogue.record_file import load_inside, record_files
    from projectkit.model.source import pages_of

    code, spellings = 0, OtherSpellings(name)
    others: list[str] = []
    for path in record_files(catalogue):
        loaded = load_inside(catalogue, path)
        record = loaded.record
        if record is None:
            code = 1
            typer.echo(
                _("not checked, since it is broken: {file}").format(file=safe_line(loaded.file)),
                err=True,
            )
            continue
        addresses = [link.url for link in record.links]
        addresses += (
            [text for page in pages_of(record.source) for text in page if text]
            if record.source
            else []
        )
        named = [text for text in (record.id, *addresses) if slug_names(text, name)]
        found = [
            spelling
            for spelling in spellings.find_in_record(record)
            if not any(spelling in text for text in named)
        ]
        others += found
        for text in dict.fromkeys((*named, *found)):
            code = 1
            typer.echo(
                _("still in {file}: {text}").format(
                    file=safe_line(loaded.file), text=safe_line(text)
                ),
                err=True,
            )
    offered = ", ".join(safe_line(each) for each in dict.fromkeys(others) if " " in each)
    if offered:
        told = _("if this is the same person, erase these too: {spellings}")
        typer.echo(told.format(spellings=offered), err=True)
    tell_misnamed(catalogue)
    pages = sorted({row["file"] or "" for row in _in_pages(catalogue, name)})
    for page in pages:
        code = 1
        typer.echo(_("still in the saved page {page}").format(page=safe_line(page)), err=True)
    if (pages or after_changes) and (catalogue.root / ".git").exists():
        typer.echo(
            _("git still has earlier versions: see `git filter-repo` to rewrite its history"),
            err=True,
        )
    return code
