"""`projectkit merge`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from projectkit.cli.asked import catalogue_at
from projectkit.cli.complete import complete_id
from projectkit.cli.options import DryRun, Json, Root
from projectkit.cli.terminal import json_text, note, tell
from projectkit.cli.writing import agreed, change_entry, show_change, tell_written
from projectkit.language.translate import _

if TYPE_CHECKING:
    from projectkit.catalogue.join import Joined
    from projectkit.catalogue.record_file import RecordFile
    from projectkit.catalogue.root import Catalogue


def merge_command(
    first: Annotated[
        str,
        typer.Argument(
            metavar=_("ID"), help=_("The record that stays."), autocompletion=complete_id
        ),
    ],
    second: Annotated[
        str,
        typer.Argument(
            metavar=_("OTHER"),
            help=_("The record that is joined to it."),
            autocompletion=complete_id,
        ),
    ],
    dry_run: DryRun = False,
    yes: Annotated[
        bool,
        typer.Option("--yes", "-y", help=_("Do not ask, even if the two contradict each other.")),
    ] = False,
    as_json: Json = False,
    root: Root = None,
) -> None:
    """Join two records of one project.

    The first keeps its id and its values; what only the second says is added. Both pages are kept
    in `source`, and the file of the second is removed. Values that contradict the first, and
    comments, are shown before you are asked.
    """
    from contextlib import nullcontext

    from projectkit.catalogue.lock import writing

    catalogue = catalogue_at(root)
    with nullcontext() if dry_run else writing(catalogue, "merge"):
        merge = _planned(catalogue, first, second)
        merge.tell(with_change=not as_json)
        is_written = not dry_run and _agreed(merge.names[1], merge.lost, yes=yes)
        if dry_run:
            tell(_("would remove {file}").format(file=merge.names[1]))
        if is_written:
            merge.write(catalogue)
    if as_json:
        answer = {"dry_run": dry_run, "written": is_written, **merge.as_dict()}
        sys.stdout.write(json_text(answer))


class _Merge(NamedTuple):
    """Two records that are joined, before anything is written.

    Attributes:
        kept: the file of the record that stays.
        gone: the file of the record that is joined to it.
        names: the names of both files.
        text: what the file that stays will hold.
        lost: what is lost with the other.
    """

    kept: RecordFile
    gone: RecordFile
    names: tuple[str, str]
    text: str
    lost: list[str]

    def tell(self, *, with_change: bool) -> None:
        """Show what changes, and what is lost."""
        if with_change:
            show_change(self.names[0], self.kept.text, self.text, context=3)
        for line in self.lost:
            tell(_("lost: {line}").format(line=line))

    def write(self, catalogue: Catalogue) -> None:
        """Write the record that stays, and remove the other."""
        from projectkit.catalogue.record_file import remove_record, replace_text

        replace_text(self.kept, self.text, catalogue.settings.limits)
        remove_record(self.gone.path)
        tell_written(self.names[0])
        note(_("removed: {file}").format(file=self.names[1]))

    def as_dict(self) -> dict[str, object]:
        """The shape of machine output."""
        entries = [
            change_entry(self.names[0], self.kept.text, self.text),
            change_entry(self.names[1], self.gone.text, ""),
        ]
        return {"records": entries, "lost": self.lost}


def _planned(catalogue: Catalogue, first: str, second: str) -> _Merge:
    """What joining two records gives.

    Raises:
        CatalogueError: if they cannot be joined.
    """
    from projectkit.catalogue.join import joined
    from projectkit.catalogue.record_file import find_record, rewritten
    from projectkit.catalogue.root import CatalogueError

    kept, gone = find_record(catalogue, first), find_record(catalogue, second)
    if kept.path == gone.path:
        message = _("a record cannot be joined with itself")
        raise CatalogueError(message)
    both = joined(kept.record, gone.record)
    text = rewritten(kept.text, kept.record, both.record)
    if text is None:
        message = _(
            "{file} has a layout of its own that would be lost: join them in an editor"
        ).format(file=kept.path.name)
        raise CatalogueError(message)
    names = catalogue.relative(kept.path), catalogue.relative(gone.path)
    return _Merge(kept, gone, names, text, _lost(gone, both))


def _agreed(name: str, lost: list[str], *, yes: bool) -> bool:
    """Whether the user agrees to lose something; where nothing is lost, there is nothing to ask."""
    question = _("join them, and lose what {file} says differently?").format(file=name)
    return not lost or agreed(question, yes=yes)


def _lost(gone: RecordFile, both: Joined) -> list[str]:
    """What is lost with a record file: values that contradict those that stay, and comments."""
    from projectkit.model.record_splice import comments

    values = [
        _("{field}: {lost} (kept: {kept})").format(field=each.field, lost=each.lost, kept=each.kept)
        for each in both.lost
    ]
    return [*values, *(comment for at, comment in sorted(comments(gone.text).items()))]
