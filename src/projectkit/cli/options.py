"""Options that several commands share, and what they all do first."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from projectkit.cli.complete import complete_field, complete_query
from projectkit.language.translate import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from projectkit.catalogue.root import Catalogue


class ListFormat(StrEnum):
    """How a list of records is written."""

    TABLE = "table"
    TSV = "tsv"
    JSON = "json"


Root = Annotated[
    Path | None,
    typer.Option(
        "--root",
        envvar="PROJECTKIT_ROOT",
        help=_("Folder of the catalogue, if not this one or one above it."),
    ),
]
From = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar=_("PARTS"),
        help=_("Ask what `projectkit bulk` made, a folder or URL, not the catalogue."),
    ),
]
Json = Annotated[bool, typer.Option("--json", help=_("Write JSON."))]
Format = Annotated[
    ListFormat | None,
    typer.Option(
        "--format", help=_("Default: table on a terminal, tsv in a pipe."), show_default=False
    ),
]
Sort = Annotated[
    str | None,
    typer.Option(
        "--sort",
        help=_("Field to sort by; -FIELD sorts down."),
        metavar=_("FIELD"),
        autocompletion=complete_field,
    ),
]
Limit = Annotated[
    int | None,
    typer.Option("--limit", "-n", min=0, max=sys.maxsize, help=_("Show at most this many.")),
]
Columns = Annotated[
    str | None,
    typer.Option(
        "--columns",
        help=_("Fields, with commas between, or a set from projectkit.toml."),
        autocompletion=complete_field,
    ),
]
WithContacts = Annotated[
    bool | None,
    typer.Option(
        "--with-contacts/--without-contacts",
        help=_("Include e-mail addresses, phone numbers and addresses."),
        show_default=False,
    ),
]
Facets = Annotated[
    str | None,
    typer.Option(
        "--facets",
        help=_(
            "Count the values of these fields instead, for instance theme,organisation,status,year."
        ),
        metavar=_("FIELDS"),
        autocompletion=complete_field,
    ),
]
Query = Annotated[
    list[str] | None,
    typer.Argument(
        help=_('Words, "phrases", field:value, ranges with .., has:field, NOT, OR, brackets.'),
        metavar=_("[QUERY]..."),
        show_default=False,
        autocompletion=complete_query,
    ),
]


def named_columns(catalogue: Catalogue, columns: str | None) -> list[str] | None:
    """The names of columns; that of a set in projectkit.toml stands for all of it. None for the usual ones.

    Raises:
        SettingsError: if the set names a field that there is not.
    """
    # Read whether they are needed or not, so that what is wrong in the settings is told.
    sets = catalogue.settings.columns
    if columns is None:
        return None
    names = (name.strip() for name in columns.split(","))
    return [
        each for name in names for each in (_set(name, sets[name]) if name in sets else (name,))
    ]


def _set(name: str, fields: tuple[str, ...]) -> tuple[str, ...]:
    from projectkit.catalogue.root import SETTINGS_FILE
    from projectkit.catalogue.settings import SettingsError
    from projectkit.search.fields import UnknownFieldError, field

    try:
        for each in fields:
            field(each)
    except UnknownFieldError as error:
        message = f"{SETTINGS_FILE}: columns.{name}: {error}"
        raise SettingsError(message) from None
    return fields


def refuse_own_file(
    catalogue: Catalogue | None, read: Iterable[Path], path: Path, option: str
) -> None:
    """Stop before a file of the catalogue itself, or one that is read, is written over.

    Raises:
        BadParameter: if the path is one of these.
    """
    from projectkit.catalogue.output import OwnFileError, check_output

    try:
        check_output(path, catalogue, read)
    except OwnFileError as error:
        raise typer.BadParameter(str(error), param_hint=option) from None
