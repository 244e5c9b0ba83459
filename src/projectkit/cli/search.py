"""`projectkit search`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from projectkit.cli.options import (
    Columns,
    Format,
    Json,
    Language,
    Limit,
    ListFormat,
    Root,
    Sort,
    catalogue_at,
    complete_query,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from projectkit.catalogue.root import Catalogue
    from projectkit.cli.records import View
    from projectkit.search.answer import Answer


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

    Words may be written otherwise in the text: in another form, in a compound, or with a typing error. The more of them
    a record has, the higher it stands; phrases and fields have to be as asked. Each is shown with the passage that
    fits.
    """
    from projectkit.cli.answers import write_answers
    from projectkit.cli.records import view
    from projectkit.cli.terminal import tell_broken
    from projectkit.search.answer import answers, split
    from projectkit.search.conditions import And
    from projectkit.search.fresh import FreshIndex
    from projectkit.search.query import QueryError, parse

    catalogue = catalogue_at(root)
    wanted = view(catalogue, as_json=as_json, format_=format_, lang=lang, sort=sort, limit=limit, columns=columns)
    asked = parse(query)
    if asked == And(()):
        message = "search needs a word; `projectkit list` shows everything"
        raise QueryError(message)
    if not split(asked)[0]:
        _list(catalogue, query, wanted)
        return
    index = FreshIndex(catalogue)
    found = answers(catalogue, index, asked, None if sort else limit)
    if sort or columns:
        _write_records(catalogue, found, wanted)
    elif wanted.format is ListFormat.TABLE:
        _print(list(found), wanted)
    else:
        write_answers(found, as_json=wanted.format is ListFormat.JSON)
    tell_broken(index.broken())


def _list(catalogue: Catalogue, query: list[str], wanted: View) -> None:
    """A question without a word has no best answer: those that fit, as `filter` gives them."""
    from projectkit.cli.answers import extra
    from projectkit.cli.records import Row, load_sound, write_rows
    from projectkit.search.query import parse

    asked = parse(query)
    rows = (Row(record, extra(0.0, "")) for record in load_sound(catalogue) if asked.match(record))
    write_rows(rows, wanted)


def _write_records(catalogue: Catalogue, found: Iterable[Answer], wanted: View) -> None:
    """Answers in an order or with columns that need the whole record."""
    from projectkit.catalogue.records import load_named
    from projectkit.cli.answers import extra
    from projectkit.cli.records import Row, write_rows

    by_file = {answer.hit.file: answer for answer in found}
    rows = (
        Row(record, extra(by_file[file].hit.score, by_file[file].passage.text))
        for file, record in load_named(catalogue, list(by_file))
        if record
    )
    write_rows(rows, wanted)


def _print(found: list[Answer], wanted: View) -> None:
    """Results one below the other: title, facts and id, and the passage that fits."""
    from rich.padding import Padding
    from rich.text import Text

    from projectkit.cli.terminal import plain, print_paged

    parts: list[Any] = []
    for answer in found:
        card = answer.hit.card
        dates = "–".join(date for date in (card["start_date"], card["end_date"]) if date)
        facts = " · ".join(part for part in (card["id"], card["status"], dates) if part)
        shown = plain(answer.passage.text)
        for start, end in answer.passage.marks:
            shown.stylize("bold", start, end)
        parts += [Text(), plain(card["title"] or card["id"], style="bold")]
        parts += [Padding(plain(facts, style="cyan"), (0, 0, 0, 2)), Padding(shown, (0, 0, 0, 2))]
    noun = "project" if len(found) == 1 else "projecten" if wanted.language == "nl" else "projects"
    print_paged(*parts, *([Text()] if parts else []), plain(f"{len(found)} {noun}", style="dim"))
