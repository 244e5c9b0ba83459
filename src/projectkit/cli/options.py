"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from projectkit.cli.complete import complete_field, complete_id, complete_query
from projectkit.cli.request import ListFormat
from projectkit.language.translate import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from projectkit.catalogue.root import Catalogue


Root = Annotated[
    Path | None,
    typer.Option(
        "--root",
        envvar="PROJECTKIT_ROOT",
        help=_("Folder of the catalogue, if not this one or one above it."),
    ),
]
RecordId = Annotated[
    str,
    typer.Argument(
        metavar=_("ID"),
        help=_("Id of the record, or its beginning."),
        autocompletion=complete_id,
    ),
]
RecordNamed = Annotated[
    list[str],
    typer.Argument(
        metavar=_("ID"),
        help=_("Id of the record, its beginning, or words of the title."),
        autocompletion=complete_id,
    ),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help=_("Show what would change; write nothing."))
]
Rehearsal = Annotated[
    bool, typer.Option("--dry-run", help=_("Show what would happen; write nothing."))
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help=_("Do not ask."))]
From = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar=_("PARTS"),
        help=_("Query the parts that `projectkit bulk` made (a folder or URL), not the catalogue."),
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
        help=_("Field to sort by; -FIELD sorts in descending order."),
        metavar=_("FIELD"),
        autocompletion=complete_field,
    ),
]
Limit = Annotated[
    int | None,
    typer.Option("--limit", "-n", min=0, help=_("Show at most this many.")),
]
Columns = Annotated[
    str | None,
    typer.Option(
        "--columns",
        help=_("Fields, separated by commas, or a set from projectkit.toml."),
        metavar=_("FIELDS"),
        autocompletion=complete_field,
    ),
]
WithContacts = Annotated[
    bool | None,
    typer.Option(
        "--with-contacts/--without-contacts",
        help=_("Include e-mail addresses, phone numbers and addresses. Default: without."),
        show_default=False,
    ),
]
Facets = Annotated[
    str | None,
    typer.Option(
        "--facets",
        help=_("Count the values of these fields instead, such as theme,organisation,status,year."),
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


def refuse_own_file(
    catalogue: Catalogue | None, read: Iterable[Path], path: Path, option: str
) -> None:
    """Refuse to overwrite a file of the catalogue itself, or one that the command reads.

    Raises:
        BadParameter: if the path is one of them.
    """
    from projectkit.catalogue.output import OwnFileError, check_output

    try:
        check_output(path, catalogue, read)
    except OwnFileError as error:
        raise typer.BadParameter(str(error), param_hint=option) from None
