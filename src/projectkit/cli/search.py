"""`projectkit search`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from projectkit.cli.asked import asked_of
from projectkit.cli.complete import complete_id, complete_query
from projectkit.cli.options import (
    Columns,
    Facets,
    Format,
    From,
    Json,
    Limit,
    ListFormat,
    Root,
    Sort,
)
from projectkit.language.translate import _, language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from projectkit.catalogue.root import Catalogue
    from projectkit.cli.records import View
    from projectkit.search.answer import Answer
    from projectkit.search.conditions import Query
    from projectkit.search.fresh import FreshIndex
    from projectkit.search.rows import Rows

# Answers that are shown on a terminal if nobody said how many.
_SCREEN = 25


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
    why: Annotated[
        str | None,
        typer.Option(
            "--why",
            metavar=_("ID"),
            help=_("Tell what made up the score of this record."),
            autocompletion=complete_id,
        ),
    ] = None,
    parts: From = None,
    root: Root = None,
) -> None:
    """Find records by their text, best first.

    Words may be written otherwise in the text: in another form, in a compound, or with a typing
    error. The more of them a record has, the higher it stands; phrases and fields have to be as
    asked. Each is shown with the passage that fits: on a terminal the best 25. In a pipe all are
    written, with the passage in JSON.
    """
    from projectkit.cli.answers import tell_nothing
    from projectkit.cli.facets import write_facets
    from projectkit.cli.list import list_command
    from projectkit.cli.records import view
    from projectkit.cli.terminal import tell_left_out, tell_work
    from projectkit.search.answer import hits, split
    from projectkit.search.fresh import FreshIndex

    catalogue, source = asked_of(root, parts)
    wanted = view(
        catalogue, as_json=as_json, format_=format_, sort=sort, limit=limit, columns=columns
    )
    asked = _asked(query, why)
    if not split(asked)[0]:
        # A question without a word has no best answer: those that fit, as `list` gives them.
        list_command(query, as_json, format_, sort, limit, columns, facets, parts, root)
        return
    index = FreshIndex(source, told=tell_work)
    if why:
        from projectkit.cli.why import write_reasons

        file, record_id = _named(why, index.rows) if parts else _file_of(why, catalogue)
        write_reasons(file, record_id, index, asked, wanted)
    elif facets:
        write_facets((hit.record for hit in hits(index, asked)), facets, wanted)
    elif not _write(index, asked, wanted) and limit != 0:
        tell_nothing(" ".join(query), asked, index.rows, index.index)
    tell_left_out(index.rows.broken(), source)


def _asked(query: list[str], why: str | None) -> Query:
    """What is asked.

    Raises:
        QueryError: if it cannot be understood, or has no word where one is needed.
    """
    from projectkit.search.answer import split
    from projectkit.search.conditions import And
    from projectkit.search.query import QueryError, parse

    asked = parse(query)
    if asked == And(()):
        message = _("search needs a word; `projectkit list` shows everything")
        raise QueryError(message)
    if why and not split(asked)[0]:
        message = _("--why needs a word to rank by")
        raise QueryError(message)
    return asked


def _file_of(record_id: str, catalogue: Catalogue) -> tuple[str, str]:
    """The file of a record, and its id, of which the beginning is enough."""
    from projectkit.catalogue.store import find_record

    found = find_record(catalogue, record_id)
    return catalogue.relative(found.path), found.record.id


def _named(beginning: str, rows: Rows) -> tuple[str, str]:
    """The row of a record of parts, and its id, of which the beginning is enough."""
    from projectkit.catalogue.root import CatalogueError

    found = [beginning] if rows.with_id(beginning) else rows.ids_from(beginning, _SCREEN)
    file = rows.with_id(found[0]) if len(found) == 1 else None
    if file is None:
        message = _("there is no record {id} in these parts").format(id=beginning)
        more = _("{id} may be: {ids}").format(id=beginning, ids=", ".join(found))
        raise CatalogueError(more if found else message)
    return file, found[0]


def _write(index: FreshIndex, asked: Query, wanted: View) -> int:
    """Write what answers a question; how many there were."""
    from projectkit.cli.answers import extra, write_answers
    from projectkit.cli.records import Shown, write_records
    from projectkit.search.answer import answers

    if wanted.sort or wanted.columns:
        found = answers(index, asked, None if wanted.sort else wanted.limit)
        return write_records(
            (Shown(each.hit.record, extra(each.hit.score, each.passage.text)) for each in found),
            wanted,
        )
    if wanted.format is not ListFormat.TABLE:
        return write_answers(
            answers(index, asked, wanted.limit), as_json=wanted.format is ListFormat.JSON
        )
    shown = list(answers(index, asked, _SCREEN if wanted.limit is None else wanted.limit))
    if shown:
        _print(shown, wanted.total(len(shown), _count(index, asked)))
    return len(shown)


def _count(index: FreshIndex, asked: Query) -> int:
    """How many records answer a question."""
    from projectkit.search.answer import hits, split
    from projectkit.search.conditions import And
    from projectkit.search.ranking import ranked

    words, conditions = split(asked)
    if conditions == And(()):
        return index.index.count(ranked(index.index, words))
    return sum(1 for _ in hits(index, asked))


def _print(found: Iterable[Answer], total: str) -> None:
    """Results one below the other: title, facts and id, and the passage that fits."""
    from rich.padding import Padding
    from rich.text import Text

    from projectkit.cli.terminal import plain, print_paged
    from projectkit.export.contact_text import without_contacts_in
    from projectkit.search.fields import field
    from projectkit.search.fields import shown as in_words

    parts: list[Any] = []
    for answer in found:
        record = answer.hit.record
        dates = "–".join(date for date in (record["start_date"], record["end_date"]) if date)
        status = in_words(field("status"), record["status"] or "", language())
        facts = " · ".join(part for part in (record["id"], status, dates) if part)
        passage = without_contacts_in(answer.passage.text)
        shown = plain(passage)
        # Where something is left out, the marks are of other places.
        for start, end in answer.passage.marks if passage == answer.passage.text else ():
            shown.stylize("bold", start, end)
        title = without_contacts_in(record["title"] or record["id"])
        parts += [Text(), plain(title, style="bold")]
        parts += [Padding(plain(facts, style="cyan"), (0, 0, 0, 2)), Padding(shown, (0, 0, 0, 2))]
    print_paged(*parts, Text(), plain(total, style="dim"))
