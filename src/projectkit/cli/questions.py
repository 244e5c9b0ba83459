"""How `list`, `filter` and `search` answer once their arguments are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projectkit.cli.answers import show_answers, tell_nothing, with_score, write_answers
from projectkit.cli.asked import asked_of
from projectkit.cli.records import Shown, view, write_records
from projectkit.cli.request import ListFormat, Request
from projectkit.cli.terminal import tell_left_out, tell_misnamed, tell_work
from projectkit.language.translate import _

if TYPE_CHECKING:
    from projectkit.catalogue.root import Catalogue
    from projectkit.cli.records import View
    from projectkit.search.conditions import Query
    from projectkit.search.fresh import FreshIndex
    from projectkit.store.rows import Rows
    from projectkit.store.source import RecordSource

# Answers on a terminal if nobody said how many.
_SCREEN = 25


def list_records(request: Request) -> None:
    """Write all records that match a query.

    Raises:
        ProjectkitError: if there is nothing to ask, or the request cannot be understood.
    """
    from projectkit.search.query import parse

    catalogue, source = asked_of(request.root, request.parts)
    wanted = view(catalogue, request)
    _list(request, source, parse(request.query), wanted)
    if request.parts is None:
        tell_misnamed(catalogue)


def search_records(request: Request, why: str | None = None) -> None:
    """Write the records that answer a query, best first.

    Args:
        request: what is asked.
        why: the id of a record whose score is explained instead, or its beginning.

    Raises:
        ProjectkitError: if there is nothing to ask, or the request cannot be understood.
    """
    from projectkit.search.answer import hits, split
    from projectkit.search.fresh import FreshIndex

    catalogue, source = asked_of(request.root, request.parts)
    wanted = view(catalogue, request)
    asked = _asked(request, why)
    if not split(asked)[0]:
        # Without a word there is nothing to rank by.
        _list(request, source, asked, wanted)
        return
    index = FreshIndex(source, told=tell_work)
    if why:
        from projectkit.cli.why import write_reasons

        named = _row_of(why, index.rows) if request.parts else _file_of(why, catalogue)
        write_reasons(*named, index, asked, wanted)
    elif request.facets:
        from projectkit.cli.facets import write_facets

        write_facets((hit.record for hit in hits(index, asked)), request.facets, wanted)
    elif not _write(index, asked, wanted) and request.limit != 0:
        tell_nothing(" ".join(request.query), asked, index.rows, index.index)
    tell_left_out(index.rows.broken(), source)


def _list(request: Request, source: RecordSource, asked: Query, wanted: View) -> None:
    from projectkit.search.select import Selection

    selection = Selection(source, asked, tell_work)
    records = (record for _, record in selection)
    if request.facets:
        from projectkit.cli.facets import write_facets

        write_facets(records, request.facets, wanted)
    elif not write_records(map(Shown, records), wanted) and request.limit != 0:
        tell_nothing(" ".join(request.query), asked, selection.rows, selection.index)
    tell_left_out(selection.rows.broken(), source)


def _asked(request: Request, why: str | None) -> Query:
    """The query.

    Raises:
        QueryError: if it cannot be understood, or has no word where one is needed.
    """
    from projectkit.search.answer import split
    from projectkit.search.conditions import And
    from projectkit.search.query import QueryError, parse

    asked = parse(request.query)
    if asked == And(()):
        message = _("search needs a word; `projectkit list` shows everything")
        raise QueryError(message)
    if why and not split(asked)[0]:
        message = _("--why needs a word to rank by")
        raise QueryError(message)
    return asked


def _file_of(beginning: str, catalogue: Catalogue) -> tuple[str, str]:
    """The file and the id of a record, found by the beginning of its id."""
    from projectkit.catalogue.record_file import find_record

    found = find_record(catalogue, beginning)
    return catalogue.relative(found.path), found.record.id


def _row_of(beginning: str, rows: Rows) -> tuple[str, str]:
    """The row and the id of a record in parts, found by the beginning of its id."""
    from projectkit.catalogue.root import CatalogueError

    found = [beginning] if rows.with_id(beginning) else rows.ids_from(beginning, _SCREEN)
    file = rows.with_id(found[0]) if len(found) == 1 else None
    if file is None:
        message = _("there is no record {id} in these parts").format(id=beginning)
        more = _("several records begin with {id}: {ids}").format(
            id=beginning, ids=", ".join(found)
        )
        raise CatalogueError(more if found else message)
    return file, found[0]


def _write(index: FreshIndex, asked: Query, wanted: View) -> int:
    """Write the answers to a query, and return their number."""
    from projectkit.search.answer import answers

    if wanted.sort or wanted.columns:
        found = answers(index, asked, None if wanted.sort else wanted.limit)
        scored = (
            Shown(each.hit.record, with_score(each.hit.score, each.passage.text)) for each in found
        )
        return write_records(scored, wanted)
    if wanted.format is not ListFormat.TABLE:
        found = answers(index, asked, wanted.limit)
        return write_answers(found, as_json=wanted.format is ListFormat.JSON)
    shown = list(answers(index, asked, _SCREEN if wanted.limit is None else wanted.limit))
    if shown:
        show_answers(shown, wanted.total(len(shown), _count(index, asked)))
    return len(shown)


def _count(index: FreshIndex, asked: Query) -> int:
    """How many records answer a query."""
    from projectkit.search.answer import hits, split
    from projectkit.search.conditions import And
    from projectkit.search.ranking import ranked

    words, conditions = split(asked)
    if conditions == And(()):
        return index.index.count(ranked(index.index, words))
    return sum(1 for _ in hits(index, asked))
