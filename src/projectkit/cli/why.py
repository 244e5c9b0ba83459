"""What `projectkit search --why` writes: the score of a record, taken apart."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from projectkit.cli.request import ListFormat
from projectkit.language.translate import _, later

if TYPE_CHECKING:
    from projectkit.cli.records import View
    from projectkit.search.conditions import Query
    from projectkit.search.fresh import FreshIndex

_WAYS = {
    "phrase": later("exactly as written"),
    "beginning": later("words that begin like this"),
    "word": later("the word as written"),
    "form": later("the word in any form, also in compounds"),
    "part": later("a part of the compound"),
    "joined": later("the words as one"),
    "alike": later("pieces of four letters that it shares"),
    "error": later("one letter away"),
}


def write_reasons(file: str, record_id: str, index: FreshIndex, asked: Query, wanted: View) -> None:
    """Write how many points each word of a query gave the record of a file."""
    from projectkit.cli.terminal import json_text, safe_line, tell
    from projectkit.search.why import reasons

    found = reasons(index.index, asked, file)
    total = sum(reason.points for reason in found)
    if wanted.format is ListFormat.JSON:
        rows = [
            {"points": round(each.points, 3), "way": each.way, "word": each.word} for each in found
        ]
        sys.stdout.write(json_text({"id": record_id, "score": round(total, 3), "reasons": rows}))
        return
    for each in found:
        way, word = _(_WAYS[each.way]), safe_line(each.word)
        if wanted.format is ListFormat.TSV:
            sys.stdout.write(f"{each.points:.3f}\t{word}\t{way}\n")
        else:
            sys.stdout.write(f"{each.points:8.3f}  {word}: {way}\n")
    if found and wanted.format is ListFormat.TABLE:
        sys.stdout.write(f"{total:8.3f}  " + _("total") + "\n")
    if not found:
        tell(_("{id} has none of these words").format(id=record_id))
