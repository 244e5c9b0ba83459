"""What the commands that change records have in common: show what changes, ask, write, and say so."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from projectkit.cli.terminal import safe, safe_line
from projectkit.language.translate import _, later

if TYPE_CHECKING:
    from collections.abc import Iterable

    from projectkit.catalogue.record_file import RecordFile
    from projectkit.catalogue.root import Catalogue

OUTCOMES = {
    "created": later("created"),
    "updated": later("updated"),
    "unchanged": later("unchanged"),
    "differs": later("differs"),
    "skipped": later("skipped"),
    "failed": later("failed"),
    "vanished": later("vanished"),
}
"""What became of pages and records, as it is said; in JSON and in pipes the keys stand."""

DRY_RUN = later(" (dry run: nothing written)")


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
        message = _("{question} say --yes, or look first with --dry-run").format(question=question)
        raise CatalogueError(message)
    return confirmed(question)


def confirmed(question: str, *, usual: bool = False) -> bool:
    """Whether the user says yes, in either language; what is `usual` is said by saying nothing."""
    yes, no = _("yes"), _("no")
    shown = f"{yes[0].upper()}/{no[0]}" if usual else f"{yes[0]}/{no[0].upper()}"
    known = (
        {"": usual}
        | dict.fromkeys(("y", "yes", "j", "ja"), True)
        | dict.fromkeys(("n", "no", "nee"), False)
    )
    while True:
        said = (
            typer.prompt(f"{question} [{shown}]", default="", show_default=False, err=True)
            .strip()
            .casefold()
        )
        if said in known:
            return known[said]
        typer.echo(_("say {yes} or {no}").format(yes=yes, no=no), err=True)


def write_changes(catalogue: Catalogue, changes: Iterable[tuple[RecordFile, str]]) -> None:
    """Write new texts of record files, and say which files they are.

    Raises:
        CatalogueError: if somebody else changed a file meanwhile; that file and those after it are
            as they were.
    """
    from projectkit.catalogue.record_file import replace_text

    for file, text in changes:
        replace_text(file, text)
        tell_written(catalogue.relative(file.path))


def tell_written(name: str) -> None:
    """Say which file was written."""
    typer.echo(_("written: {name}").format(name=safe_line(name)), err=True)
