"""The command `projectkit` and its subcommands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from projectkit import __version__
from projectkit.cli.bulk import bulk_command
from projectkit.cli.command import Command, Group, example
from projectkit.cli.duplicates import duplicates_command, merge_command
from projectkit.cli.edit import edit_command
from projectkit.cli.explain import explain_command
from projectkit.cli.export import export_command
from projectkit.cli.filter import filter_command
from projectkit.cli.import_ import import_command
from projectkit.cli.ingest import ingest_command
from projectkit.cli.init import init_command
from projectkit.cli.layout import layout_app
from projectkit.cli.list import list_command
from projectkit.cli.privacy import privacy_app
from projectkit.cli.report import report_command
from projectkit.cli.rule import rule_command
from projectkit.cli.schema import schema_command
from projectkit.cli.search import search_command
from projectkit.cli.set import set_command
from projectkit.cli.show import show_command
from projectkit.cli.similar import similar_command
from projectkit.cli.validate import ValidateCommand, validate_command
from projectkit.language.translate import _

app = typer.Typer(
    name="projectkit",
    cls=Group,
    help=_("Turn web pages about Dutch practice-oriented projects into records, and ask them questions."),
    epilog=example("projectkit ingest && projectkit search jeugdzorg"),
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:  # noqa: FBT001  (typer hands the value of the option over by position)
    if wanted:
        typer.echo(f"projectkit {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", "-V", callback=_version, is_eager=True, help=_("Print the version and stop.")),
    ] = False,
) -> None:
    pass


def _add(command: Callable[..., None], shown: str, cls: type[Command] = Command) -> None:
    """Add a command, named as in the example below its help."""
    app.command(shown.split()[1], cls=cls, epilog=example(shown))(command)


_add(init_command, "projectkit init")
_add(ingest_command, "projectkit ingest data/raw/nieuw.txt --dry-run --diff")
_add(explain_command, "projectkit explain data/raw/nieuw.txt --html uitleg.html")
app.add_typer(layout_app, name="layout", epilog=example("projectkit layout test layouts/slaapfonds.yaml data/raw"))
_add(list_command, "projectkit list --sort start --columns titel,penvoerder,start")
_add(show_command, "projectkit show geen-kind-over-boord")
_add(search_command, "projectkit search jeugdzorg status:afgerond")
_add(filter_command, "projectkit filter 'thema:jeugdzorg start:2015..2020 NOT status:gestopt'")
_add(similar_command, "projectkit similar geen-kind-over-boord")
_add(export_command, "projectkit export thema:jeugdzorg -o jeugdzorg.csv")
_add(report_command, "projectkit report --by theme --per year")
_add(import_command, "projectkit import projecten.csv --dry-run --diff")
_add(set_command, "projectkit set --where thema:wonen status=afgerond --dry-run")
_add(edit_command, "projectkit edit geen-kind-over-boord")
_add(duplicates_command, "projectkit duplicates")
_add(merge_command, "projectkit merge buurtkracht buurtkracht-2 --dry-run")
app.add_typer(privacy_app, name="privacy", epilog=example("projectkit privacy find 'Anna de Groot'"))
_add(validate_command, "projectkit validate --changed main --format github", ValidateCommand)
_add(rule_command, "projectkit rule M004")
_add(bulk_command, "projectkit bulk crawl/ --to parts/")
_add(schema_command, "projectkit schema > record.schema.json")
