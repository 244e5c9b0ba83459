"""`projectkit list`."""

from __future__ import annotations

from projectkit.cli.options import Columns, Facets, Format, From, Json, Limit, Query, Root, Sort
from projectkit.cli.request import Request


def list_command(
    query: Query = None,
    as_json: Json = False,
    format_: Format = None,
    sort: Sort = None,
    limit: Limit = None,
    columns: Columns = None,
    facets: Facets = None,
    parts: From = None,
    root: Root = None,
) -> None:
    """List all records, or those that match a query.

    They meet every condition and come in the order of their ids, or of the field of --sort.
    `active:now` asks for the projects that run today, and `active:2024` for those of a year.
    `projectkit filter` does the same but refuses an empty query. To rank by words, the best
    first, use `projectkit search`.
    """
    from projectkit.cli.questions import list_records

    list_records(
        Request(
            query or (),
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
