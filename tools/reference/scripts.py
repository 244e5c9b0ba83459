"""The page for scripts and agents: exit codes, errors, and what each command writes as JSON."""

from __future__ import annotations

import json
from typing import Any

from markdown import code, page, table
from projectkit.cli.command_list import command_list, error_codes, json_shapes
from projectkit.cli.exit_codes import EXIT_CODES, FINDINGS

_LONG = 100


def scripts_page() -> str:
    """The page for scripts and agents."""
    shapes = json_shapes()
    return page(
        "Scripts and agents",
        "Every command takes `--json` and then writes one JSON document to stdout, "
        "without questions, tables or colour; notes for people stay on stderr. "
        "`projectkit schema --commands` prints all of this page as JSON, with every argument and "
        "option. Keys and values are the same in both languages; only sentences differ. "
        "Commands that change something take `--dry-run`, do not ask with `--yes`, "
        "and are taken back by `projectkit undo`.",
        "## Exit codes",
        table(("code", "meaning"), ((code(str(n)), text) for n, text in EXIT_CODES.items())),
        "When a command ends with 1; the others never do:",
        table(("command", "1 if"), ((code(name), text) for name, text in FINDINGS.items())),
        "## Errors",
        "With `--json`, a command that fails writes nothing more to stdout, and one JSON object as "
        "the last line of stderr; the exit code is the same as without:",
        "```json\n"
        '{"error": {"code": "catalogue", "message": "there is no record `x`", '
        '"hint": null, "exit_code": 2}}\n```',
        table(("code", "meaning"), ((code(each.code), each.meaning) for each in error_codes())),
        "## JSON of each command",
        "JSON Schema (draft 2020-12). Later versions may add keys, and do not take them away.",
        *(_shape(name, shapes["commands"][name]) for name in _names()),
        "### Shared shapes",
        f"What `#/$defs/…` refers to:\n\n{_json(shapes['$defs'])}",
    )


def _names() -> list[str]:
    commands: Any = command_list()["commands"]
    return [each["name"] for each in commands]


def _shape(name: str, shape: dict[str, Any]) -> str:
    return f"### {name}\n\n{_json(shape)}"


def _json(shape: dict[str, Any]) -> str:
    """A shape with a line for each key."""
    lines = ",\n".join(f"  {json.dumps(key)}: {_short(value)}" for key, value in shape.items())
    return f"```json\n{{\n{lines}\n}}\n```"


def _short(value: object) -> str:
    """A value on one line if it fits, else with a line for each key."""
    line = json.dumps(value, ensure_ascii=False)
    if len(line) <= _LONG:
        return line
    return json.dumps(value, ensure_ascii=False, indent=2).replace("\n", "\n  ")
