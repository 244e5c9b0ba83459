"""`projectkit validate`."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from projectkit.cli.options import Json, Root, catalogue_at
from projectkit.cli.terminal import json_text, safe_line

if TYPE_CHECKING:
    from projectkit.catalogue.root import Catalogue
    from projectkit.model.diagnostic import Diagnostic
    from projectkit.validation.shape import Loaded


class ReportFormat(StrEnum):
    """How findings are written."""

    TEXT = "text"
    JSON = "json"


def validate_command(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Record files or folders. Default: the whole catalogue.", show_default=False),
    ] = None,
    format_: Annotated[ReportFormat, typer.Option("--format", help="How findings are written.")] = ReportFormat.TEXT,
    as_json: Json = False,
    root: Root = None,
) -> None:
    """Check records and report every problem.

    Each is reported with file, line and column: of the YAML, of the shape of the record, of what it says.
    Exit code 1 if there is an error.
    """
    from projectkit.model.diagnostic import Severity
    from projectkit.validation.across import check_across
    from projectkit.validation.meaning import check_meaning

    catalogue = catalogue_at(root)
    files = _load(catalogue, paths or [])
    found: list[Diagnostic] = []
    for loaded in files:
        found += [*loaded.diagnostics, *check_meaning(loaded)]
    found += check_across(files)
    found.sort(key=lambda item: (item.location.file, item.location.line, item.location.column, item.code))
    if as_json or format_ is ReportFormat.JSON:
        sys.stdout.write(json_text([item.as_dict() for item in found]))
    else:
        _write_text(found)
    errors = sum(item.severity is Severity.ERROR for item in found)
    counts = [_count(len(files), "record"), _count(errors, "error"), _count(len(found) - errors, "warning")]
    typer.echo(f"{counts[0]} checked: {counts[1]}, {counts[2]}", err=True)
    raise typer.Exit(1 if errors else 0)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _load(catalogue: Catalogue, paths: list[Path]) -> list[Loaded]:
    from projectkit.catalogue.root import CatalogueError
    from projectkit.catalogue.store import load_all, load_file, yaml_files

    if not paths:
        return list(load_all(catalogue))
    files: list[Path] = []
    for path in paths:
        if not path.exists():
            message = f"there is no file {path}"
            raise CatalogueError(message)
        files += yaml_files(path) if path.is_dir() else [path]
    return [load_file(path, _name(catalogue, path)) for path in {file.resolve(): file for file in files}.values()]


def _name(catalogue: Catalogue, path: Path) -> str:
    full = path.resolve()
    return full.relative_to(catalogue.root).as_posix() if full.is_relative_to(catalogue.root) else path.as_posix()


def _write_text(found: list[Diagnostic]) -> None:
    from projectkit.cli.terminal import console, plain

    screen = console()
    for item in found:
        if not screen.is_terminal:
            fix = f" ({item.fix})" if item.fix else ""
            sys.stdout.write(safe_line(f"{item.location}: {item.severity} {item.code}: {item.message}{fix}") + "\n")
            continue
        line = plain(f"{item.location}: ", style="bold")
        line.append_text(plain(f"{item.severity} {item.code}", style="red" if item.severity == "error" else "yellow"))
        line.append_text(plain(f": {item.message}"))
        screen.print(line, soft_wrap=True)
        if item.fix:
            screen.print(plain(f"  → {item.fix}", style="dim"))
