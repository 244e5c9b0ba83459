"""`projectkit rule`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from projectkit.cli.options import Json
from projectkit.cli.terminal import json_text
from projectkit.language.translate import _, language

if TYPE_CHECKING:
    from projectkit.model.diagnostic import Rule


def complete_rule(incomplete: str) -> list[str]:
    """Codes and names of rules that begin with what was typed."""
    from projectkit.model.diagnostic import rules

    names = [name for rule in rules().values() for name in (rule.code, rule.name)]
    return [name for name in names if name.startswith(incomplete)]


def rule_command(
    code: Annotated[
        str | None,
        typer.Argument(
            metavar=_("[CODE]"),
            help=_("A code or name; without one, all."),
            autocompletion=complete_rule,
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Explain a rule of `projectkit validate`, with a wrong example and a right one."""
    from projectkit.diagnostics.rule_text import rule_line, rule_text
    from projectkit.model.diagnostic import rules
    from projectkit.validation.selection import codes_named

    chosen = language()
    if as_json:
        codes = sorted(codes_named([code])) if code else list(rules())
        sys.stdout.write(json_text([_entry(rules()[each], chosen) for each in codes]))
        return
    if code is None:
        sys.stdout.writelines(rule_line(rule, chosen) + "\n" for rule in rules().values())
        return
    sys.stdout.write(
        "\n".join(rule_text(rules()[each], chosen) for each in sorted(codes_named([code])))
    )


def _entry(rule: Rule, language: str) -> dict[str, object]:
    """A rule for programs; its sentences are in the language of the user."""
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.value,
        "message": rule.message[language],
        "why": rule.why[language],
        "fix": rule.fix.get(language),
        "optional": rule.optional,
        "fixable": rule.fixable,
        "bad": dict(rule.bad),
        "good": dict(rule.good),
    }
