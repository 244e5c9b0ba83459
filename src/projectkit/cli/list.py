"""`projectkit list`."""

from __future__ import annotations

from projectkit.cli.options import Columns, Format, Json, Language, Limit, Query, Root, Sort, catalogue_at


def list_command(
    query: Query = None,
    as_json: Json = False,
    format_: Format = None,
    sort: Sort = None,
    limit: Limit = None,
    columns: Columns = None,
    lang: Language = None,
    root: Root = None,
) -> None:
    """List records, all or those of a query."""
    from projectkit.cli.records import Row, load_sound, view, write_rows
    from projectkit.search.query import parse

    catalogue = catalogue_at(root)
    wanted = view(catalogue, as_json=as_json, format_=format_, lang=lang, sort=sort, limit=limit, columns=columns)
    asked = parse(query or [])
    write_rows((Row(record) for record in load_sound(catalogue) if asked.match(record)), wanted)
