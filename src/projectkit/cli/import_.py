"""`projectkit import`."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from projectkit.cli.asked import catalogue_at
from projectkit.cli.options import Json, Root
from projectkit.cli.terminal import note
from projectkit.cli.writing import DRY_RUN, OUTCOMES
from projectkit.language.translate import _

if TYPE_CHECKING:
    from projectkit.importing.incoming import Incoming
    from projectkit.importing.run import ImportOutcome, ImportResult

# So many kinds of what has no place are told; each text that cannot be kept is one.
_MOST_LOSSES = 20


def import_command(
    file: Annotated[
        str,
        typer.Argument(
            metavar=_("FILE"),
            help=_(
                "json, jsonl, yaml, csv, tsv, sqlite; "
                "a folder of tables, or of parts of bulk (or a URL)."
            ),
        ),
    ],
    mapping: Annotated[
        Path | None,
        typer.Option(
            "--mapping",
            exists=True,
            dir_okay=False,
            help=_("YAML with a field for each column of a csv."),
        ),
    ] = None,
    where: Annotated[
        str | None,
        typer.Option(
            "--where",
            help=_("Only records that match this query, from the parts of `projectkit bulk`."),
        ),
    ] = None,
    update: Annotated[
        bool, typer.Option("--update", help=_("Change records that already exist."))
    ] = False,
    raw: Annotated[
        bool, typer.Option("--raw", help=_("Take cells as they are, for files of `export --raw`."))
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Show what would happen; write nothing."))
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help=_("Show what changes in each record."))
    ] = False,
    as_json: Json = False,
    root: Root = None,
) -> None:
    """Import records from a file of others.

    This can be a file of `projectkit export`, a spreadsheet that a colleague filled in (as csv), or
    a response of the NWO open API. A record that already exists is left as it is and reported,
    unless --update is given; nothing is ever removed from it. The checks are those of every record.

    All that is wrong is reported at once; if columns are unknown, with a mapping to start from.
    """
    from projectkit.catalogue.lock import writing
    from projectkit.cli.terminal import tell, tell_work
    from projectkit.importing.run import ImportOutcome, import_records
    from projectkit.importing.sources import (
        check_size,
        gathered,
        lacking,
        read_mapping,
        read_source,
    )

    catalogue = catalogue_at(root)
    if "://" not in file and not Path(file).exists():
        message = _("{file} does not exist").format(file=file)
        raise typer.BadParameter(message, param_hint=_("FILE"))
    if mapping and Path(file).suffix.lower() not in {".csv", ".tsv", ".tab"}:
        message = _("a mapping is for csv and tsv")
        raise typer.BadParameter(message, param_hint="--mapping")
    if "://" not in file:
        check_size(Path(file), catalogue.settings.limits)
    incoming, refusal = gathered(
        read_source(file, read_mapping(mapping), raw=raw, where=where, told=tell_work)
    )
    if refusal:
        _write_problems(incoming)
        raise refusal
    results: list[ImportResult] = []
    with writing(catalogue, "import"):
        for result in import_records(catalogue, incoming, update=update, dry_run=dry_run):
            results.append(result)
            if diff and not as_json:
                _show(result)
    if as_json:
        _write_json(results, diff=diff)
    else:
        _write_lines(results)
    counts = _tell_counts(results, dry_run=dry_run)
    _tell_losses(results)
    if missing := lacking(file):
        tell(missing)
    if counts[ImportOutcome.FAILED]:
        raise typer.Exit(1)


def _tell_counts(results: list[ImportResult], *, dry_run: bool) -> Counter[ImportOutcome]:
    """Say how many records had each outcome, and return the counts."""
    from projectkit.importing.run import ImportOutcome

    counts = Counter(result.outcome for result in results)
    line = ", ".join(
        f"{counts[outcome]} {_(OUTCOMES[outcome])}" for outcome in ImportOutcome if counts[outcome]
    )
    line = line or _("no records found")
    note(f"{line} {_(DRY_RUN)}" if dry_run else line)
    if counts[ImportOutcome.DIFFERS]:
        typer.echo(
            _(
                "records that already exist were left as they are: "
                "look with --diff, change with --update"
            ),
            err=True,
        )
    return counts


def _tell_losses(results: list[ImportResult]) -> None:
    """Say what records have no place for, and of how many projects."""
    from projectkit.cli.terminal import tell
    from projectkit.language.translate import plural

    counts = Counter(loss for result in results for loss in dict.fromkeys(result.losses))
    for loss, count in counts.most_common(_MOST_LOSSES):
        told = plural(
            "not imported: {field} of {number} project: {reason}",
            "not imported: {field} of {number} projects: {reason}",
            count,
        )
        tell(told.format(field=_spoken(loss.field), number=count, reason=loss.reason))
    if len(counts) > _MOST_LOSSES:
        more = _("not imported: {number} more, which --json lists with each record")
        tell(more.format(number=len(counts) - _MOST_LOSSES))


def _spoken(name: str) -> str:
    """What a message calls a field; a field of others as they call it."""
    from projectkit.model.labels import LABELS, spoken

    return spoken(name) if name in LABELS["Record"] else name


def _write_problems(incoming: list[Incoming]) -> None:
    """Write what else is wrong with a file that is refused, so that it can be mended at once."""
    from projectkit.importing.run import ImportOutcome, ImportResult, problems_of

    problems = ((each.place, problems_of(each)) for each in incoming)
    _write_lines(
        [
            ImportResult(ImportOutcome.FAILED, place, reason=reason)
            for place, reason in problems
            if reason
        ]
    )


def _diff(result: ImportResult) -> str:
    from projectkit.catalogue.diff import text_diff

    if result.after is None:
        return ""
    before = result.before.text if result.before else ""
    return "".join(text_diff(before, result.after.text, result.after.path.name))


def _show(result: ImportResult) -> None:
    from projectkit.cli.writing import show_change

    if result.after:
        before = result.before.text if result.before else ""
        show_change(result.after.path.name, before, result.after.text)


def _write_json(results: list[ImportResult], *, diff: bool) -> None:
    """Write the records by what became of them; with `diff` also what changes in each."""
    from projectkit.cli.terminal import json_text
    from projectkit.importing.run import ImportOutcome

    groups: dict[str, list[dict[str, object]]] = {outcome.value: [] for outcome in ImportOutcome}
    for result in results:
        entry: dict[str, object] = {
            "place": result.place,
            "id": result.id,
            "reason": result.reason or None,
        }
        losses = [loss._asdict() for loss in dict.fromkeys(result.losses)]
        changes: dict[str, object] = {"diff": _diff(result)} if diff else {}
        groups[result.outcome].append(entry | {"losses": losses} | changes)
    sys.stdout.write(json_text(groups))


def _write_lines(results: list[ImportResult]) -> None:
    from projectkit.cli.terminal import safe_line
    from projectkit.importing.run import ImportOutcome

    for result in results:
        if result.outcome is not ImportOutcome.UNCHANGED:
            cells = (result.outcome, result.place, result.id or "", result.reason)
            sys.stdout.write("\t".join(map(safe_line, cells)) + "\n")
