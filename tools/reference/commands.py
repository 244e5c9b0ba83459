"""Every command as the command line knows it, and the page that lists them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from typer.main import get_command

from markdown import code, page, table
from projectkit.cli.app import app


class Parameter(NamedTuple):
    """An argument or an option.

    Attributes:
        names: its names; for an argument, its placeholder.
        value: the placeholder for its value; empty for a flag.
        help: what it does.
    """

    names: tuple[str, ...]
    value: str
    help: str


class Command(NamedTuple):
    """A command, or a group of commands.

    Attributes:
        name: how it is called, `projectkit` included.
        usage: how it is called with its arguments.
        summary: what it does, in one sentence.
        details: the rest of its help, by paragraph.
        arguments: its arguments.
        options: its options.
        example: one call that makes sense.
        is_group: whether it has commands of its own.
    """

    name: str
    usage: str
    summary: str
    details: tuple[str, ...]
    arguments: tuple[Parameter, ...]
    options: tuple[Parameter, ...]
    example: str
    is_group: bool


def commands() -> list[Command]:
    """The program itself, then its commands in the order of its help."""
    return list(_walk(get_command(app), "projectkit"))


def _walk(command: Any, name: str) -> Iterator[Command]:
    inside = getattr(command, "commands", {})
    # Paragraphs in the code are wrapped to the width of its lines.
    summary, *details = (" ".join(part.split()) for part in str(command.help).split("\n\n"))
    arguments = [
        parameter for parameter in command.params if parameter.param_type_name == "argument"
    ]
    options = [parameter for parameter in command.params if parameter.param_type_name == "option"]
    usage = [name, "[OPTIONS]", *(_argument_usage(each) for each in arguments)]
    yield Command(
        name,
        " ".join((*usage, "COMMAND ...") if inside else usage),
        summary,
        tuple(details),
        tuple(Parameter((_placeholder(each),), "", _help(each)) for each in arguments),
        tuple(_option(each) for each in options if not each.hidden),
        str(command.epilog).removeprefix("Example: "),
        is_group=bool(inside),
    )
    for each in inside.values():
        yield from _walk(each, f"{name} {each.name}")


def _placeholder(argument: Any) -> str:
    """The placeholder of an argument in the list of arguments, without marks for repetition."""
    shown: str = argument.metavar or argument.name.upper()
    return shown.replace("[", "").replace("]", "").replace("...", "")


def _argument_usage(argument: Any) -> str:
    """An argument as the usage shows it; a placeholder that has brackets or dots stays as it is."""
    if argument.metavar and ("[" in argument.metavar or "..." in argument.metavar):
        return str(argument.metavar)
    shown: str = argument.metavar or argument.name.upper()
    shown = shown if argument.required else f"[{shown}]"
    return f"{shown}..." if argument.nargs == -1 else shown


def _option(option: Any) -> Parameter:
    # Short names first, as people write them.
    names = tuple(
        sorted((*option.opts, *option.secondary_opts), key=lambda name: name.startswith("--"))
    )
    return Parameter(names, "" if option.is_flag else _value(option), _help(option))


def _value(option: Any) -> str:
    if option.metavar:
        return str(option.metavar)
    return "|".join(str(getattr(choice, "value", choice)) for choice in option.type.choices)


def _help(parameter: Any) -> str:
    notes = (
        [f"default: {parameter.default}"]
        if isinstance(parameter.default, int | float | str)
        else []
    )
    notes = [] if isinstance(parameter.default, bool) else notes
    notes += [f"also {parameter.envvar}"] if parameter.envvar else []
    return " ".join((str(parameter.help), *(f"({note})" for note in notes)))


def commands_page() -> str:
    """The page of commands."""
    known = commands()
    intro = (
        "The texts of `projectkit COMMAND --help`; every command also has `-h` and `--help`. "
        "[Scripts and agents](scripts.md) has the exit codes and what `--json` writes."
    )
    index = table(
        ("command", "what it does"),
        ((f"[`{each.name}`](#{each.name.replace(' ', '-')})", each.summary) for each in known[1:]),
    )
    return page("Commands", intro, index, *map(_section, known))


def _section(command: Command) -> str:
    parts = [
        f"## {command.name}",
        f"{command.summary}",
        *command.details,
        f"```\n{command.usage}\n```",
    ]
    if command.arguments:
        parts.append(
            table(
                ("argument", ""), ((code(each.names[0]), each.help) for each in command.arguments)
            )
        )
    if command.options:
        parts.append(
            table(("option", ""), ((_called(each), each.help) for each in command.options))
        )
    parts.append(f"Example: `{command.example}`")
    return "\n\n".join(parts)


def _called(option: Parameter) -> str:
    return ", ".join(code(f"{name} {option.value}".strip()) for name in option.names)
