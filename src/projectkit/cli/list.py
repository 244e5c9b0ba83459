"""`projectkit list`."""

from __future__ import annotations

from projectkit.cli.options import Columns, Facets, Format, Json, Language, Limit, Query, Root, Sort, catalogue_at


def list_command(
    query: Query = None,
    as_json: Json = False,
    format_: Format = None,
    sort: Sort = None,
    limit: Limit = None,
    columns: Columns = None,
    facets: Facets = None,
    lang: Language = None,
    root: Root = None,
) -> None:
    """List records, all or those of a query."""
    from projectkit.cli.answers import tell_nothing
    from projectkit.cli.facets import write_facets
    from projectkit.cli.records import Shown, view, write_records
    from projectkit.cli.terminal import tell_broken
    from projectkit.search.query import parse
    from projectkit.search.select import Selection

    catalogue = catalogue_at(root)
    wanted = view(catalogue, as_json=as_json, format_=format_, lang=lang, sort=sort, limit=limit, columns=columns)
    asked = parse(query or [])
    selection = Selection(catalogue, asked)
    records = (record for _, record in selection)
    if facets:
        write_facets(records, facets, wanted)
    elif not write_records(map(Shown, records), wanted) and limit != 0:
        tell_nothing(" ".join(query or []), asked, selection.rows, selection.index, wanted.language)
    tell_broken(selection.rows.broken())
