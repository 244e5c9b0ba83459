"""`projectkit export`."""

from __future__ import annotations

import io
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from projectkit.cli.options import Query, Root, catalogue_at


class ExportFormat(StrEnum):
    """Formats to export to."""

    CSV = "csv"
    JSON = "json"


def export_command(
    query: Query = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="File to write; without it, stdout.")] = None,
    format_: Annotated[
        ExportFormat | None,
        typer.Option("--format", help="Default: by the ending of the file, else csv.", show_default=False),
    ] = None,
    with_contacts: Annotated[
        bool, typer.Option("--with-contacts", help="Include e-mail addresses, phone numbers and addresses.")
    ] = False,
    root: Root = None,
) -> None:
    """Write records as CSV or JSON.

    CSV has a row per project, for spreadsheets; JSON has whole records.
    """
    from projectkit.catalogue.files import write_file
    from projectkit.catalogue.records import load_named
    from projectkit.cli.terminal import tell_broken
    from projectkit.export.csv import write_csv
    from projectkit.export.json import write_json
    from projectkit.export.privacy import without_contacts
    from projectkit.search.query import parse
    from projectkit.search.select import Selection

    chosen = format_ or _by_ending(output)
    catalogue = catalogue_at(root)
    selection = Selection(catalogue, parse(query or []))
    records = [record for _, record in load_named(catalogue, [file for file, _ in selection]) if record]
    tell_broken(selection.rows.broken())
    if not with_contacts:
        records = [without_contacts(record) for record in records]
    text = io.StringIO(newline="")
    if chosen is ExportFormat.CSV:
        write_csv(records, text, with_contacts=with_contacts)
    else:
        write_json(records, text)
    content = text.getvalue().encode("utf-8")
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    else:
        write_file(output, content)
        noun = "project" if len(records) == 1 else "projects"
        typer.echo(f"{len(records)} {noun} written to {output}", err=True)


def _by_ending(output: Path | None) -> ExportFormat:
    if output is None:
        return ExportFormat.CSV
    ending = output.suffix.lower().lstrip(".")
    try:
        return ExportFormat(ending)
    except ValueError:
        known = ", ".join(f".{name}" for name in ExportFormat)
        message = f"the ending of {output.name} says no known format ({known}): add --format"
        raise typer.BadParameter(message, param_hint="--output") from None
