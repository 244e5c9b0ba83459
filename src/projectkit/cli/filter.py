"""`projectkit filter`."""

from __future__ import annotations

from typing import Annotated

import typer

from projectkit.cli.complete import complete_query
from projectkit.cli.options import Columns, Facets, Format, From, Json, Limit, Root, Sort
from projectkit.cli.request import Request
from projectkit.language.translate import _


def filter_command(
    expression: Annotated[
        list[str],
        typer.Argument(
            metavar=_("QUERY..."),
            help=_("field:value, ranges with .., < and >, has:field, words, NOT, OR, brackets."),
            autocompletion=complete_query,
        ),
    ],
    as_json: Json = False,
    format_: Format = None,
    sort: Sort = None,
    limit: Limit = None,
    columns: Columns = None,
    facets: Facets = None,
    parts: From = None,
    root: Root = None,
) -> None:
    """List the records that match a query.

    For instance `status:afgerond start:2015..2018`, `start > 2015`, or `active:now` for what runs
    today. It does the same as `projectkit list`, but refuses an empty query. To rank by words,
    the best first, use `projectkit search`.
    """
    from projectkit.cli.questions import filter_records

    filter_records(
        Request(
            expression,
            as_json=as_json,
            format=format_,
            sort=sort,
            limit=limit,
            columns=columns,
            facets=facets,
            parts=parts,
            root=root,
        )
    )
