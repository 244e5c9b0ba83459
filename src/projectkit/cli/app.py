"""The command `projectkit` and its subcommands."""

from __future__ import annotations

from typing import Annotated

import typer

from projectkit import __version__
from projectkit.cli.bulk import bulk_command
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

app = typer.Typer(
    name="projectkit",
    help="Turn web pages about Dutch practice-oriented projects into records, and ask them questions.",
    epilog="Example: projectkit ingest && projectkit search jeugdzorg",
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
        typer.Option("--version", "-V", callback=_version, is_eager=True, help="Print the version and stop."),
    ] = False,
) -> None:
    pass


app.command("init", epilog="Example: projectkit init")(init_command)
app.command("ingest", epilog="Example: projectkit ingest data/raw/nieuw.txt --dry-run --diff")(ingest_command)
app.command("explain", epilog="Example: projectkit explain data/raw/nieuw.txt --html uitleg.html")(explain_command)
app.add_typer(layout_app, name="layout", epilog="Example: projectkit layout test layouts/slaapfonds.yaml data/raw")
app.command("list", epilog="Example: projectkit list --sort start --columns titel,penvoerder,start")(list_command)
app.command("show", epilog="Example: projectkit show geen-kind-over-boord")(show_command)
app.command("search", epilog="Example: projectkit search jeugdzorg status:afgerond")(search_command)
app.command("filter", epilog="Example: projectkit filter 'thema:jeugdzorg start:2015..2020 NOT status:gestopt'")(
    filter_command
)
app.command("similar", epilog="Example: projectkit similar geen-kind-over-boord")(similar_command)
app.command("export", epilog="Example: projectkit export thema:jeugdzorg -o jeugdzorg.csv")(export_command)
app.command("report", epilog="Example: projectkit report --by theme --per year")(report_command)
app.command("import", epilog="Example: projectkit import projecten.csv --dry-run --diff")(import_command)
app.command("set", epilog="Example: projectkit set --where thema:wonen status=afgerond --dry-run")(set_command)
app.command("edit", epilog="Example: projectkit edit geen-kind-over-boord")(edit_command)
app.command("duplicates", epilog="Example: projectkit duplicates")(duplicates_command)
app.command("merge", epilog="Example: projectkit merge buurtkracht buurtkracht-2 --dry-run")(merge_command)
app.add_typer(privacy_app, name="privacy", epilog="Example: projectkit privacy find 'Anna de Groot'")
app.command("validate", cls=ValidateCommand, epilog="Example: projectkit validate --changed main --format github")(
    validate_command
)
app.command("rule", epilog="Example: projectkit rule M004")(rule_command)
app.command("bulk", epilog="Example: projectkit bulk crawl/ --to parts/")(bulk_command)
app.command("schema", epilog="Example: projectkit schema > record.schema.json")(schema_command)
