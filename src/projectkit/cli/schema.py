"""`projectkit schema`."""

from __future__ import annotations

import typer


def schema_command() -> None:
    """Print the JSON Schema of a record.

    For editors, and for programs that write records.
    """
    from projectkit.model.schema import schema_text

    typer.echo(schema_text(), nl=False)
