"""`projectkit import`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from projectkit.cli.asked import catalogue_at
from projectkit.cli.options import Json, Rehearsal, Root
from projectkit.cli.terminal import note, tell, tell_lines
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
                "xlsx, ods, csv, tsv, json, jsonl, yaml, sqlite, xml of FRIS; "
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
            help=_("YAML with a field for each column of a table."),
        ),
    ] = None,
    sheet: Annotated[
        str | None,
        typer.Option(
            "--sheet",
            metavar=_("NAME|NUMBER"),
            help=_("The sheet of a workbook, if several have projects."),
        ),
    ] = None,
    where: Annotated[
        str | None,
        typer.Option(
            "--where",
            metavar=_("QUERY"),
            help=_("Only records that match this query, from the parts of `projectkit bulk`."),
        ),
    ] = None,
    update: Annotated[
        bool, typer.Option("--update", help=_("Change records that already exist."))
    ] = False,
    raw: Annotated[
        bool, typer.Option("--raw", help=_("Take cells as they are, for files of `export --raw`."))
    ] = False,
    dry_run: Rehearsal = False,
    diff: Annotated[
        bool, typer.Option("--diff", help=_("Show what changes in each record."))
    ] = False,
    as_json: Json = False,
    root: Root = None,
) -> None:
    """Import records from a file of others.

    This can be a file of `projectkit export`, a spreadsheet that a colleague filled in, or what NWO
    (NWOpen), ZonMw (JSON:API) or FRIS answered. A record that already exists is left as it is and
    reported, unless --update is given; nothing is ever removed from it. The checks are those of
    every record.

    For instance `projectkit import projecten.xlsx --dry-run --diff`. If columns are unknown, it
    writes a mapping to start from.
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
    _check_options(file, mapping, sheet)
    if "://" not in file:
        check_size(Path(file), catalogue.settings.limits)
    read = partial(read_source, file, read_mapping(mapping), raw=raw, where=where, told=tell_work)
    incoming, refusal = gathered(_of_sheet(read, sheet))
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


def _check_options(file: str, mapping: Path | None, sheet: str | None) -> None:
    """Check that a mapping and a sheet are given for files that have columns and sheets.

    Raises:
        BadParameter: if one is not.
    """
    from projectkit.importing.sources import TABLES, WORKBOOKS

    ending = Path(file).suffix.lower()
    if mapping and ending not in {*TABLES, *WORKBOOKS}:
        message = _("a mapping is for csv, tsv, xlsx and ods")
        raise typer.BadParameter(message, param_hint="--mapping")
    if sheet is not None and ending not in WORKBOOKS:
        message = _("only a workbook (xlsx, ods) has sheets")
        raise typer.BadParameter(message, param_hint="--sheet")


def _of_sheet(read: Callable[..., Iterator[Incoming]], sheet: str | None) -> Iterator[Incoming]:
    """The records of a file; where it has several sheets, the user says which.

    Raises:
        SheetChoiceError: if there is no terminal to ask on.
    """
    from projectkit.importing.workbook import SheetChoiceError

    try:
        return read(sheet=sheet)
    except SheetChoiceError as choice:
        if not sys.stdin.isatty():
            raise
        return read(sheet=_asked_sheet(choice.names))


def _asked_sheet(names: list[str]) -> str:
    """The name of the sheet that the user chooses, by its name or its number in the list."""
    from projectkit.cli.terminal import safe_line

    for number, name in enumerate(names, 1):
        tell_lines(f"{number}  {safe_line(name)}")
    while True:
        said = str(typer.prompt(_("Which sheet?"), err=True)).strip()
        if said in names:
            return said
        if said.isdecimal() and 1 <= int(said) <= len(names):
            return names[int(said) - 1]


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
        tell(
            _(
                "records that already exist were left as they are: "
                "look with --diff, change with --update"
            )
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
        lost = dict.fromkeys(result.losses)
        losses = [{"field": loss.field, "reason": loss.reason} for loss in lost]
        changes: dict[str, object] = {"diff": _diff(result)} if diff else {}
        groups[result.outcome].append(entry | {"losses": losses} | changes)
    sys.stdout.write(json_text(groups))


def _write_lines(results: list[ImportResult]) -> None:
    """Write a line for each record that is not as it was: a table on a terminal."""
    from projectkit.cli.terminal import safe_line
    from projectkit.importing.run import ImportOutcome

    told = [result for result in results if result.outcome is not ImportOutcome.UNCHANGED]
    if sys.stdout.isatty():
        _show_table(told)
        return
    for result in told:
        cells = (result.outcome, result.place, result.id or "", result.reason)
        sys.stdout.write("\t".join(map(safe_line, cells)) + "\n")


def _show_table(results: list[ImportResult]) -> None:
    from projectkit.cli.ingest_report import STYLES
    from projectkit.cli.pager import show_paged
    from projectkit.cli.screen import Styled, TableColumn, filled_table
    from projectkit.cli.terminal import safe_line

    columns = [
        TableColumn("", whole=True),
        TableColumn(_("from")),
        TableColumn(_("record")),
        TableColumn(_("what")),
    ]
    rows = [
        [
            Styled(_(OUTCOMES[result.outcome]), STYLES[result.outcome]),
            Styled(safe_line(result.place)),
            Styled(safe_line(result.id or ""), "cyan"),
            Styled(safe_line(_what(result))),
        ]
        for result in results
    ]
    if rows:
        show_paged(filled_table(columns, rows))


def _what(result: ImportResult) -> str:
    """What changes in a record, or what is wrong with it."""
    from projectkit.importing.run import ImportOutcome

    if result.outcome is ImportOutcome.FAILED:
        return result.reason
    return ", ".join(_spoken(name) for name in result.reason.split(", ") if name)
