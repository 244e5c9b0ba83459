"""What is said of a command line that cannot be understood: what is wrong, and an example."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import IO, Any

import click

from projectkit.cli.errors import MISUSE, wants_json, write_error
from projectkit.cli.terminal import safe_line, tell_lines
from projectkit.language.translate import _

_LIKENESS = 0.5
# Dutch words that people try as commands.
_IN_DUTCH = {
    "zoek": "search", "zoeken": "search", "toon": "show", "lijst": "list", "lees": "ingest",
    "inlezen": "ingest", "exporteer": "export", "importeer": "import", "rapport": "report",
    "controleer": "validate", "valideer": "validate", "bewerk": "edit", "wijzig": "set",
    "samenvoegen": "merge", "dubbelen": "duplicates", "uitleg": "explain", "hulp": "help",
    "instellingen": "config", "regel": "rule", "gelijkend": "similar",
}  # fmt: skip


class Misuse(click.ClickException):
    """An error in a command line, as it is shown: in one line, and a line with an example."""

    exit_code = 2

    def __init__(self, error: click.UsageError) -> None:
        super().__init__(_message(error))
        self._context = error.ctx
        self._example = _example(error)

    def show(self, file: IO[Any] | None = None) -> None:
        """Write it to stderr."""
        del file
        if wants_json():
            command = self._context.command_path if self._context else "projectkit"
            write_error(MISUSE, safe_line(self.message), self.exit_code, command)
            return
        for line in filter(None, (f"projectkit: {self.message}", self._example)):
            tell_lines(line)


def _message(error: click.UsageError) -> str:
    if isinstance(error, click.exceptions.NoSuchCommand):
        meant = nearest(error.command_name, _commands(error.ctx))
        return _("there is no command `{name}`").format(name=error.command_name) + _hint(meant)
    if isinstance(error, click.NoSuchOption):
        meant = nearest(error.option_name, error.possibilities or ())
        return _("there is no option `{name}`").format(name=error.option_name) + _hint(meant)
    message = error.format_message().strip()
    return f"{message[:1].lower()}{message[1:]}".removesuffix(".")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The word that is most like one that was typed, if any is."""
    known = list(known)
    if (meant := _IN_DUTCH.get(word.casefold())) in known:
        return meant
    return next(iter(get_close_matches(word.casefold(), known, 1, _LIKENESS)), None)


def _hint(meant: str | None) -> str:
    return _(": did you mean `{close}`?").format(close=meant) if meant else ""


def _commands(context: click.Context | None) -> list[str]:
    command = context.command if context else None
    return list(command.commands) if isinstance(command, click.Group) else []


def _example(error: click.UsageError) -> str:
    """The example of the command that was meant."""
    context = error.ctx
    if context is None:
        return ""
    command: click.Command | None = context.command
    if isinstance(error, click.exceptions.NoSuchCommand) and isinstance(command, click.Group):
        meant = nearest(error.command_name, command.commands)
        command = command.get_command(context, meant) if meant else command
    return (command.epilog if command else None) or _("Help: {command} --help").format(
        command=context.command_path
    )
