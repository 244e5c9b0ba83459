"""Answers to a search as JSON and as lines: what `projectkit search` writes to a pipe."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from projectkit.cli.terminal import safe_line, tell, tell_left_out, tell_work, write_json_array
from projectkit.language.translate import LANGUAGES, VARIABLE, _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from projectkit.search.answer import Answer
    from projectkit.search.conditions import Query
    from projectkit.search.index import SearchIndex
    from projectkit.search.rows import Rows
    from projectkit.search.stored import PlainRecord

FIELDS = ("id", "title", "kind", "status", "start_date", "end_date", "themes")


def search_in_pipe(
    query: list[str], parts: str | None, *, as_json: bool, limit: int | None
) -> bool:
    """Answer a search; False, and nothing written, if it has no word to rank by or cannot be answered so.

    Args:
        query: the question.
        parts: the parts that are asked, instead of the catalogue.
        as_json: whether the answer is JSON.
        limit: how many answers are wanted; None for all.

    Raises:
        CatalogueError: if there is no catalogue.
        SourceError: if there are no parts where they should be.
        QueryError: if the query cannot be understood.
    """
    from projectkit.cli.asked import asked_of
    from projectkit.search.answer import answers, split
    from projectkit.search.fresh import FreshIndex
    from projectkit.search.query import parse

    root = os.environ.get("PROJECTKIT_ROOT")
    source = asked_of(Path(root) if root else None, parts)[1]
    asked, lang = parse(query), os.environ.get(VARIABLE)
    if not split(asked)[0] or lang not in {None, *LANGUAGES}:
        return False
    index = FreshIndex(source, told=tell_work)
    if not write_answers(answers(index, asked, limit), as_json=as_json) and limit != 0:
        tell_nothing(" ".join(query), asked, index.rows, index.index)
    tell_left_out(index.rows.broken(), source)
    return True


def write_answers(found: Iterable[Answer], *, as_json: bool) -> int:
    """Write answers as JSON or as tab-separated lines; how many there were."""
    if as_json:
        return write_json_array(
            fields_for_others(answer.hit.record) | extra(answer.hit.score, answer.passage.text)
            for answer in found
        )
    count = 0
    for count, answer in enumerate(found, 1):  # noqa: B007  (how many there were)
        record = fields_for_others(answer.hit.record)
        cells = [
            "; ".join(record[name]) if name == "themes" else record[name] or "" for name in FIELDS
        ]
        sys.stdout.write("\t".join(map(safe_line, cells)) + "\n")
    return count


def fields_for_others(record: PlainRecord) -> dict[str, Any]:
    """The fields that an answer shows of a record, without contact data."""
    from projectkit.export.privacy import value_without_contacts

    return {name: value_without_contacts(name, record[name]) for name in FIELDS}


def tell_nothing(text: str, asked: Query, rows: Rows, index: SearchIndex | None) -> None:
    """Say that nothing was found, and what may have been meant."""
    from projectkit.search.suggest import suggestion

    meant = suggestion(text, asked, rows, index)
    tell(
        _("nothing found; did you mean `{meant}`?").format(meant=meant)
        if meant
        else _("nothing found")
    )


def extra(score: float, snippet: str) -> dict[str, Any]:
    """What a search says of a record besides its fields."""
    from projectkit.export.contact_text import without_contacts_in

    return {"score": round(score, 3), "snippet": without_contacts_in(snippet)}
