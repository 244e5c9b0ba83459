"""`projectkit init`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def init_command(
    folder: Annotated[Path, typer.Argument(help="Folder to make the catalogue in.")] = Path(),
) -> None:
    """Make a catalogue in a folder.

    It gets a place for pages, a place for records and a settings file.
    """
    from projectkit.catalogue.root import init_catalogue

    catalogue, made = init_catalogue(folder)
    for name in made:
        typer.echo(f"made {name}")
    if not made:
        typer.echo(f"{catalogue.root} is a catalogue already; nothing changed")
    else:
        typer.echo("Save pages (.txt, .html or .md) in data/raw, then run `projectkit ingest`.", err=True)
