"""`projectkit help`."""

from __future__ import annotations

from typing import Annotated

import click
import typer

from projectkit.cli.pager import show_paged
from projectkit.language.translate import _


def help_command(
    ctx: typer.Context,
    command: Annotated[
        list[str] | None,
        typer.Argument(metavar=_("[COMMAND]..."), help=_("A command."), show_default=False),
    ] = None,
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
    show_paged(asked.get_help().split("\n"))
