"""Searches plain enough to be read without typer, whose import takes longer than Python itself."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from projectkit.language.translate import LANGUAGES, VARIABLE

if TYPE_CHECKING:
    from projectkit.cli.request import Request

_NUMBER = re.compile("[0-9]{1,9}")


def plain_search(arguments: list[str]) -> Request | None:
    """The request of a search that has no options but `--json`, `--limit` and `--from`.

    Returns:
        The request, or None if typer has to read the arguments, for instance to refuse them.
    """
    if arguments[:1] != ["search"] or os.environ.get(VARIABLE) not in LANGUAGES:
        return None
    words: list[str] = []
    as_json, with_weak, limit, parts = False, False, None, None
    waiting = iter(arguments[1:])
    for argument in waiting:
        if argument == "--":
            words += waiting
        elif argument == "--json":
            as_json = True
        elif argument == "--all":
            with_weak = True
        elif argument in {"--limit", "-n"} and (number := _NUMBER.fullmatch(next(waiting, ""))):
            limit = int(number[0])
        elif argument == "--from" and (named := next(waiting, None)):
            parts = named
        elif argument.startswith("-"):
            return None
        else:
            words.append(argument)
    if not words:
        return None
    from projectkit.cli.request import Request

    root = os.environ.get("PROJECTKIT_ROOT")
    return Request(
        words,
        as_json=as_json,
        limit=limit,
        parts=parts,
        root=Path(root) if root else None,
        with_weak=with_weak,
    )
