"""`projectkit explain`."""

from __future__ import annotations

import shlex
import sys
from dataclasses import asdict
from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from projectkit.cli.asked import catalogue_or_none
from projectkit.cli.complete import complete_id
from projectkit.cli.options import Json, Root, refuse_own_file
from projectkit.cli.terminal import json_text, note, tell
from projectkit.language.translate import _

if TYPE_CHECKING:
    from projectkit.catalogue.root import Catalogue
    from projectkit.parsing.explain import Explained, Use
    from projectkit.parsing.page import ParsedPage

_STYLES = {
    "labelled": "green",
    "positional": "cyan",
    "derived": "yellow",
    "learned": "blue",
    "manual": "magenta",
}


def explain_command(
    what: Annotated[
        str,
        typer.Argument(
            metavar=_("PAGE|ID"),
            help=_("A page, or the id of a record."),
            autocompletion=complete_id,
        ),
    ],
    html: Annotated[
        Path | None, typer.Option("--html", help=_("Write it as one web page to this file."))
    ] = None,
    as_json: Json = False,
    root: Root = None,
) -> None:
    """Show what each line of a page became.

    Beside each line is the field it went to and why: a label, its place, derived from other lines,
    or learned, with its probability and the evidence. It also shows which fields lost, and what is
    left over. The page is read as it is now; line numbers of web pages count the lines that a
    reader sees.
    """
    if html is not None and as_json:
        message = _("choose one: a web page or JSON")
        raise typer.BadParameter(message, param_hint="--json")
    name, path, catalogue = _page(what, root)
    if html is not None:
        refuse_own_file(catalogue, [Path(what)], html, "--html")
    parsed, lines = _explained(name, path, catalogue)
    if parsed.reason:
        told = _(
            "`projectkit ingest` skips this page: {reason}; "
            "`projectkit ingest {page} --force` reads it anyway"
        )
        tell(told.format(reason=parsed.reason, page=shlex.quote(relpath(path))))
    if html is not None:
        title = (parsed.record.title if parsed.record else None) or name
        _write_html(html, title, name, lines)
    elif as_json:
        head = {"page": name, "reason": parsed.reason}
        sys.stdout.write(json_text(head | {"lines": [_entry(each) for each in lines]}))
    elif sys.stdout.isatty():
        _print(lines)
    else:
        _write_plain(lines)


def _explained(
    name: str, path: Path, catalogue: Catalogue | None
) -> tuple[ParsedPage, list[Explained]]:
    """What a page is read as now, and what became of each of its lines."""
    from projectkit.catalogue.page_reader import PageReader, page_reader
    from projectkit.catalogue.sidecar import fetched_of
    from projectkit.model.limits import USUAL, read_page_file
    from projectkit.parsing.explain import details, explain
    from projectkit.reading.decode import UnreadableError
    from projectkit.reading.page import read_page

    content = read_page_file(path, catalogue.settings.limits if catalogue else USUAL)
    url = fetched_of(path).url
    reader = page_reader(catalogue, force=True) if catalogue else PageReader(force=True)
    try:
        reading = reader.read_closely(content, name, url)
    except UnreadableError as error:
        message = f"{name}: {error}"
        raise UnreadableError(message) from None
    has_learned = reading.page.layout.reader is not None
    general = (
        reader.in_general.read_closely(content, name, url).parsed.record if has_learned else None
    )
    found = details(reading.page, reading.resolved, general)
    record = reading.parsed.record
    lines = explain(record, read_page(content, name, url).lines, found) if record else []
    return reading.parsed, lines


def _write_html(html: Path, title: str, name: str, lines: list[Explained]) -> None:
    from projectkit.catalogue.atomic_write import write_file
    from projectkit.export.explain_html import explain_html

    write_file(html, explain_html(title, name, lines).encode("utf-8"))
    note(_("written to {file}").format(file=html))


def _entry(explained: Explained) -> dict[str, object]:
    """A line and what became of it, for programs."""
    return {
        "number": explained.line.number,
        "lines": explained.place,
        "text": explained.line.text,
        "uses": [_use(use) for use in explained.uses],
        "boilerplate": explained.boilerplate,
        "leftover": explained.leftover,
        "unread": list(explained.unread),
        "maybe": [asdict(each) for each in explained.maybe],
    }


def _use(use: Use) -> dict[str, object]:
    """A value for programs: its place in the record, without what a reader calls it."""
    return {name: value for name, value in asdict(use).items() if name != "called"}


def _page(what: str, root: Path | None) -> tuple[str, Path, Catalogue | None]:
    """Name and file of a page, found by itself or by its record, and its catalogue if any."""
    from projectkit.catalogue.links_out import refuse_links_out
    from projectkit.catalogue.root import CatalogueError
    from projectkit.reading.kinds import ENDINGS

    path = Path(what)
    catalogue = catalogue_or_none(root, is_needed=not path.is_file())
    if catalogue:
        refuse_links_out(catalogue, path)
    if path.is_file() and path.suffix.lower() not in ENDINGS:
        message = _("{path} is not a page: pages end in {names}").format(
            path=path, names=", ".join(sorted(ENDINGS))
        )
        raise CatalogueError(message)
    if ("/" in what or path.suffix.lower() in ENDINGS) and not path.is_file():
        message = _("there is no page {path}").format(path=path)
        raise CatalogueError(message)
    if path.is_file() or catalogue is None:
        return _name(path, catalogue), path, catalogue
    return *_page_of_record(catalogue, what), catalogue


def _name(path: Path, catalogue: Catalogue | None) -> str:
    """The name of the page in the catalogue, or its own name if it lies elsewhere."""
    from projectkit.catalogue.root import CatalogueError

    try:
        return catalogue.relative(path) if catalogue else path.name
    except CatalogueError:
        return path.name


def _page_of_record(catalogue: Catalogue, record_id: str) -> tuple[str, Path]:
    from projectkit.catalogue.record_file import find_page, find_record

    record = find_record(catalogue, record_id).record
    source, page = find_page(catalogue, record)
    return source.file, page


def _write_plain(lines: list[Explained]) -> None:
    from projectkit.cli.terminal import safe_line

    for explained in lines:
        if explained.line.text:
            cells = (explained.place, "; ".join(explained.told), explained.line.text)
            sys.stdout.write("\t".join(map(safe_line, cells)) + "\n")


def _print(lines: list[Explained]) -> None:
    from rich.table import Table

    from projectkit.cli.terminal import plain, print_paged

    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column(style="dim", justify="right")
    table.add_column(ratio=3, overflow="fold")
    table.add_column(ratio=2, overflow="fold")
    for explained in lines:
        text = plain(explained.line.text, style="dim" if explained.boilerplate else "")
        told = plain("\n".join(explained.told), style=_style(explained))
        table.add_row(explained.place, text, told)
    print_paged(table)


def _style(explained: Explained) -> str:
    if explained.leftover:
        return "red"
    if explained.boilerplate:
        return "dim"
    return _STYLES[explained.uses[0].how] if explained.uses else ""
