"""`projectkit show`."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from projectkit.cli.asked import catalogue_at
from projectkit.cli.named import file_named
from projectkit.cli.options import Json, RecordNamed, Root
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
    record: RecordNamed,
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
    catalogue = catalogue_at(root)
    path = file_named(catalogue, record)
    usual = ShowFormat.PAGE if sys.stdout.isatty() else ShowFormat.YAML
    chosen = ShowFormat.JSON if as_json else format_ or usual
    if chosen is ShowFormat.PAGE:
        _show_page(catalogue, path)
    else:
        found = _sound(catalogue, path)
        _write(found, chosen)
        _tell_conflicts(catalogue, found)


def _show_page(catalogue: Catalogue, path: Path) -> None:
    from projectkit.catalogue.records import has_conflict, whole_record
    from projectkit.cli.pager import show_paged
    from projectkit.cli.record_page import record_page

    found = whole_record(catalogue, path)
    if found is None:
        _sound(catalogue, path)
        return
    show_paged(record_page(found, language(), catalogue.root))
    if has_conflict(found):
        _tell_conflicts(catalogue, _sound(catalogue, path))


def _write(record: Record, chosen: ShowFormat) -> None:
    from projectkit.cli.terminal import json_text, safe
    from projectkit.model.record_yaml import record_to_yaml

    if chosen is ShowFormat.JSON:
        sys.stdout.write(json_text(record.model_dump(mode="json")))
        return
    text = record_to_yaml(record)
    sys.stdout.write(safe(text) if sys.stdout.isatty() else text)


def _sound(catalogue: Catalogue, path: Path) -> Record:
    """The record of a file.

    Raises:
        CatalogueError: if there is something wrong with it; the message says what.
    """
    from projectkit.catalogue.record_file import load_inside
    from projectkit.catalogue.root import CatalogueError

    loaded = load_inside(catalogue, path)
    if loaded.record is None:
        problem = loaded.diagnostics[0]
        message = f"{problem.location}: {problem.message()}"
        raise CatalogueError(message)
    return loaded.record


def _tell_conflicts(catalogue: Catalogue, record: Record) -> None:
    """Tell what the page says where a person wrote something else, until somebody settles it."""
    from projectkit.catalogue.conflicts import conflicts_of, fields_in_conflict, told
    from projectkit.cli.terminal import tell

    fields = fields_in_conflict(record)
    if not fields:
        return
    for _file, conflict in conflicts_of(catalogue, [("", record)]):
        tell(_("conflict: {told}").format(told=told(conflict)))
    settle = _(
        "settle {fields} with `projectkit ingest --accept {id} FIELD` or `--keep {id} FIELD`"
    )
    tell(settle.format(fields=", ".join(fields), id=record.id))
