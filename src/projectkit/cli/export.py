"""`projectkit export`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, TypeVar

import typer

from projectkit.cli.asked import asked_of
from projectkit.cli.command import Lang, Language
from projectkit.cli.complete import complete_saved
from projectkit.cli.options import Columns, From, Query, Root, WithContacts
from projectkit.language.translate import _, language, plural

if TYPE_CHECKING:
    from projectkit.catalogue.root import Catalogue
    from projectkit.export.format import Options
    from projectkit.export.run import Summary
    from projectkit.search.select import Selection
    from projectkit.search.source import RecordSource
    from projectkit.search.stored import PlainRecord


_Saved = TypeVar("_Saved")


class ExportFormat(StrEnum):
    """Formats to export to."""

    CSV = "csv"
    TSV = "tsv"
    XLSX = "xlsx"
    JSON = "json"
    JSONL = "jsonl"
    YAML = "yaml"
    MD = "md"
    HTML = "html"
    JSONLD = "jsonld"
    CERIF = "cerif"
    DATACITE = "datacite"
    SQLITE = "sqlite"
    PARQUET = "parquet"


class ExportDialect(StrEnum):
    """How CSV is written."""

    RFC4180 = "rfc4180"
    EXCEL_NL = "excel-nl"


class Items(StrEnum):
    """What a row of a table is about, if not a project."""

    PERSONS = "persons"
    ORGANISATIONS = "organisations"
    THEMES = "themes"
    SECTIONS = "sections"
    IDENTIFIERS = "identifiers"
    FUNDING = "funding"
    SUBPROJECTS = "subprojects"
    LINKS = "links"
    ALTERNATE_TITLES = "alternate_titles"
    ALL = "all"


def export_command(
    ctx: typer.Context,
    query: Query = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help=_("File to write; without it, stdout."))
    ] = None,
    format_: Annotated[
        ExportFormat | None,
        typer.Option(
            "--format", help=_("Default: by the ending of the file, else csv."), show_default=False
        ),
    ] = None,
    columns: Columns = None,
    long: Annotated[
        Items | None,
        typer.Option(
            "--long",
            help=_("A row per item of this list; all: a folder with a table for each."),
            show_default=False,
        ),
    ] = None,
    dialect: Annotated[
        ExportDialect | None,
        typer.Option(
            "--dialect",
            help=_("excel-nl: as Excel opens it in a Dutch setting."),
            show_default=False,
        ),
    ] = None,
    raw: Annotated[
        bool | None,
        typer.Option(
            "--raw/--no-raw",
            help=_("Leave cells that a spreadsheet would run (= + - @)."),
            show_default=False,
        ),
    ] = None,
    with_contacts: WithContacts = None,
    saved: Annotated[
        str | None,
        typer.Option(
            "--saved",
            help=_("An export of projectkit.toml, by its name."),
            autocompletion=complete_saved,
        ),
    ] = None,
    parts: From = None,
    as_json: Annotated[
        bool, typer.Option("--json", help=_("Say as JSON what the file cannot hold."))
    ] = False,
    lang: Language = None,
    root: Root = None,
) -> None:
    """Write projects to a file for others.

    Tables (csv, tsv, xlsx) have a row per project, or per item with --long; json, jsonl, yaml,
    sqlite and parquet hold all; md and html are to read; jsonld (schema.org), cerif (OpenAIRE) and
    datacite are for other systems. What a format cannot hold is said afterwards.
    """
    catalogue, source = asked_of(root, parts)
    wanted = _wanted(catalogue, saved, output)
    is_other = bool(format_ or output or long)
    wanted = Wanted(
        query=" ".join(query) if query else wanted.query,
        output=wanted.output or output,
        # What is saved for another format or kind of row does not hold for this one.
        format=format_ or (None if output else wanted.format),
        columns=columns
        or (None if long else _if_fits(wanted.columns, format_, output, is_other=is_other)),
        long=long or (None if columns else wanted.long),
        dialect=dialect or _if_fits(wanted.dialect, format_, output, is_other=is_other),
        # That of the settings or of the computer is for what is said; a saved export knows its own.
        lang=lang if _is_typed(ctx, "lang") else wanted.lang,
        with_contacts=wanted.with_contacts if with_contacts is None else with_contacts,
        raw=wanted.raw if raw is None else raw,
    )
    _export(catalogue, source, wanted, as_json=as_json)


def _is_typed(ctx: typer.Context, name: str) -> bool:
    """Whether an option stands in the command line, and not only in the environment."""
    source = ctx.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


def _if_fits(
    saved: _Saved, format_: ExportFormat | None, output: Path | None, *, is_other: bool
) -> _Saved | None:
    """What is saved for tables, if a table is written."""
    if not is_other or saved is None:
        return saved
    return saved if (format_ or _by_ending(output)) in _TABLES else None


class Wanted(NamedTuple):
    """What is to be exported, and how; None where nobody said."""

    query: str = ""
    output: Path | None = None
    format: ExportFormat | None = None
    columns: str | None = None
    long: Items | None = None
    dialect: ExportDialect | None = None
    lang: Lang | None = None
    with_contacts: bool = False
    raw: bool = False


def _wanted(catalogue: Catalogue, saved: str | None, output: Path | None) -> Wanted:
    """What an export of projectkit.toml asks for, but for a file that the command line names.

    Raises:
        SettingsError: if there is none of that name, or it asks for what there is not.
    """
    from projectkit.catalogue.output import saved_output
    from projectkit.catalogue.settings import SettingsError

    if saved is None:
        return Wanted()
    found = catalogue.settings.exports.get(saved)
    if found is None:
        names = ", ".join(catalogue.settings.exports) or _("none")
        message = _("projectkit.toml has no export `{saved}`; it has: {names}").format(
            saved=saved, names=names
        )
        raise SettingsError(message)
    if output is None and found.output:
        output = saved_output(catalogue, saved, found.output)
    try:
        return Wanted(
            found.query,
            output,
            ExportFormat(found.format) if found.format else None,
            found.columns or None,
            Items(found.long) if found.long else None,
            ExportDialect(found.dialect) if found.dialect else None,
            Lang(found.lang) if found.lang else None,
            found.with_contacts,
            found.raw,
        )
    except ValueError as error:
        message = f"projectkit.toml: export.{saved}: {error}"
        raise SettingsError(message) from None


def _export(catalogue: Catalogue, source: RecordSource, wanted: Wanted, *, as_json: bool) -> None:
    from projectkit.cli.terminal import data_out, tell_left_out, tell_work
    from projectkit.export.formats import FORMATS
    from projectkit.export.run import export, export_tables
    from projectkit.search.query import parse
    from projectkit.search.select import Selection

    name = wanted.format or ("csv" if wanted.long is Items.ALL else _by_ending(wanted.output))
    _check_output(catalogue, source, wanted, name)
    chosen, options = FORMATS[name], _options(catalogue, wanted, name)
    selection = Selection(source, parse(wanted.query), tell_work)
    records = Records(selection)
    if wanted.long is Items.ALL:
        if wanted.output is None:
            message = _("the tables need a folder to stand in: add -o FOLDER")
            raise typer.BadParameter(message, param_hint="--output")
        summary = export_tables(records, wanted.output, chosen, options)
    elif wanted.output is not None:
        from projectkit.catalogue.files import writing_to

        with writing_to(wanted.output) as file:
            summary = export(records, file, chosen, options)
    else:
        if not chosen.is_text and sys.stdout.isatty():
            message = _("{name} is no text to show: add -o FILE.{ending}").format(
                name=name, ending=chosen.endings[0]
            )
            raise typer.BadParameter(message, param_hint="--output")
        summary = export(records, data_out(), chosen, options)
        sys.stdout.flush()
    _tell(summary, wanted.output, options, as_json=as_json)
    tell_left_out(selection.rows.broken(), source)


def _check_output(catalogue: Catalogue, source: RecordSource, wanted: Wanted, name: str) -> None:
    """Refuse to write over the catalogue itself, and one format under the name of another.

    Raises:
        BadParameter: if the file should not be written.
    """
    from projectkit.cli.options import refuse_own_file
    from projectkit.export.formats import format_of

    if wanted.output is None:
        return
    refuse_own_file(catalogue, source.owned, wanted.output, "--output")
    said = None if wanted.long is Items.ALL else format_of(wanted.output.name)
    if said not in {None, name}:
        message = _(
            "{output} ends as {said}, but the format is {name}: name another file with -o"
        ).format(output=wanted.output.name, said=said, name=name)
        raise typer.BadParameter(message, param_hint="--output")


class Records:
    """The records of a selection, without their files; each time they are asked for anew."""

    def __init__(self, selection: Selection) -> None:
        self._selection = selection

    def __iter__(self) -> Iterator[PlainRecord]:
        return (record for _, record in self._selection)


def _options(catalogue: Catalogue, wanted: Wanted, name: str) -> Options:
    """What the format is told.

    Raises:
        BadParameter: if options contradict each other.
    """
    from projectkit.cli.options import named_columns
    from projectkit.export.format import Options
    from projectkit.export.tables import CONTACTS
    from projectkit.search.fields import field

    if wanted.columns and wanted.long:
        message = _("a row per item has the columns of the item: leave out --columns or --long")
        raise typer.BadParameter(message)
    if (wanted.columns or wanted.long) and name not in _TABLES:
        message = _("{name} has no columns: --columns and --long are for {names}").format(
            name=name, names=", ".join(_TABLES)
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
    return Options(
        wanted.lang or language(),
        columns,
        wanted.long,
        wanted.dialect or "rfc4180",
        wanted.raw,
        wanted.with_contacts,
    )


_TABLES = ("csv", "tsv", "xlsx")


def _by_ending(output: Path | None) -> str:
    from projectkit.export.formats import FORMATS, format_of

    if output is None or output.is_dir() or not output.suffix:
        return "csv"
    found = format_of(output.name)
    if found is None:
        known = ", ".join(f".{ending}" for each in FORMATS.values() for ending in each.endings[:1])
        message = _("the ending of {output} says no known format ({known}): add --format").format(
            output=output.name, known=known
        )
        raise typer.BadParameter(message, param_hint="--output")
    return found


def _tell(summary: Summary, output: Path | None, options: Options, *, as_json: bool) -> None:
    """Say on stderr how much was written, what the file cannot hold, and whether it says how to reach persons."""
    from projectkit.cli.terminal import json_text, tell
    from projectkit.model.labels import spoken

    losses = sorted(summary.losses.items())
    if as_json:
        lost = [
            {"field": loss.field, "reason": _(loss.reason), "records": count}
            for loss, count in losses
        ]
        data = {"written": summary.written, "file": str(output) if output else None, "losses": lost}
        sys.stderr.write(json_text(data))
        return
    if output is not None:
        told = plural(
            "{number} project written to {file}",
            "{number} projects written to {file}",
            summary.written,
        )
        tell(told.format(number=summary.written, file=output))
    for loss, count in losses:
        told = plural(
            "not in the file: {field} of {number} project: {reason}",
            "not in the file: {field} of {number} projects: {reason}",
            count,
        )
        tell(told.format(field=spoken(loss.field), number=count, reason=_(loss.reason)))
    if options.with_contacts:
        tell(
            _(
                "the file has contact data of persons: share it only with those who may have it (AVG)"
            )
        )
