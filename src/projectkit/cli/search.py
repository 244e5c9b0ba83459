"""`projectkit search`."""

from __future__ import annotations

from typing import Annotated

import typer

from projectkit.cli.options import (
    Columns,
    Format,
    Json,
    Language,
    Limit,
    Root,
    Sort,
    catalogue_at,
    complete_query,
)


def search_command(
    query: Annotated[
        list[str],
        typer.Argument(help='Words and "phrases", field:value, NOT, OR.', autocompletion=complete_query),
    ],
    as_json: Json = False,
    format_: Format = None,
    sort: Sort = None,
    limit: Limit = None,
    columns: Columns = None,
    lang: Language = None,
    root: Root = None,
) -> None:
    """Find records by their text, best first.

    Each is shown with the passage that fits.
    """
    from projectkit.cli.records import Row, load_sound, view, write_rows
    from projectkit.search.query import And, QueryError, parse
    from projectkit.search.scan import search

    catalogue = catalogue_at(root)
    wanted = view(catalogue, as_json=as_json, format_=format_, lang=lang, sort=sort, limit=limit, columns=columns)
    asked = parse(query)
    if asked == And(()):
        message = "search needs a word; `projectkit list` shows everything"
        raise QueryError(message)
    hits = search(load_sound(catalogue), asked)
    write_rows((Row(hit.record, {"score": hit.score, "snippet": hit.snippet}) for hit in hits), wanted)
