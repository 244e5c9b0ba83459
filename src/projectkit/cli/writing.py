"""What the commands that change records have in common: show what changes, ask, write, and say so."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from projectkit.cli.terminal import safe, safe_line

if TYPE_CHECKING:
    from pathlib import Path

    from projectkit.catalogue.root import Catalogue


def show_change(catalogue: Catalogue | None, path: Path, old: str, new: str, *, context: int = 0) -> None:
    """Print what changes in a file."""
    from projectkit.catalogue.diff import text_diff

    sys.stdout.writelines(map(safe, text_diff(old, new, _name(catalogue, path), context=context)))


def agreed(question: str, *, yes: bool) -> bool:
    """Whether the user wants it; without a terminal to ask on, `--yes` has to say so.

    Raises:
        typer.BadParameter: if nobody can be asked.
    """
    if yes:
        return True
    if not sys.stdin.isatty():
        message = f"{question} say --yes, or look first with --dry-run"
        raise typer.BadParameter(message)
    return typer.confirm(question, err=True)


def write_changes(catalogue: Catalogue | None, texts: list[tuple[Path, str]]) -> None:
    """Write new texts of record files, and say which files they are."""
    from projectkit.catalogue.store import save_text

    for path, text in texts:
        save_text(text, path)
        typer.echo(f"written: {safe_line(_name(catalogue, path))}", err=True)


def _name(catalogue: Catalogue | None, path: Path) -> str:
    return catalogue.relative(path) if catalogue else path.as_posix()
