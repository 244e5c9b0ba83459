"""`projectkit export`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from projectkit.cli.asked import asked_of
from projectkit.cli.complete import complete_saved
from projectkit.cli.options import Columns, From, Query, Root, WithContacts
from projectkit.language.figures import number
from projectkit.language.translate import _, language, later, plural

if TYPE_CHECKING:
    from projectkit.catalogue.root import Catalogue
    from projectkit.export.format import Loss, Options
    from projectkit.export.run import Summary
    from projectkit.model.plain import PlainRecord
    from projectkit.search.select import Selection
    from projectkit.store.source import RecordSource


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
    completed = _completed(given, _saved(catalogue, saved, output))
    _export(catalogue, source, completed, as_json=as_json, verbose=verbose)


def _is_typed(ctx: typer.Context, name: str) -> bool:
    """Whether an option is on the command line, and not only in the environment."""
    source = ctx.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


class Wanted(NamedTuple):
    """What to export, and how; None where neither user nor settings say."""

    query: str | None = None
    output: Path | None = None
    format: ExportFormat | None = None
    columns: str | None = None
    long: Items | None = None
    dialect: ExportDialect | None = None
    lang: str | None = None
    with_contacts: bool | None = None
    raw: bool | None = None


def _completed(given: Wanted, saved: Wanted) -> Wanted:
    """What the user gave, completed with what is saved and still applies."""
    is_table = _is_table(given)
    if given.output:
        saved = saved._replace(format=None)
    if given.long or not is_table:
        saved = saved._replace(columns=None)
    if given.columns:
        saved = saved._replace(long=None)
    if not is_table:
        saved = saved._replace(dialect=None)
    return Wanted._make(
        old if new in {None, ""} else new for new, old in zip(given, saved, strict=True)
    )


def _is_table(given: Wanted) -> bool:
    """Whether the user leaves the format as it is saved, or asks for a table."""
    if given.long is Items.ALL or not (given.format or given.output):
        return True
    return (given.format or _by_ending(given.output)) in _TABLES


def _saved(catalogue: Catalogue, saved: str | None, output: Path | None) -> Wanted:
    """What a saved export of projectkit.toml asks for, but for a file that the user gave.

    Raises:
        SettingsError: if none has that name, or it asks for something unknown.
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
            found.lang or None,
            found.with_contacts,
            found.raw,
        )
    except ValueError as error:
        message = f"projectkit.toml: export.{saved}: {error}"
        raise SettingsError(message) from None


def _export(
    catalogue: Catalogue, source: RecordSource, wanted: Wanted, *, as_json: bool, verbose: bool
) -> None:
    from projectkit.cli.terminal import data_out, tell_left_out, tell_work
    from projectkit.export.formats import FORMATS
    from projectkit.export.run import export, export_tables
    from projectkit.search.query import parse
    from projectkit.search.select import Selection

    name = wanted.format or ("csv" if wanted.long is Items.ALL else _by_ending(wanted.output))
    _check_output(catalogue, source, wanted, name)
    chosen, options = FORMATS[name], _options(catalogue, wanted, name)
    selection = Selection(source, parse(wanted.query or ""), tell_work)
    records = Records(selection)
    if wanted.long is Items.ALL:
        if wanted.output is None:
            message = _("the tables need a folder: add -o FOLDER")
            raise typer.BadParameter(message, param_hint="--output")
        summary = export_tables(records, wanted.output, chosen, options)
    elif wanted.output is not None:
        from projectkit.catalogue.files import writing_to

        with writing_to(wanted.output) as file:
            summary = export(records, file, chosen, options)
    else:
        if not chosen.is_text and sys.stdout.isatty():
            message = _("{name} is not text that can be shown: add -o FILE.{ending}").format(
                name=name, ending=chosen.endings[0]
            )
            raise typer.BadParameter(message, param_hint="--output")
        summary = export(records, data_out(), chosen, options)
        sys.stdout.flush()
    _tell(summary, wanted, name, options, as_json=as_json, verbose=verbose)
    tell_left_out(selection.rows.broken(), source)


def _check_output(catalogue: Catalogue, source: RecordSource, wanted: Wanted, name: str) -> None:
    """Refuse to overwrite the catalogue, or to write one format under the extension of another.

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
            "{output} has the extension of {said}, but the format is {name}: "
            "name another file with -o"
        ).format(output=wanted.output.name, said=said, name=name)
        raise typer.BadParameter(message, param_hint="--output")


class Records:
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


_TABLES = ("csv", "tsv", "xlsx")
# What keeps what a format that is not a table cannot hold, and one that is.
_REMEDIES = (
    later("jsonl and sqlite do (--verbose tells more)"),
    later("`--long all -o FOLDER`, jsonl and sqlite do (--verbose tells more)"),
)


def _by_ending(output: Path | None) -> str:
    from projectkit.export.formats import FORMATS, format_of

    if output is None or output.is_dir() or not output.suffix:
        return "csv"
    found = format_of(output.name)
    if found is None:
        known = ", ".join(f".{ending}" for each in FORMATS.values() for ending in each.endings[:1])
        message = _(
            "the extension of {output} is not that of a known format ({known}): add --format"
        ).format(output=output.name, known=known)
        raise typer.BadParameter(message, param_hint="--output")
    return found


def _tell(
    summary: Summary, wanted: Wanted, name: str, options: Options, *, as_json: bool, verbose: bool
) -> None:
    """Say on stderr how much was written, what the file cannot hold, and if it has contacts."""
    from projectkit.cli.terminal import json_text, note, tell

    output = wanted.output
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
        note(told.format(number=number(summary.written, language()), file=output))
    for loss, count in losses:
        if loss.is_all:
            told = _("{number} left out: {reason}")
            tell(told.format(number=number(count, language()), reason=_(loss.reason)))
    if verbose:
        _tell_each(losses)
    elif parts := _lost_parts(losses):
        told = _("{format} cannot hold all of: {parts}; {remedy}")
        note(told.format(format=name, parts=parts, remedy=_(_REMEDIES[name in _TABLES])))
    if options.with_contacts:
        tell(
            _(
                "the file has contact details of people: "
                "share it only with those who may have them (AVG)"
            )
        )


def _lost_parts(losses: list[tuple[Loss, int]]) -> str:
    """The fields that are not whole in the file, each with the number of projects."""
    from projectkit.model.labels import spoken

    fields: dict[str, int] = {}
    for loss, count in losses:
        if not loss.is_all:
            fields[loss.field] = max(count, fields.get(loss.field, 0))
    most_first = sorted(fields.items(), key=lambda item: -item[1])
    return ", ".join(f"{spoken(name)} ({number(count, language())})" for name, count in most_first)


def _tell_each(losses: list[tuple[Loss, int]]) -> None:
    """Say why each field is not in the file, or not whole."""
    from projectkit.cli.terminal import note
    from projectkit.model.labels import spoken

    for loss, count in losses:
        told = plural(
            "not in the file: {field} of {number} project: {reason}",
            "not in the file: {field} of {number} projects: {reason}",
            count,
        )
        shown = number(count, language())
        note(told.format(field=spoken(loss.field), number=shown, reason=_(loss.reason)))
