"""What `projectkit search --why` writes: the score of a record, taken apart."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from projectkit.cli.options import ListFormat

if TYPE_CHECKING:
    from projectkit.cli.records import View
    from projectkit.search.conditions import Query
    from projectkit.search.fresh import FreshIndex

_WAYS = {
    "phrase": ("exactly so", "precies zo"),
    "beginning": ("words that begin so", "woorden die zo beginnen"),
    "word": ("the word as written", "het woord zelf"),
    "form": ("the word in any form, also in compounds", "het woord in elke vorm, ook in samenstellingen"),
    "part": ("a part of the compound", "een deel van de samenstelling"),
    "joined": ("the words as one", "de woorden aan elkaar"),
    "alike": ("pieces of four letters that it shares", "stukken van vier letters die het deelt"),
    "error": ("one letter away", "één letter verschil"),
}


def write_reasons(file: str, record_id: str, index: FreshIndex, asked: Query, wanted: View) -> None:
    """Write what each word of a question gave the record of a file."""
    from projectkit.cli.terminal import json_text, safe_line, tell
    from projectkit.search.why import reasons

    found = reasons(index.index, asked, file)
    total = sum(reason.points for reason in found)
    if wanted.format is ListFormat.JSON:
        rows = [{"points": round(each.points, 3), "way": each.way, "word": each.word} for each in found]
        sys.stdout.write(json_text({"id": record_id, "score": round(total, 3), "reasons": rows}))
        return
    is_dutch = wanted.language == "nl"
    for each in found:
        way, word = _WAYS[each.way][is_dutch], safe_line(each.word)
        if wanted.format is ListFormat.TSV:
            sys.stdout.write(f"{each.points:.3f}\t{word}\t{way}\n")
        else:
            sys.stdout.write(f"{each.points:8.3f}  {word}: {way}\n")
    if found and wanted.format is ListFormat.TABLE:
        sys.stdout.write(f"{total:8.3f}  {'samen' if is_dutch else 'together'}\n")
    if not found:
        tell(f"{record_id} heeft niets van wat u zoekt" if is_dutch else f"{record_id} has none of these words")
