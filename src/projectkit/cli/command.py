"""Commands and groups of commands: each takes `--lang`, and explains itself in that language."""

from __future__ import annotations

from typing import Any

import click
from typer.core import TyperCommand, TyperGroup, TyperOption

from projectkit.language.translate import LANGUAGES, VARIABLE, _, later
from projectkit.model.docstrings import docstring

# How the value of an option is shown, by the name that click gives its type.
_METAVARS = {
    "text": later("TEXT"),
    "integer": later("NUMBER"),
    "integer range": later("NUMBER"),
    "float": later("NUMBER"),
    "float range": later("NUMBER"),
    "path": later("PATH"),
    "file": later("FILE"),
}


def example(command: str) -> str:
    """The epilog of the help of a command."""
    return _("Example: {command}").format(command=command)


def paragraphs(text: str) -> str:
    """A docstring with a line for each paragraph, as it is translated."""
    parts = (" ".join(part.split()) for part in text.split("\n\n"))
    return "\n\n".join(part for part in parts if part)


class Command(TyperCommand):
    """A command whose help is its docstring, translated."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **_translated(options))


class Group(TyperGroup):
    """A group of commands."""

    def __init__(self, **options: Any) -> None:
        words = {"subcommand_metavar": _("COMMAND [ARGS]..."), "suggest_commands": False}
        super().__init__(**_translated(options) | words)


class _LanguageOption(TyperOption):
    """The option `--lang`: `cli.language.decide` obeyed it before; click checks and shows it."""

    def __init__(self) -> None:
        super().__init__(
            param_decls=["--lang"],
            type=click.Choice(LANGUAGES),
            envvar=VARIABLE,
            show_envvar=True,
            expose_value=False,
            help=_("Language of messages and labels."),
        )

    def get_error_hint(self, ctx: click.Context | None) -> str:
        """The names of the option in an error; click says "env var" in English only."""
        del ctx
        return f"'--lang' / '{VARIABLE}'"


def _translated(options: dict[str, Any]) -> dict[str, Any]:
    """The arguments of a command of click, translated and with `--lang` among its options."""
    callback = options.get("callback")
    text = options.get("help") or (docstring(callback) if callback else None)
    params = [*(options.get("params") or ()), _LanguageOption()]
    for param in params:
        if isinstance(param, click.Option) and param.type.name in _METAVARS:
            param.metavar = param.metavar or _(_METAVARS[param.type.name])
    return options | {
        "help": _(paragraphs(text)) if text else None,
        "options_metavar": _("[OPTIONS]"),
        "params": params,
    }
