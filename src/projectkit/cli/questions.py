"""How `list`, `filter` and `search` answer once their arguments are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projectkit.cli.answers import said_of, show_answers, tell_nothing, write_answers
from projectkit.cli.asked import asked_of
from projectkit.cli.record_list import Shown, view, write_records
from projectkit.cli.request import ListFormat, Request
from projectkit.cli.terminal import tell, tell_left_out, tell_misnamed, tell_work
from projectkit.language.translate import _

if TYPE_CHECKING:
    from projectkit.catalogue.root import Catalogue
    from projectkit.cli.record_list import View
    from projectkit.search.answer import Question
    from projectkit.search.conditions import Query
    from projectkit.search.fresh import FreshIndex
    from projectkit.store.rows import Rows
    from projectkit.store.source import RecordSource

# Answers on a terminal if nobody said how many.
_SCREEN = 25


def answer(command: str, request: Request) -> None:
    """Answer a question: by `search`, `list` or `filter`.

    Raises:
        ProjectkitError: if there is nothing to ask, or the request cannot be understood.
    """
    answers = {"search": search_records, "list": list_records, "filter": filter_records}
    answers[command](request)


def filter_records(request: Request) -> None:
    """Write all records that match an expression.

    Raises:
        ProjectkitError: if there is nothing to ask, or the request cannot be understood.
    """
    from projectkit.search.query_errors import QueryError

    if not " ".join(request.query).strip():
        message = _("filter needs a query; `projectkit list` shows everything")
        raise QueryError(message)
    list_records(request)


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
    from projectkit.search.answer import Question, split
    from projectkit.search.fresh import FreshIndex

    catalogue, source = asked_of(request.root, request.parts)
    wanted = view(catalogue, request)
    asked = _asked(request, source, why)
    if not split(asked)[0]:
        # Without a word there is nothing to rank by.
        if wanted.format is ListFormat.TABLE and not wanted.sort:
            tell(_("no word to rank by: in order of id, as `projectkit list` does"))
        _list(request, source, asked, wanted)
        return
    index = FreshIndex(source, told=tell_work)
    question = Question(index, asked, " ".join(request.query))
    if why:
        file, record_id = _row_of(why, index.rows) if request.parts else _file_of(why, catalogue)
        _explain(file, record_id, index, question, wanted)
    elif request.facets:
        from projectkit.cli.facets import write_facets

        found = question.graded(with_weak=request.with_weak)
        write_facets((each.hit.record for each in found), request.facets, wanted)
    elif not _write(question, wanted, with_weak=request.with_weak) and request.limit != 0:
        text = " ".join(request.query)
        tell_nothing(text, asked, index.rows, index.index, is_ranked=True)
    tell_left_out(index.rows.broken(), source)


def _list(request: Request, source: RecordSource, asked: Query, wanted: View) -> None:
    from projectkit.search.select import Selection

    selection = Selection(source, asked, tell_work)
    records = (record for _, record in selection)
    if request.facets:
        from projectkit.cli.facets import write_facets

        write_facets(records, request.facets, wanted)
    elif not write_records(map(Shown, records), wanted, selection.known()) and request.limit != 0:
        text = " ".join(request.query)
        tell_nothing(text, asked, selection.rows, selection.index, is_ranked=False)
    tell_left_out(selection.rows.broken(), source)


def _asked(request: Request, source: RecordSource, why: str | None) -> Query:
    """The query; the title of a record is a phrase, whatever signs and operators are in it.

    Raises:
        QueryError: if it cannot be understood, or has no word where one is needed.
    """
    from projectkit.search.answer import split, without_idle_words
    from projectkit.search.conditions import And, Words, lookups
    from projectkit.search.query import parse
    from projectkit.search.query_errors import QueryError

    text = " ".join(request.query)
    title = Words(text, is_quoted=True)
    try:
        parsed = parse(text)
    except QueryError:
        if _is_title(text, source):
            return title
        raise
    asked = without_idle_words(parsed)
    if asked == And(()):
        message = _("search needs a word; `projectkit list` shows everything")
        raise QueryError(message)
    if not split(asked)[0] and any(True for _ in lookups(parsed)) and _is_title(text, source):
        return title
    if why and not split(asked)[0]:
        message = _("--why needs a word to rank by")
        raise QueryError(message)
    return asked


def _is_title(text: str, source: RecordSource) -> bool:
    from projectkit.search.answer import has_title
    from projectkit.search.fresh import FreshIndex

    return has_title(FreshIndex(source, told=tell_work), text)


def _explain(
    file: str, record_id: str, index: FreshIndex, question: Question, wanted: View
) -> None:
    """Write why a record is found."""
    from projectkit.cli.why import write_reasons
    from projectkit.search.why import reasons

    strong = [each.hit for each in question.graded()]
    write_reasons(
        record_id,
        reasons(index, question.query, file),
        wanted,
        best=max((hit.score for hit in strong), default=0.0),
        is_weak=all(hit.file != file for hit in strong),
    )


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


def _write(question: Question, wanted: View, *, with_weak: bool) -> int:
    """Write the answers to a question, and return their number."""
    # Whoever names a number gets the best so many.
    fills_up = wanted.limit is not None and not wanted.sort
    shows_weak = with_weak or fills_up
    if wanted.format is ListFormat.TABLE and not (wanted.sort or wanted.columns):
        return _show(question, wanted, with_weak=shows_weak)
    found = question.answers(None if wanted.sort else wanted.limit, with_weak=shows_weak)
    if wanted.sort or wanted.columns:
        count = write_records((Shown(each.hit.record, said_of(each)) for each in found), wanted)
    else:
        count = write_answers(found, as_json=wanted.format is ListFormat.JSON)
    if question.left_out_weak:
        tell(_("weaker matches are left out: --all"))
    return count


def _show(question: Question, wanted: View, *, with_weak: bool) -> int:
    """Show answers on a terminal, and return their number."""
    limit = _SCREEN if wanted.limit is None and not with_weak else wanted.limit
    shown = list(question.answers(limit, with_weak=with_weak, language=wanted.language))
    if shown:
        strong, weak = question.count()
        weak_shown = sum(each.is_weak for each in shown)
        total = wanted.total(len(shown), strong + (weak if weak_shown else 0))
        show_answers(shown, 0 if weak_shown else weak, total)
    return len(shown)
