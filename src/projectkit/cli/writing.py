"""What the commands that change records have in common: show what changes, ask, write, and say so."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from projectkit.cli.terminal import safe, safe_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from projectkit.catalogue.root import Catalogue
    from projectkit.catalogue.store import RecordFile


def show_change(name: str, old: str, new: str, *, context: int = 0) -> None:
    """Print what changes in a file."""
    from projectkit.catalogue.diff import text_diff

    sys.stdout.writelines(map(safe, text_diff(old, new, name, context=context)))


def agreed(question: str, *, yes: bool) -> bool:
    """Whether the user wants it; without a terminal to ask on, `--yes` has to say so.

    Raises:
        CatalogueError: if nobody can be asked.
    """
    from projectkit.catalogue.root import CatalogueError

    if yes:
        return True
    if not sys.stdin.isatty():
        message = f"{question} say --yes, or look first with --dry-run"
        raise CatalogueError(message)
    return typer.confirm(question, err=True)


def write_changes(catalogue: Catalogue, changes: Iterable[tuple[RecordFile, str]]) -> None:
    """Write new texts of record files, and say which files they are.

    Raises:
        CatalogueError: if somebody else changed a file meanwhile; that file and those after it are as they were.
    """
    from projectkit.catalogue.store import replace_text

    for file, text in changes:
        replace_text(file, text)
        tell_written(catalogue.relative(file.path))


def tell_written(name: str) -> None:
    """Say which file was written."""
    typer.echo(f"written: {safe_line(name)}", err=True)
