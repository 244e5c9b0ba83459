"""The command `projectkit`; each subcommand is imported when it is called: start-up counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pkgutil import resolve_name
from typing import Annotated, Any, NamedTuple

import click
import typer
from typer.main import get_command

from projectkit import __version__
from projectkit.cli.command import Group, example, first_sentence
from projectkit.language.translate import _, later


class _CommandEntry(NamedTuple):
    """Where a command is, an example of it, and its class."""

    place: str
    example: str
    cls: str = "command:Command"


# What the help calls commands that are of use together, in the order in which it lists them.
_GROUPS = {
    later("Collect"): ("init", "fetch", "ingest", "import", "bulk", "explain", "layout", "learn"),
    later("Find and read"): ("search", "list", "filter", "show", "open", "similar"),
    later("Share"): ("export", "report"),
    later("Change"): ("set", "edit", "undo", "duplicates", "merge", "privacy"),
    later("Check"): ("validate", "rule", "schema"),
    later("Help"): ("help", "config"),
}
_COMMANDS = {
    "init": _CommandEntry("init:init_command", "projectkit init"),
    "fetch": _CommandEntry(
        "fetch:fetch_command",
        "projectkit fetch --sitemap https://www.example.nl/sitemap.xml --match '/projecten/*'",
    ),
    "ingest": _CommandEntry(
        "ingest:ingest_command", "projectkit ingest data/raw/nieuw.txt --dry-run --diff"
    ),
    "explain": _CommandEntry(
        "explain:explain_command", "projectkit explain data/raw/nieuw.txt --html uitleg.html"
    ),
    "layout": _CommandEntry(
        "layout:layout_app", "projectkit layout test layouts/slaapfonds.yaml data/raw"
    ),
    "list": _CommandEntry(
        "list:list_command", "projectkit list actief:nu --sort eind --columns titel,eind"
    ),
    "show": _CommandEntry("show:show_command", "projectkit show geen-kind-over-boord"),
    "open": _CommandEntry("open:open_command", "projectkit open geen-kind-over-boord"),
    "search": _CommandEntry("search:search_command", "projectkit search jeugdzorg status:afgerond"),
    "filter": _CommandEntry(
        "filter:filter_command",
        "projectkit filter 'thema:jeugdzorg start:2015..2020 NOT status:gestopt'",
    ),
    "similar": _CommandEntry("similar:similar_command", "projectkit similar geen-kind-over-boord"),
    "export": _CommandEntry(
        "export:export_command", "projectkit export thema:jeugdzorg -o jeugdzorg.csv"
    ),
    "report": _CommandEntry("report:report_command", "projectkit report --by thema --per jaar"),
    "import": _CommandEntry(
        "import_:import_command", "projectkit import projecten.csv --dry-run --diff"
    ),
    "set": _CommandEntry(
        "set:set_command", "projectkit set --where thema:wonen status=afgerond --dry-run"
    ),
    "edit": _CommandEntry("edit:edit_command", "projectkit edit geen-kind-over-boord"),
    "learn": _CommandEntry("learn:learn_command", "projectkit learn --dry-run"),
    "undo": _CommandEntry("undo:undo_command", "projectkit undo --dry-run"),
    "duplicates": _CommandEntry("duplicates:duplicates_command", "projectkit duplicates"),
    "merge": _CommandEntry(
        "merge:merge_command", "projectkit merge buurtkracht buurtkracht-2 --dry-run"
    ),
    "privacy": _CommandEntry("privacy:privacy_app", "projectkit privacy find 'Anna de Groot'"),
    "validate": _CommandEntry(
        "validate:validate_command",
        "projectkit validate --changed main --format github",
        "validate:ValidateCommand",
    ),
    "rule": _CommandEntry("rule:rule_command", "projectkit rule M004"),
    "bulk": _CommandEntry("bulk:bulk_command", "projectkit bulk crawl/ --to parts/"),
    "schema": _CommandEntry("schema:schema_command", "projectkit schema > record.schema.json"),
    "config": _CommandEntry("config:config_command", "projectkit config"),
    "help": _CommandEntry("help:help_command", "projectkit help export"),
}
# What the help says of the options that typer adds itself, in English only.
_COMPLETION = {
    "install_completion": later("Install completion for the current shell."),
    "show_completion": later(
        "Show completion for the current shell, to copy it or customize the installation."
    ),
}
_STYLE: dict[str, Any] = {"rich_markup_mode": None, "pretty_exceptions_enable": False}


class _Commands(Mapping[str, Any]):
    """All commands by name; each is made when it is looked up."""

    def __getitem__(self, name: str) -> Any:
        return _made(name)

    def __iter__(self) -> Iterator[str]:
        return iter(_COMMANDS)

    def __len__(self) -> int:
        return len(_COMMANDS)


class _Outermost(Group):
    """The group of all commands."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.commands = _Commands()  # type: ignore[assignment]

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Read the options before the command."""
        with _misuse_explained():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with _misuse_explained():
            return super().invoke(ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands in groups, each with the first sentence of its help."""
        for title, names in _GROUPS.items():
            rows = [(name, first_sentence(self.get_command(ctx, name))) for name in names]
            with formatter.section(_(title)):
                formatter.write_dl(rows, col_spacing=4)

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Its options, also those that typer adds after it was made."""
        params = super().get_params(ctx)
        for param in params:
            if isinstance(param, click.Option) and param.name in _COMPLETION:
                param.help = _(_COMPLETION[param.name])
        return params


@contextmanager
def _misuse_explained() -> Iterator[None]:
    """Explain errors in the command line in our own words."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as error:
        from projectkit.cli.misuse import Misuse

        raise Misuse(error) from None


@cache
def _made(name: str) -> Any:
    """A command as typer makes it.

    Raises:
        KeyError: if no command has that name.
    """
    entry = _COMMANDS[name]
    found, cls = (resolve_name(f"projectkit.cli.{place}") for place in (entry.place, entry.cls))
    alone = typer.Typer(**_STYLE, callback=_options, add_completion=False)
    if isinstance(found, typer.Typer):
        alone.add_typer(found, name=name, epilog=example(entry.example))
    else:
        alone.command(name, cls=cls, epilog=example(entry.example))(found)
    return vars(get_command(alone))["commands"][name]


def _version(wanted: bool) -> None:  # noqa: FBT001  (typer hands the value of the option over by position)
    if wanted:
        typer.echo(f"projectkit {__version__}")
        raise typer.Exit


def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            "-V",
            callback=_version,
            is_eager=True,
            help=_("Print the version and stop."),
        ),
    ] = False,
) -> None:
    pass


app = typer.Typer(
    **_STYLE,
    name="projectkit",
    cls=_Outermost,
    callback=_options,
    help=_(
        "Turn web pages about Dutch practice-oriented projects into records, "
        "and ask them questions."
    ),
    epilog=example("projectkit ingest && projectkit search jeugdzorg"),
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
