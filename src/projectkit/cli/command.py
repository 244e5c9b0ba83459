"""Commands and groups of commands: each takes `--lang`, and what typer says of it is in the language of the reader."""

from __future__ import annotations

import sys
from enum import StrEnum
from functools import cache
from io import StringIO
from typing import Annotated, Any

import typer
import typer.core
from typer.core import TyperCommand, TyperGroup
from typer.main import get_params_convertors_ctx_param_name_from_function

from projectkit.cli.usage import KINDS, in_dutch
from projectkit.language.translate import VARIABLE, _, language

# Its headings and notes, such as "Options" and "[required]", are looked up by this name, in a
# catalogue that it lacks.
vars(typer.core)["_"] = _


class Lang(StrEnum):
    """A language that is spoken."""

    NL = "nl"
    EN = "en"


def example(command: str) -> str:
    """What stands below the help of a command."""
    return _("Example: {command}").format(command=command)


def paragraphs(text: str) -> str:
    """A docstring with a line for each paragraph, as it is translated."""
    parts = (" ".join(part.split()) for part in text.split("\n\n"))
    return "\n\n".join(part for part in parts if part)


class Command(TyperCommand):
    """A command whose help is its docstring, in the language of the reader."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **_prepared(options))

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Say how the command is written."""
        _write_usage(self, ctx, formatter)

    def get_params(self, ctx: Any) -> Any:
        """Arguments and options, also those that typer adds."""
        return [_told(param) for param in super().get_params(ctx)]


class Group(TyperGroup):
    """A group of commands; the outermost one runs the command line."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**_prepared(options) | {"subcommand_metavar": _("COMMAND [ARGS]...")})

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Say how the commands are written."""
        _write_usage(self, ctx, formatter)

    def get_params(self, ctx: Any) -> Any:
        """Arguments and options, also those that typer adds."""
        return [_told(param) for param in super().get_params(ctx)]

    def main(self, *args: Any, **options: Any) -> Any:
        """Run the command line; what typer says of a mistake in it is translated, since it only speaks English."""
        if language() == "en":
            return super().main(*args, **options)
        try:
            code = super().main(*args, **options | {"standalone_mode": False})
        except typer.Abort:
            sys.stderr.write(_("Aborted!") + "\n")
            sys.exit(1)
        except Exception as error:
            if not hasattr(error, "show"):
                raise
            said = StringIO()
            error.show(said)
            sys.stderr.write("\n".join(map(in_dutch, said.getvalue().split("\n"))))
            sys.exit(getattr(error, "exit_code", 1))
        sys.exit(code or 0)


def _prepared(options: dict[str, Any]) -> dict[str, Any]:
    """What a command is made of, in the language of the reader."""
    params = [*(options.get("params") or ())]
    if not any(param.name == "lang" for param in params):
        params.append(_language_option())
    return options | {
        "help": _(paragraphs(options["help"])) if options.get("help") else None,
        "options_metavar": _("[OPTIONS]"),
        "params": params,
    }


@cache
def _language_option() -> Any:
    """The option `--lang`: `cli.language.decide` has read it before, here it only is checked and shown."""

    def chosen(lang: Language = None) -> None:
        pass

    found = get_params_convertors_ctx_param_name_from_function(chosen)[0][0]
    found.expose_value = False
    return found


def _told(param: Any) -> Any:
    """A parameter with what typer itself says of it, in the language of the reader."""
    if language() != "en" and param.param_type_name == "option":
        param.help = _(param.help) if param.help else None
        if (
            param.metavar is None
            and not getattr(param, "is_flag", False)
            and param.type.name in KINDS
        ):
            param.metavar = f"<{_(KINDS[param.type.name])}>"
    return param


def _write_usage(command: Any, ctx: Any, formatter: Any) -> None:
    formatter.write_usage(
        ctx.command_path, " ".join(command.collect_usage_pieces(ctx)), prefix=_("Usage: ")
    )


Language = Annotated[
    Lang | None, typer.Option("--lang", envvar=VARIABLE, help=_("Language of messages and labels."))
]
