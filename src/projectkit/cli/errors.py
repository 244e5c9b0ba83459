"""Errors for programs: with `--json`, the last line of stderr is one JSON object."""

from __future__ import annotations

import json
import sys
from typing import NamedTuple

from projectkit.language.translate import _, later


class ErrorCode(NamedTuple):
    """What programs call an error.

    Attributes:
        code: its name, which stays the same.
        meaning: what it means.
        hint: what to do, where the message does not say it.
    """

    code: str
    meaning: str
    hint: str = ""


MISUSE = ErrorCode(
    "usage",
    later("the command line cannot be understood"),
    later("see `{command} --help`, or `projectkit schema --commands`"),
)
INTERRUPTED = ErrorCode(
    "interrupted", later("the command was stopped"), later("run the command again")
)
REFUSED = ErrorCode("refused", later("something else that the user can mend; the message says it"))
ERRORS = {
    "UnknownFieldError": ErrorCode("unknown_field", later("no record has such a field")),
    "UnknownRuleError": ErrorCode(
        "unknown_rule", later("there is no such rule"), later("`projectkit rule` lists all rules")
    ),
    "QueryError": ErrorCode("query", later("the query cannot be understood")),
    "SettingsError": ErrorCode("settings", later("projectkit.toml is not valid")),
    "NoCatalogueError": ErrorCode("no_catalogue", later("there is no catalogue here")),
    "OwnFileError": ErrorCode("own_file", later("a file of the catalogue would be overwritten")),
    "CatalogueError": ErrorCode(
        "catalogue", later("a record, page or change is not possible in this catalogue")
    ),
    "ImportFileError": ErrorCode("import_file", later("a file cannot be imported")),
    "SourceError": ErrorCode("source", later("there are no parts of a crawl to query")),
    "FetchError": ErrorCode("fetch", later("a page cannot be fetched")),
    "ExportError": ErrorCode("export", later("a format cannot hold what is exported")),
    "MissingPackageError": ErrorCode("missing_package", later("a package has to be installed")),
    "UnreadableError": ErrorCode("unreadable", later("a page is not text")),
    "DamagedError": ErrorCode("cache_damaged", later("the cache was damaged and is removed")),
    "OSError": ErrorCode("system", later("a file cannot be read or written")),
    "ProjectkitError": REFUSED,
}
"""The code of each kind of error; the nearest class counts."""


def code_of(error: BaseException) -> ErrorCode:
    """What programs call an error."""
    named = (ERRORS.get(each.__name__) for each in type(error).__mro__)
    return next(filter(None, named), REFUSED)


def wants_json() -> bool:
    """Whether errors are for programs: the command line has `--json`."""
    words = sys.argv[1:]
    return "--json" in words[: words.index("--") if "--" in words else len(words)]


def write_error(code: ErrorCode, message: str, exit_code: int, command: str = "projectkit") -> None:
    """Write an error for programs.

    Args:
        code: what programs call it.
        message: what people are told.
        exit_code: the exit code of the command.
        command: how the command is called.
    """
    told = {
        "code": code.code,
        "message": message,
        "hint": _(code.hint).format(command=command) if code.hint else None,
        "exit_code": exit_code,
    }
    # In ASCII: a terminal obeys nothing of it.
    sys.stderr.write(json.dumps({"error": told}) + "\n")
