"""What `projectkit search --why` writes: the score of a record, taken apart."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from projectkit.cli.request import ListFormat
from projectkit.language.translate import _, language, later

if TYPE_CHECKING:
    from projectkit.cli.record_list import View
    from projectkit.search.why import Reason

# The width of a score.
_POINTS = 8
_WAYS = {
    "phrase": later("it has exactly `{word}`"),
    "beginning": later("it has words that begin with `{word}`"),
    "word": later("it has the word `{word}` itself"),
    "form": later("it has `{word}` in any form, also inside compounds"),
    "part": later("it has `{word}`, a part of a word of the query"),
    "joined": later("it has two words of the query as one, `{word}`"),
    "alike": later("it has words like `{word}`"),
    "error": later("it has a word that is one letter away from `{word}`"),
}


def write_reasons(
    record_id: str, found: list[Reason], wanted: View, *, best: float, is_weak: bool
) -> None:
    """Write how many points each word of a query gave a record, and for which of its words.

    Args:
        record_id: the record.
        found: what it got points for.
        wanted: how it is shown.
        best: the score of the best answer.
        is_weak: whether the record is a weaker match than what is meant.
    """
    from projectkit.cli.terminal import json_text, safe_line, tell

    total = sum(reason.points for reason in found)
    if wanted.format is ListFormat.JSON:
        rows = [
            {
                "points": round(each.points, 3),
                "way": each.way,
                "word": each.word,
                "found": each.found,
            }
            for each in found
        ]
        score = round(total, 3)
        sys.stdout.write(
            json_text({"id": record_id, "score": score, "weak": is_weak, "reasons": rows})
        )
        return
    if not found:
        tell(_("{id} has none of these words").format(id=record_id))
    elif wanted.format is ListFormat.TSV:
        for each in found:
            sys.stdout.write(f"{each.points:.3f}\t{safe_line(each.word)}\t{_told(each)}\n")
    else:
        grade = _("a weaker match") if is_weak else _("a strong match")
        told = _("in total: {grade}; the best record has {best}")
        summary = told.format(grade=grade, best=_points(best))
        parts = [(each.points, _told(each)) for each in found]
        for points, text in [*parts, (total, summary)]:
            _show(points, text)


def _told(reason: Reason) -> str:
    from projectkit.cli.terminal import safe_line

    words = f": {', '.join(reason.found)}" if reason.found else ""
    return safe_line(_(_WAYS[reason.way]).format(word=reason.word) + words)


def _points(points: float) -> str:
    """A score as the language writes it."""
    return f"{points:.3f}".replace(".", "," if language() == "nl" else ".")


def _show(points: float, text: str) -> None:
    """Show points with what they were given for beside them."""
    from projectkit.cli.screen import Styled, beside, screen_width

    label = f"{_points(points):>{_POINTS}}  "
    lines = beside(Styled(label), [Styled(text)], len(label), screen_width())
    sys.stdout.writelines(f"{line}\n" for line in lines)
