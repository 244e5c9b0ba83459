"""`projectkit search`."""

from __future__ import annotations

from typing import Annotated

import typer

from projectkit.cli.complete import complete_id, complete_query
from projectkit.cli.options import Columns, Facets, Format, From, Json, Limit, Root, Sort
from projectkit.cli.request import Request
from projectkit.language.translate import _


def search_command(
    query: Annotated[
        list[str],
        typer.Argument(
            metavar=_("QUERY..."),
            help=_('Words and "phrases", field:value, NOT, OR.'),
            autocompletion=complete_query,
        ),
    ],
    as_json: Json = False,
    format_: Format = None,
    sort: Sort = None,
    limit: Limit = None,
    columns: Columns = None,
    facets: Facets = None,
    with_weak: Annotated[
        bool, typer.Option("--all", help=_("Show weaker matches too, behind the others."))
    ] = False,
    why: Annotated[
        str | None,
        typer.Option(
            "--why",
            metavar=_("ID"),
            help=_("Explain why this record is found, and how strongly."),
            autocompletion=complete_id,
        ),
    ] = None,
    parts: From = None,
    root: Root = None,
) -> None:
    """Find records by their text, best first.

    Words may be written differently in the text: in another form, in a compound, or with a typo.
    The more of them a record has, the higher it ranks; phrases and fields have to match as they
    are. Each answer has the passage that shows why it was found. The list ends where relevance
    does: --all adds what shares no more than a part or a few letters of a word, and --limit fills
    up with it. A terminal shows the best 25 unless --limit says otherwise.

    Conditions narrow it down: `status:afgerond`, `start:2015..`, or `active:now` for what runs
    today. To list every record that meets conditions, sorted by a field, use `projectkit list`.
    """
    from projectkit.cli.questions import search_records

    request = Request(
        query,
        as_json=as_json,
        format=format_,
        sort=sort,
        limit=limit,
        columns=columns,
        facets=facets,
        parts=parts,
        root=root,
        with_weak=with_weak,
    )
    search_records(request, why)
