"""`projectkit show`."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from projectkit.cli.asked import catalogue_at
from projectkit.cli.complete import complete_id
from projectkit.cli.options import Json, Root
from projectkit.language.translate import _, language

if TYPE_CHECKING:
    from projectkit.catalogue.root import Catalogue
    from projectkit.model.record import Record


class ShowFormat(StrEnum):
    """How one record is written."""

    PAGE = "page"
    YAML = "yaml"
    JSON = "json"


def show_command(
    record_id: Annotated[
        str,
        typer.Argument(
            metavar=_("ID"),
            help=_("Id of the record, or its beginning."),
            autocompletion=complete_id,
        ),
    ],
    as_json: Json = False,
    format_: Annotated[
        ShowFormat | None,
        typer.Option(
            "--format", help=_("Default: page on a terminal, yaml in a pipe."), show_default=False
        ),
    ] = None,
    root: Root = None,
) -> None:
    """Show one record in full."""
    from projectkit.catalogue.record_file import find_record_file, load_inside
    from projectkit.catalogue.root import CatalogueError
    from projectkit.cli.terminal import json_text, print_paged, safe
    from projectkit.model.record_yaml import record_to_yaml

    catalogue = catalogue_at(root)
    path = find_record_file(catalogue, record_id)
    loaded = load_inside(catalogue, path)
    if loaded.record is None:
        problem = loaded.diagnostics[0]
        message = f"{problem.location}: {problem.message()}"
        raise CatalogueError(message)
    usual = ShowFormat.PAGE if sys.stdout.isatty() else ShowFormat.YAML
    chosen = ShowFormat.JSON if as_json else format_ or usual
    if chosen is ShowFormat.JSON:
        data = loaded.record.model_dump(mode="json")
        sys.stdout.write(json_text(data))
    elif chosen is ShowFormat.YAML:
        text = record_to_yaml(loaded.record)
        sys.stdout.write(safe(text) if sys.stdout.isatty() else text)
    else:
        from projectkit.cli.record_page import record_page

        print_paged(*record_page(loaded.record, language()))
    _tell_conflicts(catalogue, loaded.record)


def _tell_conflicts(catalogue: Catalogue, record: Record) -> None:
    """Tell what the page says where a person wrote something else, until somebody settles it."""
    from projectkit.catalogue.conflicts import conflicts_of, fields_in_conflict, told
    from projectkit.cli.terminal import safe_line

    fields = fields_in_conflict(record)
    if not fields:
        return
    for _file, conflict in conflicts_of(catalogue, [("", record)]):
        typer.echo(safe_line(_("conflict: {told}").format(told=told(conflict))), err=True)
    settle = _(
        "settle {fields} with `projectkit ingest --accept {id} FIELD` or `--keep {id} FIELD`"
    )
    typer.echo(settle.format(fields=", ".join(fields), id=record.id), err=True)
