"""`projectkit filter`."""

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
    complete_query,
)


def filter_command(
    expression: Annotated[
        list[str],
        typer.Argument(
            help="field:value, ranges with .., has:field, no:field, words, NOT, OR, brackets.",
            autocompletion=complete_query,
        ),
    ],
    as_json: Json = False,
    format_: Format = None,
    sort: Sort = None,
    limit: Limit = None,
    columns: Columns = None,
    lang: Language = None,
    root: Root = None,
) -> None:
    """List the records that fit an expression.

    For instance `status:afgerond start:2015..2018`; the language is that of all commands.
    """
    from projectkit.cli.list import list_command

    list_command(expression, as_json, format_, sort, limit, columns, lang, root)
