"""What commands that change records share: they show what changes, ask, write, and say so."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from projectkit.cli.terminal import note, safe, tell
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
"""Outcomes of pages and records in words; JSON and pipes have the keys."""

DRY_RUN = later("(dry run: nothing written)")


def show_change(name: str, old: str, new: str, *, context: int = 0) -> None:
    """Print what changes in a file."""
    from projectkit.catalogue.diff import text_diff

    sys.stdout.writelines(map(safe, text_diff(old, new, name, context=context)))


def change_entry(name: str, old: str, new: str) -> dict[str, object]:
    """What changes in a record file, for programs."""
    from projectkit.catalogue.diff import text_diff

    outcome = "updated" if old and new else "created"
    return {
        "id": Path(name).stem,
        "file": name,
        "outcome": outcome if new else "removed",
        "diff": "".join(text_diff(old, new, name)),
    }


def agreed(question: str, *, yes: bool) -> bool:
    """Whether the user agrees; without a terminal to ask on, `--yes` has to say so.

    Raises:
        CatalogueError: if nobody can be asked.
    """
    from projectkit.catalogue.root import CatalogueError

    if yes:
        return True
    if not sys.stdin.isatty():
        message = _("{question} add --yes, or look first with --dry-run").format(question=question)
        raise CatalogueError(message)
    return confirmed(question)


def confirmed(question: str, *, usual: bool = False) -> bool:
    """Whether the user says yes, in either language; an empty answer means what is `usual`."""
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
        tell(_("answer {yes} or {no}").format(yes=yes, no=no))


def write_changes(catalogue: Catalogue, changes: Iterable[tuple[RecordFile, str]]) -> None:
    """Write new texts of record files, and say which files they are.

    Raises:
        CatalogueError: if another program changed a file meanwhile; that file and those after it
            are left alone.
    """
    from projectkit.catalogue.record_file import replace_text

    for file, text in changes:
        replace_text(file, text, catalogue.settings.limits)
        tell_written(catalogue.relative(file.path))


def tell_written(name: str) -> None:
    """Say which file was written."""
    note(_("written: {name}").format(name=name))
