"""`projectkit schema`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from projectkit.cli.options import Json
from projectkit.language.translate import _


def schema_command(
    commands: Annotated[
        bool,
        typer.Option(
            "--commands",
            help=_("Print all commands instead, with options, exit codes and what --json writes."),
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    """Print the JSON Schema of a record.

    For editors, and for programs that write records. With --commands, what scripts and agents need
    to call projectkit: every command with its arguments and options, the exit codes, the codes of
    errors, and the JSON Schema of what each command writes with --json.
    """
    del as_json  # it is JSON already
    if commands:
        from projectkit.cli.command_list import command_list
        from projectkit.cli.terminal import json_text

        sys.stdout.write(json_text(command_list()))
        return
    from projectkit.model.schema import schema_text

    sys.stdout.write(schema_text())
