"""`projectkit help`."""

from __future__ import annotations

import sys
from typing import Annotated

import click
import typer

from projectkit.cli.options import Json
from projectkit.cli.pager import show_paged
from projectkit.language.translate import _


def help_command(
    ctx: typer.Context,
    command: Annotated[
        list[str] | None,
        typer.Argument(metavar=_("[COMMAND]..."), help=_("A command."), show_default=False),
    ] = None,
    as_json: Json = False,
) -> None:
    """Explain a command with its options and an example, or list all commands."""
    asked = ctx.find_root()
    for name in command or ():
        group = asked.command
        found = group.get_command(asked, name) if isinstance(group, click.Group) else None
        if found is None:
            known = group.commands if isinstance(group, click.Group) else ()
            raise click.exceptions.NoSuchCommand(name, possibilities=known, ctx=asked)
        asked = click.Context(found, info_name=name, parent=asked)
    if as_json:
        _write_json(" ".join(command or ()))
        return
    show_paged(asked.get_help().split("\n"))


def _write_json(name: str) -> None:
    """Write what `projectkit schema --commands` says of a command, of those in a group, or all."""
    from projectkit.cli.command_list import command_entries
    from projectkit.cli.terminal import json_text

    entries = command_entries()
    chosen = [each for each in entries if f"{each['name']} ".startswith(f"{name} ".lstrip())]
    sys.stdout.write(json_text(chosen))
