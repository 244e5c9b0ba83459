"""What typer says of a mistake in the command line, and the words of its help, in Dutch.

typer makes these sentences itself, in English: they are known by their form and said anew.
"""

from __future__ import annotations

import re
from functools import cache

from projectkit.language.translate import _, later

KINDS = {
    "str": later("text"),
    "int": later("number"),
    "int range": later("number"),
    "float": later("number"),
    "float range": later("number"),
    "path": later("path"),
    "filename": later("path"),
}
"""How typer calls the kinds of values, in angle brackets."""

HELP = (
    later("Arguments"),
    later("Options"),
    later("Commands"),
    later("required"),
    later("default: {default}"),
    later("env var: {var}"),
    later("Show this message and exit."),
    later("Install completion for the current shell."),
    later("Show completion for the current shell, to copy it or customize the installation."),
    later("Missing command."),
    later("No such command {name!r}."),
)
"""What typer looks up by itself, or says in the help of its own options."""

# The first that fits is meant.
_COMPLAINTS = (
    later("Error: {message}"),
    later("Try {command} for help."),
    later("{message} Did you mean {close}?"),
    later("Invalid value for {name}: {message}"),
    later("Invalid value: {message}"),
    later("Missing argument {name}."),
    later("Missing option {name}."),
    later("No such option: {name} (Possible options: {names})"),
    later("No such option: {name}"),
    later("Option {name} requires an argument."),
    later("Option {name} requires {number} arguments."),
    later("Option {name} does not take a value."),
    later("Got unexpected extra argument(s) ({names})"),
    later("Got unexpected extra argument ({names})"),
    later("Got unexpected extra arguments ({names})"),
    later("{value} is not one of {names}."),
    later("{value} is not a valid int."),
    later("{value} is not a valid int range."),
    later("{value} is not a valid float."),
    later("{value} is not a valid float range."),
    later("{value} is not in the range {range}."),
    later("File {name} does not exist."),
    later("File {name} is a directory."),
    later("File {name} is not readable."),
    later("{number} values are required, but {given} given."),
    later("Takes {number} values but {given} given."),
    later("{name} (env var: {variable})"),
)


def in_dutch(line: str, depth: int = 4) -> str:
    """A line of typer in Dutch; what is not known, as what projectkit itself says, stays as it is.

    Args:
        line: the line.
        depth: how many sentences may stand in each other; what a user typed may look like one, and
            has no end.
    """
    for complaint in _COMPLAINTS if depth else ():
        match = _form(complaint).fullmatch(line)
        if match:
            parts = match.groupdict()
            inner = {
                name: in_dutch(parts[name], depth - 1)
                for name in ("name", "message")
                if name in parts
            }
            return _(complaint).format(**parts | inner)
    return line


@cache
def _form(complaint: str) -> re.Pattern[str]:
    """A pattern with a group for each word in braces."""
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(complaint)))
