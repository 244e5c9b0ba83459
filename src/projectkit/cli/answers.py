"""Answers to a search: as JSON, as lines for a pipe, and as people read them on a terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from projectkit.cli.terminal import safe_line, tell, write_json_array
from projectkit.language.translate import _, language
from projectkit.model.plain import value_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from projectkit.model.plain import PlainRecord
    from projectkit.search.answer import Answer
    from projectkit.search.conditions import Query
    from projectkit.store.index import SearchIndex
    from projectkit.store.rows import Rows

FIELDS = ("id", "title", "kind", "status", "start_date", "end_date", "themes")


def write_answers(found: Iterable[Answer], *, as_json: bool) -> int:
    """Write answers as JSON or as tab-separated lines, and return their number."""
    if as_json:
        return write_json_array(
            fields_for_others(answer.hit.record) | with_score(answer.hit.score, answer.passage.text)
            for answer in found
        )
    count = 0
    for count, answer in enumerate(found, 1):  # noqa: B007  (how many there were)
        record = fields_for_others(answer.hit.record)
        cells = [
            "; ".join(record["themes"]) if name == "themes" else value_of(record, name) or ""
            for name in FIELDS
        ]
        sys.stdout.write("\t".join(map(safe_line, cells)) + "\n")
    return count


def fields_for_others(record: PlainRecord) -> dict[str, Any]:
    """The fields that an answer shows of a record, without contact data."""
    from projectkit.export.privacy import value_without_contacts

    return {name: value_without_contacts(name, value_of(record, name)) for name in FIELDS}


def tell_nothing(text: str, asked: Query, rows: Rows, index: SearchIndex | None) -> None:
    """Say that nothing was found, and what may have been meant."""
    from projectkit.search.suggest import suggestion

    meant = suggestion(text, asked, rows, index)
    tell(
        _("nothing found; did you mean `{meant}`?").format(meant=meant)
        if meant
        else _("nothing found")
    )


def with_score(score: float, snippet: str) -> dict[str, Any]:
    """What a search says of a record besides its fields."""
    from projectkit.export.contact_text import without_contacts_in

    return {"score": round(score, 3), "snippet": without_contacts_in(snippet)}


def show_answers(found: Iterable[Answer], total: str) -> None:
    """Show answers one below the other: title, id and facts, and the passage that matches."""
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
        # Once something is left out, the marks no longer fit.
        for start, end in answer.passage.marks if passage == answer.passage.text else ():
            shown.stylize("bold", start, end)
        title = without_contacts_in(record["title"] or record["id"])
        parts += [Text(), plain(title, style="bold")]
        parts += [Padding(plain(facts, style="cyan"), (0, 0, 0, 2)), Padding(shown, (0, 0, 0, 2))]
    print_paged(*parts, Text(), plain(total, style="dim"))
