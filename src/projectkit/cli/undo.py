"""`projectkit undo`."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING

import typer

from projectkit.cli.asked import catalogue_at
from projectkit.cli.options import DryRun, Json, Root, Yes
from projectkit.cli.terminal import json_text, note, tell
from projectkit.cli.writing import DRY_RUN, agreed, change_entry, show_change, tell_written
from projectkit.language.figures import day
from projectkit.language.translate import _, language, plural

if TYPE_CHECKING:
    from projectkit.catalogue.root import Catalogue
    from projectkit.catalogue.undo import UndoStep, WrittenRun


def undo_command(
    dry_run: DryRun = False,
    yes: Yes = False,
    as_json: Json = False,
    root: Root = None,
) -> None:
    """Take back what the last command wrote.

    This undoes `ingest`, `import`, `set`, `edit`, `merge` and `validate --fix`; run it again for
    the command before that. What it takes back is shown first. A record that was changed since is
    left as it is, with exit code 1. `privacy erase` cannot be undone: it removes all copies.
    """
    from projectkit.catalogue.lock import writing
    from projectkit.catalogue.undo import UndoState, last_run, take_back

    catalogue = catalogue_at(root)
    with nullcontext() if dry_run else writing(catalogue):
        run = last_run(catalogue)
        steps = run.steps if run else ()
        back = [step for step in steps if step.state is UndoState.TAKEN_BACK]
        left = [step for step in steps if step.state is UndoState.CHANGED_SINCE]
        if not as_json:
            _show(catalogue, back)
        for step in left:
            name = catalogue.relative(step.path)
            tell(_("changed since, left as it is: {name}").format(name=name))
        if run is None:
            note(_("there is nothing to undo"))
        elif dry_run:
            note(f"{_told(run, len(back))} {_(DRY_RUN)}")
        is_written = run is not None and not dry_run and _agreed(run, back, yes=yes)
        if run and is_written:
            take_back(run)
            _tell(catalogue, run, back)
    if as_json:
        sys.stdout.write(json_text(_answer(catalogue, run, dry_run=dry_run, written=is_written)))
    raise typer.Exit(1 if left else 0)


def _show(catalogue: Catalogue, steps: list[UndoStep]) -> None:
    for step in steps:
        show_change(catalogue.relative(step.path), _text(step.now), _text(step.before))


def _agreed(run: WrittenRun, back: list[UndoStep], *, yes: bool) -> bool:
    """Whether the user agrees; where nothing can be put back, there is nothing to ask."""
    return not back or agreed(f"{_told(run, len(back))}?", yes=yes)


def _told(run: WrittenRun, number: int) -> str:
    """What is taken back, in words."""
    told = plural(
        "take back `{command}` of {time} in {number} record",
        "take back `{command}` of {time} in {number} records",
        number,
    )
    return told.format(command=run.command, time=_time(run), number=number)


def _time(run: WrittenRun) -> str:
    date = day(f"{run.time:%Y-%m-%d}", language(), short=True)
    return f"{date} {run.time:%H:%M}"


def _tell(catalogue: Catalogue, run: WrittenRun, back: list[UndoStep]) -> None:
    for step in back:
        name = catalogue.relative(step.path)
        if step.before is None:
            note(_("removed: {file}").format(file=name))
        else:
            tell_written(name)
    told = _("took back `{command}` of {time}")
    note(told.format(command=run.command, time=_time(run)))


def _answer(
    catalogue: Catalogue, run: WrittenRun | None, *, dry_run: bool, written: bool
) -> dict[str, object]:
    """What is taken back, for programs."""
    entries = [
        change_entry(catalogue.relative(step.path), _text(step.now), _text(step.before))
        | {"state": step.state.value}
        for step in (run.steps if run else ())
    ]
    return {
        "command": run.command if run else None,
        "time": run.time.isoformat(timespec="seconds") if run else None,
        "dry_run": dry_run,
        "written": written,
        "records": entries,
    }


def _text(content: bytes | None) -> str:
    """What a file holds, to be shown; nothing if it is not there."""
    return (content or b"").decode("utf-8", "replace")
