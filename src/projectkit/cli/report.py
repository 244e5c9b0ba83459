"""`projectkit report`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from projectkit.cli.asked import asked_of
from projectkit.cli.complete import complete_field
from projectkit.cli.options import From, Json, Query, Root, WithContacts, refuse_own_file
from projectkit.language.translate import _, language, plural

if TYPE_CHECKING:
    from rich.console import RenderableType

    from projectkit.model.plain import PlainRecord
    from projectkit.report.figures import Figures, FigureTable
    from projectkit.search.select import Selection

# The most lines of a table on a terminal, and the widest bars and names, in characters.
_SHOWN = 12
_BAR, _NAME = 30, 36


class FigureFormat(StrEnum):
    """How figures are written."""

    TABLE = "table"
    MD = "md"
    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"


def report_command(
    query: Query = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            help=_("Count by this field only."),
            metavar=_("FIELD"),
            autocompletion=complete_field,
        ),
    ] = None,
    per: Annotated[
        str | None,
        typer.Option(
            "--per",
            help=_("With --by: a column per value of this field."),
            metavar=_("FIELD"),
            autocompletion=complete_field,
        ),
    ] = None,
    format_: Annotated[
        FigureFormat | None,
        typer.Option(
            "--format", help=_("Default: table on a terminal, csv in a pipe."), show_default=False
        ),
    ] = None,
    as_json: Json = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help=_("File to write to; its ending tells the format: csv, md, json, xlsx."),
        ),
    ] = None,
    html: Annotated[
        Path | None,
        typer.Option("--html", help=_("Write one web page with figures, charts and all projects.")),
    ] = None,
    title: Annotated[str | None, typer.Option("--title", help=_("Title of the web page."))] = None,
    with_contacts: WithContacts = None,
    parts: From = None,
    root: Root = None,
) -> None:
    """Show figures of all projects, or of those that match a query.

    Counts by status, year, theme, lead organisation and programme, running projects per year, and
    how complete the records are. -o cijfers.xlsx makes a workbook with a sheet for each; --html
    writes one file that opens in any browser, without network.
    """
    from projectkit.cli.terminal import tell_left_out, tell_work
    from projectkit.search.query import parse
    from projectkit.search.select import Selection

    if per and not by:
        message = _("--per needs --by: for instance --by theme --per year")
        raise typer.BadParameter(message, param_hint="--per")
    if html and any((by, format_, as_json, output)):
        message = _("the web page has all figures: leave out --by, --format, --json and --output")
        raise typer.BadParameter(message, param_hint="--html")
    written = _format(output, format_, as_json=as_json)
    catalogue, source = asked_of(root, parts)
    _check_fields(by, per, with_contacts=bool(with_contacts))
    chosen = language()
    selection = Selection(source, parse(query or []), tell_work)
    if html:
        refuse_own_file(catalogue, source.owned, html, "--html")
        records = _records(selection, with_contacts=bool(with_contacts))
        _write_page(records, html, chosen, title, with_contacts=bool(with_contacts))
    else:
        asked = _asked_fields(selection, with_contacts=bool(with_contacts))
        if output:
            refuse_own_file(catalogue, source.owned, output, "--output")
        _write_figures(_figures(asked, by, per, chosen), written, output)
    tell_left_out(selection.rows.broken(), source)


def _format(output: Path | None, format_: FigureFormat | None, *, as_json: bool) -> FigureFormat:
    """How figures are written: as the user says, or else as the name of the file says."""
    if as_json:
        return FigureFormat.JSON
    if format_ is FigureFormat.TABLE and output:
        message = _("a table is for the terminal: choose csv, md, json or xlsx")
        raise typer.BadParameter(message, param_hint="--format")
    if format_ is FigureFormat.XLSX and not output:
        message = _("a workbook is written to a file: add -o cijfers.xlsx")
        raise typer.BadParameter(message, param_hint="--format")
    if format_:
        return format_
    if output is None:
        return FigureFormat.TABLE if sys.stdout.isatty() else FigureFormat.CSV
    ending = output.suffix.lower().removeprefix(".")
    if ending in {"html", "htm"}:
        message = _("a web page is made with --html {file}").format(file=output)
        raise typer.BadParameter(message, param_hint="--output")
    known = [each.value for each in FigureFormat if each is not FigureFormat.TABLE]
    if ending not in known:
        message = _("which format? End the name of the file in one of {endings}").format(
            endings=", ".join(f".{each}" for each in known)
        )
        raise typer.BadParameter(message, param_hint="--output")
    return FigureFormat(ending)


def _check_fields(*names: str | None, with_contacts: bool) -> None:
    from projectkit.export.tables import CONTACTS
    from projectkit.search.fields import field

    if not with_contacts and CONTACTS.intersection(field(name).name for name in names if name):
        message = _(
            "e-mail addresses, phone numbers and addresses are left out: add --with-contacts"
        )
        raise typer.BadParameter(message, param_hint="--by")


def _records(selection: Selection, *, with_contacts: bool) -> Iterator[PlainRecord]:
    from projectkit.export.privacy import without_contacts

    records = (record for _, record in selection)
    return records if with_contacts else map(without_contacts, records)


def _asked_fields(selection: Selection, *, with_contacts: bool) -> Iterator[PlainRecord]:
    """Records whose fields are freed of contact data as figures ask for them."""
    from projectkit.export.privacy import GuardedRecord

    records = (record for _file, record in selection)
    if with_contacts:
        return records
    return (cast("PlainRecord", GuardedRecord(record)) for record in records)


def _figures(
    records: Iterator[PlainRecord], by: str | None, per: str | None, language: str
) -> Figures:
    """The requested figures.

    Raises:
        UnknownFieldError: if there is no such field.
    """
    from projectkit.report.figures import counts, figures, pivot
    from projectkit.search.fields import field

    if by is None:
        return figures(records, language)
    return (
        pivot(records, field(by), field(per), language)
        if per
        else counts(records, field(by), language)
    )


def _write_figures(found: Figures, chosen: FigureFormat, output: Path | None) -> None:
    from projectkit.catalogue.atomic_write import write_file
    from projectkit.cli.terminal import safe, tell
    from projectkit.report.tables import FORMATS

    if chosen is FigureFormat.TABLE:
        _print(found)
        return
    content = FORMATS[chosen](found)
    if output:
        write_file(output, content)
        tell(_("written: {path}").format(path=output))
    else:
        text = content.decode("utf-8")
        sys.stdout.write(safe(text) if sys.stdout.isatty() else text)


def _write_page(
    records: Iterator[PlainRecord],
    path: Path,
    language: str,
    title: str | None,
    *,
    with_contacts: bool,
) -> None:
    from projectkit.catalogue.atomic_write import writing_to
    from projectkit.cli.terminal import tell
    from projectkit.report.html import write_html_report

    with writing_to(path) as file:
        write_html_report(
            records, file, language, title or _("Projects"), with_contacts=with_contacts
        )
    tell(_("written: {path}").format(path=path))


def _print(found: Figures) -> None:
    from rich.text import Text

    from projectkit.cli.terminal import plain, print_paged

    parts: list[RenderableType] = []
    for table in found.tables:
        if table.rows:
            parts += [
                plain(table.title, style="bold"),
                _pivot(table) if table.name == "pivot" else _bars(table),
                Text(),
            ]
    total = plural("{number} project", "{number} projects", found.total).format(number=found.total)
    if found.now is not None:
        total += _(", {number} running now").format(number=found.now)
    print_paged(*parts, plain(total, style="dim"))


def _bars(table: FigureTable) -> RenderableType:
    """Each value with its number and a bar."""
    from rich.bar import Bar
    from rich.table import Table as Grid

    from projectkit.cli.terminal import plain

    most = max(int(row[1]) for row in table.rows) or 1
    grid = Grid(box=None, show_header=False, pad_edge=False, padding=(0, 1, 0, 0))
    grid.add_column(max_width=_NAME, no_wrap=True, overflow="ellipsis")
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(width=_BAR)
    shown = table.rows if table.name in {"running", "year", "completeness"} else table.rows[:_SHOWN]
    for row in shown:
        grid.add_row(plain(str(row[0])), str(row[1]), Bar(most, 0, int(row[1]), color="cyan"))
    if len(shown) < len(table.rows):
        grid.add_row(plain(f"… {len(table.rows) - len(shown)}", style="dim"), "")
    return grid


def _pivot(table: FigureTable) -> RenderableType:
    """A row per value, a column per value of the other field."""
    from rich import box
    from rich.table import Table as Grid

    from projectkit.cli.terminal import plain

    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for at, header in enumerate(table.headers):
        grid.add_column(plain(header), justify="right" if at else "left", overflow="fold")
    for row in table.rows:
        grid.add_row(
            *(plain(str(value) if value or not at else "·") for at, value in enumerate(row))
        )
    return grid
