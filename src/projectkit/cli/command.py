"""Commands and groups: each takes `--lang`, and explains itself in that language."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click
from typer.core import TyperCommand, TyperGroup, TyperOption

from projectkit.cli.variables import NO_PAGER, QUIET
from projectkit.language.translate import LANGUAGES, VARIABLE, _, later
from projectkit.model.docstrings import docstring

if TYPE_CHECKING:
    from collections.abc import Iterable

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

# Longer choices are listed in the help of an option instead of beside its name.
_LONGEST_METAVAR = 22


def example(command: str) -> str:
    """The epilog of the help of a command."""
    return _("Example: {command}").format(command=command)


def paragraphs(text: str) -> str:
    """A docstring with a line for each paragraph, as it is translated."""
    parts = (" ".join(part.split()) for part in text.split("\n\n"))
    return "\n\n".join(part for part in parts if part)


def first_sentence(command: click.Command | None) -> str:
    """The first sentence of the help of a command."""
    text = (command.help or "") if command else ""
    return text.split("\n\n")[0].split(". ")[0].removesuffix(".")


class Command(TyperCommand):
    """A command whose help is its docstring, translated."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **_translated(options))


class Group(TyperGroup):
    """A group of commands."""

    def __init__(self, **options: Any) -> None:
        words = {"subcommand_metavar": _("COMMAND [ARGS]..."), "suggest_commands": False}
        super().__init__(**_translated(options) | words)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands, each with the whole first sentence of its help."""
        commands = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, first_sentence(command)) for name, command in commands])


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


class _Flag(TyperOption):
    """An option of every command that sets an environment variable, which may be set before."""

    def __init__(self, names: list[str], variable: str, help: str) -> None:  # noqa: A002  (what click calls it)
        self._variable = variable
        super().__init__(
            param_decls=names,
            is_flag=True,
            default=False,
            envvar=variable,
            show_envvar=True,
            expose_value=False,
            is_eager=True,
            callback=self._obey,
            help=help,
        )

    def _obey(self, _context: click.Context, _option: click.Parameter, wanted: bool) -> None:  # noqa: FBT001  (click hands it over by position)
        if wanted:
            os.environ[self._variable] = "1"
        else:
            os.environ.pop(self._variable, None)


def _shared_options() -> list[TyperOption]:
    """The options of every command."""
    quiet = _("Print only what was asked for and what is wrong.")
    no_pager = _("Print everything at once, however long it is.")
    return [
        _LanguageOption(),
        _Flag(["--quiet", "-q"], QUIET, quiet),
        _Flag(["--no-pager"], NO_PAGER, no_pager),
    ]


def _is_long(words: Iterable[str]) -> bool:
    """Whether the words that an option may be are listed in its help."""
    return len("|".join(words)) > _LONGEST_METAVAR


class _Choices(click.Choice[str]):
    """Some words; a wrong one is refused with the nearest."""

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:
        """The words between brackets, unless that would be long."""
        return _("CHOICE") if _is_long(self.choices) else super().get_metavar(param, ctx)

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """What is said of a word that is not one of them."""
        del ctx
        from difflib import get_close_matches

        words = list(map(str, self.choices))
        close = get_close_matches(str(value).casefold(), words, 1)
        message = _("there is no `{word}`").format(word=value)
        if close:
            return message + _(": did you mean `{close}`?").format(close=close[0])
        return message + _(": choose from {words}").format(words=", ".join(words))


class _WholeNumber(click.IntRange):
    """A whole number; help and errors say in words how small and large it may be."""

    name = "number"

    def _describe_range(self) -> str:
        return _bounds(self)


class _Number(click.FloatRange):
    """A number; help and errors say in words how small and large it may be."""

    name = "number"

    def _describe_range(self) -> str:
        return _bounds(self)


def _bounds(numbers: click.IntRange | click.FloatRange) -> str:
    if numbers.max is None:
        return _("{least} or more").format(least=numbers.min)
    return _("{least} to {most}").format(least=numbers.min, most=numbers.max)


def _translated(options: dict[str, Any]) -> dict[str, Any]:
    """The arguments of a command of click, translated and with `--lang` among its options."""
    callback = options.get("callback")
    text = options.get("help") or (docstring(callback) if callback else None)
    params = [*(options.get("params") or ()), *_shared_options()]
    for param in params:
        if isinstance(param, click.Option):
            _describe(param)
    return options | {
        "help": _(paragraphs(text)) if text else None,
        "options_metavar": _("[OPTIONS]"),
        "params": params,
    }


def _describe(param: click.Option) -> None:
    """Name the value of an option in the language, and list the words that it may be."""
    if param.type.name in _METAVARS:
        param.metavar = param.metavar or _(_METAVARS[param.type.name])
    if isinstance(param.type, click.IntRange):
        param.type = _WholeNumber(param.type.min, param.type.max)
    if isinstance(param.type, click.FloatRange):
        param.type = _Number(param.type.min, param.type.max)
    if isinstance(param.type, click.Choice):
        words = list(map(str, param.type.choices))
        param.type = _Choices(words, param.type.case_sensitive)
        if _is_long(words):
            listed = _("One of {words}.").format(words=", ".join(words))
            param.help = " ".join(filter(None, (param.help, listed)))
