"""`projectkit init`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from projectkit.cli.options import Json
from projectkit.cli.terminal import json_text, note
from projectkit.language.translate import _


def init_command(
    folder: Annotated[
        Path, typer.Argument(metavar=_("[FOLDER]"), help=_("Folder to make the catalogue in."))
    ] = Path(),
    as_json: Json = False,
) -> None:
    """Make a catalogue in a folder.

    It gets a place for pages, a place for records and a settings file.
    """
    from projectkit.catalogue.root import init_catalogue

    catalogue, made = init_catalogue(folder)
    if as_json:
        sys.stdout.write(json_text({"root": str(catalogue.root), "made": made}))
        return
    for name in made:
        typer.echo(_("made {name}").format(name=name))
    if not made:
        typer.echo(_("{root} is already a catalogue; nothing changed").format(root=catalogue.root))
    else:
        note(
            _(
                "Save pages (.html, .mhtml, .docx, .pdf, .txt …) in data/raw, "
                "then run `projectkit ingest`."
            )
        )
