"""`projectkit list`."""

from __future__ import annotations

from projectkit.cli.asked import asked_of
from projectkit.cli.options import Columns, Facets, Format, From, Json, Limit, Query, Root, Sort


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
    """List records, all or those of a query."""
    from projectkit.cli.answers import tell_nothing
    from projectkit.cli.facets import write_facets
    from projectkit.cli.records import Shown, view, write_records
    from projectkit.cli.terminal import tell_left_out, tell_work
    from projectkit.search.query import parse
    from projectkit.search.select import Selection

    catalogue, source = asked_of(root, parts)
    wanted = view(
        catalogue, as_json=as_json, format_=format_, sort=sort, limit=limit, columns=columns
    )
    asked = parse(query or [])
    selection = Selection(source, asked, tell_work)
    records = (record for _, record in selection)
    if facets:
        write_facets(records, facets, wanted)
    elif not write_records(map(Shown, records), wanted) and limit != 0:
        tell_nothing(" ".join(query or []), asked, selection.rows, selection.index)
    tell_left_out(selection.rows.broken(), source)
