"""Answers to a search as JSON and as lines: what `projectkit search` writes to a pipe."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from projectkit.cli.terminal import json_text, safe_line, tell, tell_broken

if TYPE_CHECKING:
    from collections.abc import Iterable

    from projectkit.search.answer import Answer

FIELDS = ("id", "title", "kind", "status", "start_date", "end_date", "themes")


def search_in_pipe(query: list[str], *, as_json: bool, limit: int | None) -> bool:
    """Answer a search; False, and nothing written, if it has no word to rank by.

    Raises:
        CatalogueError: if there is no catalogue.
        QueryError: if the query cannot be understood.
    """
    from projectkit.catalogue.root import find_catalogue, open_catalogue
    from projectkit.search.answer import answers, split
    from projectkit.search.fresh import FreshIndex
    from projectkit.search.query import parse

    root = os.environ.get("PROJECTKIT_ROOT")
    catalogue = open_catalogue(Path(root)) if root else find_catalogue(Path.cwd())
    asked = parse(query)
    if not split(asked)[0]:
        return False
    index = FreshIndex(catalogue)
    write_answers(answers(catalogue, index, asked, limit), as_json=as_json)
    tell_broken(index.broken())
    return True


def write_answers(found: Iterable[Answer], *, as_json: bool) -> None:
    """Write answers as JSON or as tab-separated lines."""
    count = 0
    if as_json:
        items = [
            {name: answer.hit.card[name] for name in FIELDS} | extra(answer.hit.score, answer.passage.text)
            for answer in found
        ]
        count = len(items)
        sys.stdout.write(json_text(items))
    else:
        for count, answer in enumerate(found, 1):  # noqa: B007  (how many there were)
            card = answer.hit.card
            cells = ["; ".join(card[name]) if name == "themes" else card[name] or "" for name in FIELDS]
            sys.stdout.write("\t".join(map(safe_line, cells)) + "\n")
    if not count:
        tell("nothing found")


def extra(score: float, snippet: str) -> dict[str, Any]:
    """What a search says of a record besides its fields."""
    return {"score": round(score, 3), "snippet": snippet}
