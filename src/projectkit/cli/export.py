"""`projectkit export`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from projectkit.cli.asked import asked_of
from projectkit.cli.complete import complete_saved
from projectkit.cli.export_wanted import (
    TABLES,
    ExportDialect,
    ExportFormat,
    Items,
    Wanted,
    by_ending,
    completed,
    saved_export,
)
from projectkit.cli.options import Columns, From, Query, Root, WithContacts, refuse_own_file
from projectkit.language.translate import _, language

if TYPE_CHECKING:
    from projectkit.catalogue.root import Catalogue
    from projectkit.export.format import Options
    from projectkit.export.run import Summary
    from projectkit.model.plain import PlainRecord
    from projectkit.search.select import Selection
    from projectkit.store.source import RecordSource


def export_command(
    ctx: typer.Context,
    query: Query = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help=_("File to write; without it, stdout."))
    ] = None,
    format_: Annotated[
        ExportFormat | None,
        typer.Option(
            "--format",
            help=_("Default: by the extension of the file, else csv."),
            show_default=False,
        ),
    ] = None,
    columns: Columns = None,
    long: Annotated[
        Items | None,
        typer.Option(
            "--long",
            help=_("A row per item of this list; all: a folder with a table per list."),
            show_default=False,
        ),
    ] = None,
    dialect: Annotated[
        ExportDialect | None,
        typer.Option(
            "--dialect",
            help=_("excel-nl: for Excel with Dutch settings."),
            show_default=False,
        ),
    ] = None,
    raw: Annotated[
        bool | None,
        typer.Option(
            "--raw/--no-raw",
            help=_("Keep cells that a spreadsheet would run as formulas (= + - @)."),
            show_default=False,
        ),
    ] = None,
    with_contacts: WithContacts = None,
    saved: Annotated[
        str | None,
        typer.Option(
            "--saved",
            help=_("Name of an export in projectkit.toml."),
            autocompletion=complete_saved,
        ),
    ] = None,
    parts: From = None,
    as_json: Annotated[
        bool, typer.Option("--json", help=_("Report as JSON what the file cannot hold."))
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help=_("Tell why the file cannot hold something."))
    ] = False,
    root: Root = None,
) -> None:
    """Write projects to a file for others.

    Tables (csv, tsv, xlsx) have a row per project, or per item with --long; json, jsonl, yaml,
    sqlite and parquet hold everything; md and html are for reading; jsonld (schema.org), cerif
    (OpenAIRE) and datacite are for other systems. What a format cannot hold is reported at the end.
    """
    catalogue, source = asked_of(root, parts)
    given = Wanted(
        query=" ".join(query or ()),
        output=output,
        format=format_,
        columns=columns,
        long=long,
        dialect=dialect,
        # The language of the settings or the computer is for messages; a saved export has its own.
        lang=language() if _is_typed(ctx, "lang") else None,
        with_contacts=with_contacts,
        raw=raw,
    )
    wanted = completed(given, saved_export(catalogue, saved, output))
    _export(catalogue, source, wanted, as_json=as_json, verbose=verbose)


def _is_typed(ctx: typer.Context, name: str) -> bool:
    """Whether an option is on the command line, and not only in the environment."""
    source = ctx.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


def _export(
    catalogue: Catalogue, source: RecordSource, wanted: Wanted, *, as_json: bool, verbose: bool
) -> None:
    from projectkit.cli.export_report import tell_exported
    from projectkit.cli.terminal import tell_left_out, tell_work
    from projectkit.search.query import parse
    from projectkit.search.select import Selection

    name = wanted.format or ("csv" if wanted.long is Items.ALL else by_ending(wanted.output))
    _check_output(catalogue, source, wanted, name)
    options = _options(catalogue, wanted, name)
    selection = Selection(source, parse(wanted.query or ""), tell_work)
    summary = _written(_Records(selection), wanted, name, options)
    tell_exported(summary, wanted, name, options, as_json=as_json, verbose=verbose)
    tell_left_out(selection.rows.broken(), source)


def _written(records: _Records, wanted: Wanted, name: str, options: Options) -> Summary:
    """Write records to a folder of tables, to a file, or to stdout.

    Raises:
        BadParameter: if there has to be a file.
    """
    from projectkit.catalogue.atomic_write import writing_to
    from projectkit.cli.terminal import data_out
    from projectkit.export.formats import FORMATS
    from projectkit.export.run import export, export_tables

    chosen = FORMATS[name]
    if wanted.long is Items.ALL:
        if wanted.output is None:
            message = _("the tables need a folder: add -o FOLDER")
            raise typer.BadParameter(message, param_hint="--output")
        return export_tables(records, wanted.output, chosen, options)
    if wanted.output is not None:
        with writing_to(wanted.output) as file:
            return export(records, file, chosen, options)
    if not chosen.is_text and sys.stdout.isatty():
        message = _("{name} is not text that can be shown: add -o FILE.{ending}").format(
            name=name, ending=chosen.endings[0]
        )
        raise typer.BadParameter(message, param_hint="--output")
    summary = export(records, data_out(), chosen, options)
    sys.stdout.flush()
    return summary


def _check_output(catalogue: Catalogue, source: RecordSource, wanted: Wanted, name: str) -> None:
    """Refuse to overwrite the catalogue, or to write one format under the extension of another.

    Raises:
        BadParameter: if the file should not be written.
    """
    from projectkit.export.formats import format_of

    if wanted.output is None:
        return
    refuse_own_file(catalogue, source.owned, wanted.output, "--output")
    said = None if wanted.long is Items.ALL else format_of(wanted.output.name)
    if said not in {None, name}:
        message = _(
            "{output} has the extension of {said}, but the format is {name}: "
            "name another file with -o"
        ).format(output=wanted.output.name, said=said, name=name)
        raise typer.BadParameter(message, param_hint="--output")


class _Records:
    """The records of a selection, without their files; each iteration queries them anew."""

    def __init__(self, selection: Selection) -> None:
        self._selection = selection

    def __iter__(self) -> Iterator[PlainRecord]:
        return (record for _, record in self._selection)


def _options(catalogue: Catalogue, wanted: Wanted, name: str) -> Options:
    """The options of the format.

    Raises:
        BadParameter: if options contradict each other.
    """
    from projectkit.cli.column_sets import named_columns
    from projectkit.export.format import Options
    from projectkit.export.tables import CONTACTS
    from projectkit.search.fields import field

    if wanted.columns and wanted.long:
        message = _("a row per item has the columns of the item: leave out --columns or --long")
        raise typer.BadParameter(message)
    if (wanted.columns or wanted.long) and name not in TABLES:
        message = _("{name} has no columns: --columns and --long are for {names}").format(
            name=name, names=", ".join(TABLES)
        )
        raise typer.BadParameter(message)
    if name not in {"csv", "tsv"} and (wanted.dialect or wanted.raw):
        message = _("--dialect and --raw are for csv and tsv, not for {name}").format(name=name)
        raise typer.BadParameter(message)
    columns = tuple(field(column).name for column in named_columns(catalogue, wanted.columns) or ())
    if not wanted.with_contacts and CONTACTS.intersection(columns):
        message = _(
            "e-mail addresses, phone numbers and addresses are left out: add --with-contacts"
        )
        raise typer.BadParameter(message)
    query = wanted.query or ""
    return Options(
        wanted.lang or language(),
        columns,
        wanted.long,
        wanted.dialect or "rfc4180",
        bool(wanted.raw),
        bool(wanted.with_contacts),
        query,
    )
