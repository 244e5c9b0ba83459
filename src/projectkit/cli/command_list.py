"""All commands for scripts and agents: arguments, options, exit codes, errors, and what is JSON."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from typer.main import get_command

from projectkit import __version__
from projectkit.cli.app import app
from projectkit.cli.errors import ERRORS, INTERRUPTED, MISUSE, ErrorCode
from projectkit.cli.exit_codes import EXIT_CODES, FINDINGS
from projectkit.language.translate import _


def command_list() -> dict[str, object]:
    """What `projectkit schema --commands` prints."""
    shapes = json_shapes()
    return {
        "program": "projectkit",
        "version": __version__,
        "commands": command_entries(),
        "exit_codes": {str(code): _(meaning) for code, meaning in EXIT_CODES.items()},
        "errors": {each.code: _(each.meaning) for each in error_codes()},
        "error": shapes["error"],
        "fields": list(_fields()),
        "$defs": shapes["$defs"],
    }


def command_entries() -> list[dict[str, object]]:
    """What there is to know of each command."""
    return list(_walk(get_command(app), "", json_shapes()["commands"]))


@cache
def json_shapes() -> dict[str, Any]:
    """The JSON Schemas of what commands write with `--json`, and of an error."""
    text = files(__package__).joinpath("json_shapes.yaml").read_text("utf-8")
    shapes: dict[str, Any] = yaml.safe_load(text)
    return shapes


def error_codes() -> list[ErrorCode]:
    """Every code of an error, once."""
    return list(dict.fromkeys([MISUSE, *ERRORS.values(), INTERRUPTED]))


def _walk(command: Any, name: str, shapes: dict[str, Any]) -> Iterator[dict[str, object]]:
    """The commands of a group, or the command itself."""
    inside = getattr(command, "commands", {})
    for each in inside.values():
        yield from _walk(each, f"{name} {each.name}".strip(), shapes)
    if inside:
        return
    summary, *details = (" ".join(part.split()) for part in str(command.help).split("\n\n"))
    findings = FINDINGS.get(f"projectkit {name}")
    yield {
        "name": name,
        "summary": summary,
        "details": details,
        "example": str(command.epilog or "").partition(": ")[2],
        "arguments": [_argument(each) for each in command.params if _is(each, "argument")],
        "options": [_option(each) for each in command.params if _is(each, "option")],
        "exit_codes": [0, 1, 2, 130] if findings else [0, 2, 130],
        "findings": _(findings) if findings else None,
        "json": shapes.get(name),
    }


def _is(parameter: Any, kind: str) -> bool:
    return parameter.param_type_name == kind and not getattr(parameter, "hidden", False)


def _argument(argument: Any) -> dict[str, object]:
    return {
        "name": argument.metavar or argument.name.upper(),
        "required": argument.required,
        "repeats": argument.nargs == -1,
        "help": argument.help,
    }


def _option(option: Any) -> dict[str, object]:
    default = option.default
    return {
        "names": [*option.opts, *option.secondary_opts],
        "value": None if option.is_flag else option.type.name,
        "values": option.nargs,
        "choices": _choices(option),
        "default": default if isinstance(default, str | int | float) else None,
        "repeats": option.multiple,
        "variable": option.envvar,
        "help": option.help,
    }


def _choices(option: Any) -> list[str] | None:
    choices = getattr(option.type, "choices", None)
    return [str(getattr(each, "value", each)) for each in choices] if choices else None


def _fields() -> Iterator[dict[str, object]]:
    """The fields of queries and changes, and which of them `set` can change."""
    from projectkit.importing.targets import settable
    from projectkit.search.fields import FIELDS

    changed = dict(settable())
    for each in FIELDS:
        yield {
            "name": each.name,
            "aliases": list(each.aliases),
            "compared_as": each.sort.value,
            "choices": each.choices,
            "set": each.name in changed,
            "query": True,
        }
    for name in sorted(changed.keys() - {each.name for each in FIELDS}):
        yield {
            "name": name,
            "aliases": [changed[name]],
            "compared_as": None,
            "choices": None,
            "set": True,
            "query": False,
        }
