"""Answers to a search: as JSON, as lines for a pipe, and as people read them on a terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from projectkit.cli.terminal import is_quiet, safe_line, tell, write_json_array
from projectkit.language.translate import _, language, plural
from projectkit.model.plain import value_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from projectkit.model.plain import PlainRecord
    from projectkit.search.answer import Answer
    from projectkit.search.conditions import Query
    from projectkit.store.index import SearchIndex
    from projectkit.store.rows import Rows

FIELDS = ("id", "title", "kind", "status", "start_date", "end_date", "themes")
# What marks a weaker match in a pipe: a last cell that the others lack.
_WEAK = "weak"


def write_answers(found: Iterable[Answer], *, as_json: bool) -> int:
    """Write answers as JSON or as tab-separated lines, and return their number."""
    if as_json:
        return write_json_array(
            fields_for_others(answer.hit.record) | said_of(answer) for answer in found
        )
    count = 0
    for count, answer in enumerate(found, 1):  # noqa: B007  (how many there were)
        record = fields_for_others(answer.hit.record)
        cells = [
            "; ".join(record["themes"]) if name == "themes" else value_of(record, name) or ""
            for name in FIELDS
        ]
        weak = [_WEAK] if answer.is_weak else []
        sys.stdout.write("\t".join([*map(safe_line, cells), *weak]) + "\n")
    return count


def fields_for_others(record: PlainRecord) -> dict[str, Any]:
    """The fields that an answer shows of a record, without contact data."""
    from projectkit.export.privacy import value_without_contacts

    return {name: value_without_contacts(name, value_of(record, name)) for name in FIELDS}


def tell_nothing(
    text: str, asked: Query, rows: Rows, index: SearchIndex | None, *, is_ranked: bool
) -> None:
    """Say that nothing was found, and what may have been meant.

    Args:
        text: the question as it was written.
        asked: the same, read.
        rows: the records.
        index: their index; None if the question has no words to look up.
        is_ranked: whether records with some of the words would do.
    """
    from projectkit.search.answer import split
    from projectkit.search.suggest import suggestion

    if meant := suggestion(text, asked, rows, index):
        tell(_("nothing found; did you mean `{meant}`?").format(meant=meant))
    elif len(split(asked)[0]) > 1 and not is_ranked:
        tell(_("no record has all of this; `projectkit search` finds those with some of the words"))
    else:
        tell(_("nothing found"))


def said_of(answer: Answer) -> dict[str, Any]:
    """What a search says of a record besides its fields."""
    from projectkit.export.contact_text import without_contacts_in

    return {
        "score": round(answer.hit.score, 3),
        "weak": answer.is_weak,
        "snippet": without_contacts_in(answer.passage.text),
    }


def show_answers(found: Iterable[Answer], weaker: int, total: str) -> None:
    """Show answers one below the other: title, id and facts, and the passage that matches.

    Args:
        found: the answers, weaker matches last.
        weaker: how many weaker matches are left out.
        total: the last line.
    """
    from projectkit.cli.pager import show_paged
    from projectkit.cli.screen import painted

    lines: list[str] = []
    has_said = False
    for answer in found:
        if answer.is_weak and not has_said:
            lines += ["", painted(_("Weaker matches:"), "dim")]
            has_said = True
        lines += ["", *_lines(answer)]
    if is_quiet():
        show_paged(lines)
        return
    lines.append("")
    if weaker:
        told = plural("{number} weaker match: --all", "{number} weaker matches: --all", weaker)
        lines.append(painted(told.format(number=weaker), "dim"))
    show_paged([*lines, painted(total, "dim")])


def _lines(answer: Answer) -> Iterator[str]:
    from projectkit.cli.screen import painted, screen_width, wrapped
    from projectkit.cli.terminal import safe
    from projectkit.export.contact_text import without_contacts_in
    from projectkit.language.figures import day
    from projectkit.search.fields import field
    from projectkit.search.fields import shown as in_words

    record, width = answer.hit.record, screen_width()
    days = (record["start_date"], record["end_date"])
    # Unbreakable blanks: a date stays on one line.
    dates = "–".join(day(each, language(), short=True) for each in days if each)
    dates = dates.replace(" ", "\u00a0")
    status = in_words(field("status"), record["status"] or "", language())
    facts = " · ".join(part for part in (record["id"], status, dates) if part)
    passage = without_contacts_in(answer.passage.text)
    # Once something is left out, the marks no longer fit.
    marks = answer.passage.marks if passage == answer.passage.text else ()
    title = safe_line(without_contacts_in(record["title"] or record["id"]))
    yield from (painted(line, "bold") for line in wrapped(title, width))
    yield from (f"  {painted(line, 'cyan')}" for line in wrapped(safe(facts), width - 2))
    yield from (f"  {line}" for line in _marked_lines(safe(passage), marks, width - 2))


def _marked_lines(text: str, marks: tuple[tuple[int, int], ...], width: int) -> Iterator[str]:
    """A text on lines, with the words that were found in bold."""
    from projectkit.cli.screen import painted, wrapped

    reached = 0
    for line in wrapped(text, width):
        begin = reached if text.startswith(line, reached) else _end_of_blanks(text, reached)
        # A word that is longer than the line ends with a hyphen that is not in the text.
        reached = begin + len(line) - (not text.startswith(line, begin))
        shown, at = "", begin
        for start, end in marks:
            first, last = max(start, at), min(end, reached)
            if first < last:
                shown += text[at:first] + painted(text[first:last], "bold")
                at = last
        yield shown + text[at:reached] + line[reached - begin :]


def _end_of_blanks(text: str, at: int) -> int:
    return at + len(text[at:]) - len(text[at:].lstrip(" \n"))
