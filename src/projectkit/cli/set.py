"""`projectkit set`."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated

import typer

from projectkit.cli.asked import catalogue_at
from projectkit.cli.complete import complete_id
from projectkit.cli.options import Root
from projectkit.cli.terminal import note, tell_broken
from projectkit.cli.writing import agreed, show_change, write_changes
from projectkit.language.translate import _

if TYPE_CHECKING:
    from projectkit.catalogue.record_file import RecordFile
    from projectkit.catalogue.root import Catalogue
    from projectkit.model.record import Record


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
            autocompletion=complete_id,
        ),
    ],
    where: Annotated[
        str | None, typer.Option("--where", help=_("Change all records that match this query."))
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Show what would change; write nothing."))
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help=_("Change several records without asking."))
    ] = False,
    root: Root = None,
) -> None:
    """Change fields of one record, or of all that match a query.

    Dates and statuses may be in Dutch: `status=afgerond start_date='1 mei 2020'`. Nothing after =
    empties a field. A change that `projectkit validate` would refuse is not made.
    """
    from projectkit.catalogue.change import changed, read_change
    from projectkit.catalogue.lock import writing

    catalogue = catalogue_at(root)
    record_id, texts = _split(words, wants_id=where is None)
    changes = [read_change(_in_english(text)) for text in texts]
    with nullcontext() if dry_run else writing(catalogue):
        files = _chosen(catalogue, record_id, where)
        edits = [(file, changed(file.record, changes)) for file in files]
        edits = [(file, after) for file, after in edits if file.record != after]
        _refuse_errors(edits)
        written = [(file, _shown(catalogue, file, after)) for file, after in edits]
        if not written:
            note(_("nothing changes") if files else _("no record matches"))
        elif not dry_run and agreed(_question(len(written), texts), yes=yes or len(written) == 1):
            write_changes(catalogue, written)


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


def _in_english(text: str) -> str:
    """A change with field and choice named as in the record: `soort=netwerk` as `kind=network`."""
    from projectkit.search.fields import UnknownFieldError, field, value_meant

    name, sign, value = text.partition("=")
    how = name[-1:] if name[-1:] in {"+", "-"} else ""
    try:
        known = field(name.removesuffix(how) if how else name)
    except UnknownFieldError:
        return text
    chosen = value_meant(known, value) or value
    return f"{known.name}{how}{sign}{chosen}"


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


def _shown(catalogue: Catalogue, file: RecordFile, after: Record) -> str:
    """Show what changes in a file, and return its new text."""
    from projectkit.catalogue.record_file import rewritten
    from projectkit.catalogue.root import CatalogueError

    name = catalogue.relative(file.path)
    new = rewritten(file.text, file.record, after)
    if new is None:
        message = _(
            "{name} has a layout of its own that would be lost: change it with `projectkit edit`"
        ).format(name=name)
        raise CatalogueError(message)
    show_change(name, file.text, new)
    return new


def _question(count: int, changes: list[str]) -> str:
    return _("change {number} records: {changes}?").format(number=count, changes=", ".join(changes))
