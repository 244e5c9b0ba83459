"""`projectkit edit`."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from projectkit.cli.options import Root, catalogue_at, complete_id

if TYPE_CHECKING:
    from projectkit.catalogue.root import Catalogue


def edit_command(
    record_id: Annotated[
        str, typer.Argument(metavar="ID", help="An id, or its beginning.", autocompletion=complete_id)
    ],
    root: Root = None,
) -> None:
    """Open a record in your editor ($VISUAL or $EDITOR) and check it when you have saved.

    A record that is broken is not written: you can go on editing, or leave the record as it was.
    """
    from projectkit.catalogue.store import find_record_file

    catalogue = catalogue_at(root)
    path = find_record_file(catalogue, record_id)
    draft = path.with_name(f".{path.stem}.edit.yaml")
    before = path.read_bytes()
    draft.write_bytes(before)
    try:
        while True:
            _open(draft)
            if _is_sound(draft, path.name) or not _wants_more():
                break
        _save(catalogue, path, before, draft)
    finally:
        draft.unlink(missing_ok=True)


def _open(draft: Path) -> None:
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        done = subprocess.run([*shlex.split(editor), str(draft)], check=False)  # noqa: S603  (the user's own editor)
    except (OSError, ValueError) as error:
        message = f"the editor `{editor}` does not start: set $EDITOR"
        raise typer.BadParameter(message) from error
    if done.returncode:
        message = f"the editor ended with {done.returncode}; nothing was written"
        raise typer.BadParameter(message)


def _is_sound(draft: Path, name: str) -> bool:
    """Whether the draft is a record; what is wrong with it is said."""
    from projectkit.catalogue.store import load_file
    from projectkit.validation.context import Context
    from projectkit.validation.record import check_record

    loaded = load_file(draft, name)
    for found in check_record(loaded, Context()):
        typer.echo(f"{found.location}: {found.severity} {found.code} {found.message()}", err=True)
    return loaded.record is not None


def _wants_more() -> bool:
    return sys.stdin.isatty() and typer.confirm("edit again?", default=True, err=True)


def _save(catalogue: Catalogue, path: Path, before: bytes, draft: Path) -> None:
    from projectkit.catalogue.files import write_atomically
    from projectkit.catalogue.lock import writing
    from projectkit.catalogue.root import CatalogueError
    from projectkit.catalogue.store import load_file

    after, name = draft.read_bytes(), path.relative_to(catalogue.root).as_posix()
    if after == before:
        typer.echo("nothing changed", err=True)
        return
    if load_file(draft, name).record is None:
        message = f"{name} is as it was: what you wrote is no sound record"
        raise CatalogueError(message)
    with writing(catalogue):
        if path.read_bytes() != before:
            message = f"{name} was changed by another program meanwhile; it is as that left it"
            raise CatalogueError(message)
        write_atomically(path, after)
    typer.echo(f"written: {name}", err=True)
