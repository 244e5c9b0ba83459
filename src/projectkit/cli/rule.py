"""`projectkit rule`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from projectkit.cli.options import Json
from projectkit.cli.terminal import json_text
from projectkit.language.translate import _, language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from projectkit.model.diagnostic import Rule

_STYLES = {"error": "red", "warning": "yellow", "info": "blue"}


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
    if code is not None:
        named = (rule_text(rules()[each], chosen) for each in sorted(codes_named([code])))
        _show_text("\n".join(named))
    elif sys.stdout.isatty():
        _show_all(chosen)
    else:
        sys.stdout.writelines(rule_line(rule, chosen) + "\n" for rule in rules().values())


def _show_text(text: str) -> None:
    """Show the text of rules; a terminal gets its lines broken between words."""
    from projectkit.cli.pager import show_paged
    from projectkit.cli.screen import screen_width, wrapped

    if not sys.stdout.isatty():
        sys.stdout.write(text)
        return
    lines = _without_markdown(text.removesuffix("\n").split("\n"))
    show_paged(part for line in lines for part in wrapped(line, screen_width()))


def _without_markdown(lines: Iterable[str]) -> Iterator[str]:
    """The text of rules for a terminal: headings stand out, and examples are indented."""
    from projectkit.cli.screen import painted

    is_example = False
    for line in lines:
        if line.startswith("```"):
            is_example = not is_example
        elif is_example:
            yield f"    {line}"
        elif line.startswith("## "):
            yield painted(line.removeprefix("## "), "bold")
        else:
            yield line.removeprefix("> ")


def _show_all(language: str) -> None:
    """Show a table of all rules."""
    from projectkit.cli.pager import show_paged
    from projectkit.cli.screen import Styled, TableColumn, table
    from projectkit.diagnostics.rule_text import rule_message, severity_in
    from projectkit.model.diagnostic import rules

    columns = [
        TableColumn(_("rule"), whole=True),
        TableColumn("", whole=True),
        TableColumn(_("name"), whole=True),
        TableColumn(_("says")),
    ]
    rows = [
        [
            Styled(rule.code, "bold"),
            Styled(severity_in(rule, language), _STYLES[rule.severity]),
            Styled(rule.name),
            Styled(rule_message(rule, language)),
        ]
        for rule in rules().values()
    ]
    show_paged(table(columns, rows))


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
