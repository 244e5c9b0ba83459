"""The manual page `projectkit(1)`, from the same commands as the page of commands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from commands import Command, Parameter, commands
from projectkit import __version__
from projectkit.cli.exit_codes import EXIT_CODES

_ENVIRONMENT = {
    "PROJECTKIT_ROOT": "Folder of the catalogue, if not the working folder or one above it.",
    "PROJECTKIT_LANG": "Language of labels and messages, nl or en.",
    "NO_COLOR": "Turns colour off on a terminal.",
    "PAGER": "The program that shows long answers on a terminal.",
    "VISUAL, EDITOR": "The editor of `projectkit edit`.",
}
_FILES = {
    "projectkit.toml": "Settings; marks the root of a catalogue.",
    "data/raw/": "Saved pages.",
    "data/structured/": "One YAML file per project: the source of truth.",
    "layouts/": "Layouts of sites.",
}
_CODES = {str(code): meaning for code, meaning in EXIT_CODES.items()}


def man_page() -> str:
    """The manual page in the macros of man(7)."""
    program, *rest = commands()
    lines = [
        '.\\" Made by `python tools/reference`: change the code, not this file.',
        f'.TH PROJECTKIT 1 "" "projectkit {__version__}" "User Commands"',
        ".SH NAME",
        f"projectkit \\- {_text(_clause(program.summary))}",
        ".SH SYNOPSIS",
        ".B projectkit",
        "[\\fIOPTIONS\\fR] \\fICOMMAND\\fR ...",
        ".SH DESCRIPTION",
        _text(program.summary),
        "projectkit finds a catalogue as git finds a repository: from the working folder upwards.",
        ".SH OPTIONS",
        *(line for option in program.options for line in _entry(option)),
        ".SH COMMANDS",
        *(line for command in rest if not command.is_group for line in _command(command)),
        ".SH EXIT STATUS",
        *_pairs(_CODES),
        ".SH ENVIRONMENT",
        *_pairs(_ENVIRONMENT),
        ".SH FILES",
        *_pairs(_FILES),
        ".SH EXAMPLES",
        *(
            line
            for command in (program, *rest)
            if not command.is_group or command is program
            for line in _example(command)
        ),
    ]
    return "\n".join(lines) + "\n"


def _command(command: Command) -> Iterator[str]:
    yield f".SS {_text(command.usage)}"
    yield _text(command.summary)
    for paragraph in command.details:
        yield from (".PP", _text(paragraph))
    for parameter in (*command.arguments, *command.options):
        yield from _entry(parameter)


def _entry(parameter: Parameter) -> Iterator[str]:
    names = ", ".join(f"\\fB{_text(name)}\\fR" for name in parameter.names)
    yield ".TP"
    yield f"{names} \\fI{_text(parameter.value)}\\fR" if parameter.value else names
    yield _text(parameter.help)


def _pairs(pairs: dict[str, str]) -> Iterator[str]:
    for name, meaning in pairs.items():
        yield from (".TP", f".B {_text(name)}", _text(meaning))


def _example(command: Command) -> Iterator[str]:
    yield from (".PP", ".EX", _text(command.example), ".EE")


def _clause(sentence: str) -> str:
    """A sentence in the form of a NAME line: no capital, no full stop."""
    return sentence[0].lower() + sentence[1:].removesuffix(".")


def _text(text: str) -> str:
    """A text escaped for roff, so that nothing in it is a command or a typographic hyphen."""
    escaped = (
        text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga")
    )
    escaped = escaped.replace("^", "\\(ha").replace("~", "\\(ti")
    escaped = re.sub(r"[^\x00-\x7f]", lambda match: f"\\[u{ord(match[0]):04X}]", escaped)
    return f"\\&{escaped}" if escaped.startswith(".") else escaped
