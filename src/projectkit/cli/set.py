"""`projectkit set`."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from projectkit.cli.asked import catalogue_at
from projectkit.cli.complete import complete_id
from projectkit.cli.options import DryRun, Json, Root
from projectkit.cli.terminal import json_text, note, tell_broken
from projectkit.cli.writing import agreed, change_entry, confirmed, show_change, write_changes
from projectkit.language.translate import _

if TYPE_CHECKING:
    from projectkit.catalogue.record_file import RecordFile
    from projectkit.catalogue.root import Catalogue
    from projectkit.model.record import Record


class _Edit(NamedTuple):
    """A record file, the record that it becomes, and its new text."""

    file: RecordFile
    after: Record
    text: str


def _complete_word(ctx: typer.Context, incomplete: str) -> list[str]:
    """Ids for the first word, and then the fields that can be set."""
    from projectkit.importing.targets import settable

    named = ctx.params.get("words") or ctx.params.get("where")
    fields = [f"{name}=" for pair in settable() for name in pair]
    found = sorted({each for each in fields if each.startswith(incomplete)})
    return found if named else [*complete_id(incomplete), *found]


def set_command(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar=_("[ID] FIELD=VALUE..."),
            help=_(
                "An id and changes; with --where only changes. "
                "+= adds to a list, -= removes from it."
            ),
            show_default=False,
            autocompletion=_complete_word,
        ),
    ],
    where: Annotated[
        str | None,
        typer.Option(
            "--where", metavar=_("QUERY"), help=_("Change all records that match this query.")
        ),
    ] = None,
    dry_run: DryRun = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=_("Change without asking."))] = False,
    as_json: Json = False,
    root: Root = None,
) -> None:
    """Change fields of one record, or of all that match a query.

    Every field can be set, by its name in either language: `penvoerder='Hogeschool X'`,
    `persoon+='Anna Bos (projectleider)'`, `bedrag='€ 125.000'`, `sectie.doel='…'`, and a part of an
    item: `persoon[Bos].telefoon=…`. Values are read as on pages: `status=afgerond`,
    `start='1 mei 2020'`. Nothing after = empties a field.

    The change is shown first; on a terminal you are asked, and several records need --yes without
    one. A change that `projectkit validate` would refuse is not made. `projectkit undo` takes it
    back.
    """
    from projectkit.catalogue.lock import writing
    from projectkit.importing.change import changed, read_change

    catalogue = catalogue_at(root)
    record_id, texts = _split(words, wants_id=where is None)
    changes = [read_change(text) for text in texts]
    with nullcontext() if dry_run else writing(catalogue, "set"):
        files = _chosen(catalogue, record_id, where)
        pairs = [(file, changed(file.record, changes)) for file in files]
        pairs = [(file, after) for file, after in pairs if file.record != after]
        _refuse_errors(pairs)
        edits = [_Edit(file, after, _new_text(catalogue, file, after)) for file, after in pairs]
        if not as_json:
            for edit in edits:
                show_change(catalogue.relative(edit.file.path), edit.file.text, edit.text)
        if not edits:
            note(_("nothing changes") if files else _("no record matches"))
        wanted = bool(edits) and not dry_run
        is_written = wanted and _agreed(edits, texts, yes=yes)
        if is_written:
            write_changes(catalogue, [(edit.file, edit.text) for edit in edits])
    if as_json:
        entries = [_entry(catalogue, edit) for edit in edits]
        answer = {"dry_run": dry_run, "written": is_written, "records": entries}
        sys.stdout.write(json_text(answer))


def _split(words: list[str], *, wants_id: bool) -> tuple[str | None, list[str]]:
    record_id, changes = (words[0], words[1:]) if wants_id else (None, words)
    if not changes or (record_id and "=" in record_id):
        message = _("name a record and at least one FIELD=VALUE, or use --where")
        raise typer.BadParameter(message)
    if not wants_id and "=" not in words[0]:
        message = _("`{word}` is not FIELD=VALUE: name a record or use --where, not both").format(
            word=words[0]
        )
        raise typer.BadParameter(message)
    return record_id, changes


def _chosen(catalogue: Catalogue, record_id: str | None, where: str | None) -> list[RecordFile]:
    """The chosen records, as they are on disk now."""
    from projectkit.catalogue.record_file import find_record, read_record

    if record_id:
        return [find_record(catalogue, record_id)]
    from projectkit.catalogue.records import RecordFiles
    from projectkit.search.query import parse
    from projectkit.search.select import Selection
    from projectkit.store.stored import plain

    selection = Selection(RecordFiles(catalogue), parse(where or ""))
    names = [name for name, _ in selection]
    tell_broken(selection.rows.broken())
    files = (read_record(catalogue, catalogue.root / name) for name in names)
    return [
        file
        for file in files
        if file and selection.fits(catalogue.relative(file.path), plain(file.record))
    ]


def _refuse_errors(edits: list[tuple[RecordFile, Record]]) -> None:
    """Refuse changes that give a record an error that it did not have."""
    from projectkit.catalogue.root import CatalogueError
    from projectkit.validation.record import errors_of

    for file, after in edits:
        before = errors_of(file.record)
        for code, message in errors_of(after).items():
            if code not in before:
                text = _("{id}: {message} ({code}); nothing was written").format(
                    id=after.id, message=message, code=code
                )
                raise CatalogueError(text)


def _new_text(catalogue: Catalogue, file: RecordFile, after: Record) -> str:
    """The new text of a record file."""
    from projectkit.catalogue.record_file import rewritten
    from projectkit.catalogue.root import CatalogueError

    new = rewritten(file.text, file.record, after)
    if new is None:
        message = _(
            "{name} has a layout of its own that would be lost: change it with `projectkit edit`"
        ).format(name=catalogue.relative(file.path))
        raise CatalogueError(message)
    return new


def _agreed(edits: list[_Edit], changes: list[str], *, yes: bool) -> bool:
    """Whether to write: one record needs no consent where nobody can be asked."""
    if len(edits) > 1:
        return agreed(_question(len(edits), changes), yes=yes)
    if yes or not sys.stdin.isatty():
        return True
    return confirmed(_("change {id}?").format(id=edits[0].after.id), usual=True)


def _question(count: int, changes: list[str]) -> str:
    return _("change {number} records: {changes}?").format(number=count, changes=", ".join(changes))


def _entry(catalogue: Catalogue, edit: _Edit) -> dict[str, object]:
    """What changes in a record, for programs: its fields before and after, and the diff."""
    before, after = (each.model_dump(mode="json") for each in (edit.file.record, edit.after))
    fields = {
        name: {"before": before[name], "after": after[name]}
        for name in after
        if before[name] != after[name]
    }
    name = catalogue.relative(edit.file.path)
    return change_entry(name, edit.file.text, edit.text) | {"fields": fields}
