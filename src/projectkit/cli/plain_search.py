"""Questions plain enough to be read without typer, whose import takes longer than Python itself."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from projectkit.language.translate import LANGUAGES, VARIABLE

if TYPE_CHECKING:
    from projectkit.cli.request import Request

_NUMBER = re.compile("[0-9]{1,9}")
_COMMANDS = frozenset({"search", "list", "filter"})
# Options that are plain, and what they fill in of a request.
_FLAGS = {"--json": "as_json", "--all": "with_weak"}
_VALUES = {"--from": "parts", "--sort": "sort", "--columns": "columns", "--facets": "facets"}
_LIMITS = frozenset({"--limit", "-n"})


def plain_question(arguments: list[str]) -> tuple[str, Request] | None:
    """The command and the request of a `search`, `list` or `filter` with common options.

    Returns:
        Both, or None if typer has to read the arguments, for instance to refuse them.
    """
    command = arguments[0] if arguments else ""
    if command not in _COMMANDS or os.environ.get(VARIABLE) not in LANGUAGES:
        return None
    words: list[str] = []
    options: dict[str, Any] = {}
    waiting = iter(arguments[1:])
    for argument in waiting:
        if argument == "--":
            words += waiting
        elif argument in _FLAGS:
            options[_FLAGS[argument]] = True
        elif argument in _LIMITS and (number := _NUMBER.fullmatch(next(waiting, ""))):
            options["limit"] = int(number[0])
        elif argument in _VALUES and (value := next(waiting, None)):
            options[_VALUES[argument]] = value
        elif argument.startswith("-"):
            return None
        else:
            words.append(argument)
    if not _is_of(command, words, options):
        return None
    from projectkit.cli.request import Request

    root = os.environ.get("PROJECTKIT_ROOT")
    return command, Request(words, root=Path(root) if root else None, **options)


def _is_of(command: str, words: list[str], options: dict[str, Any]) -> bool:
    """Whether a command can be asked so: only `list` needs no words, only `search` has `--all`."""
    if not words and command != "list":
        return False
    return command == "search" or "with_weak" not in options
