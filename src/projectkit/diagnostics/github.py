"""Annotations of GitHub Actions: workflow commands that put a finding beside its line.

Format: https://docs.github.com/actions/reference/workflow-commands-for-github-actions. GitHub shows
at most ten errors and ten warnings of a step, so the worst come first, and a list of all findings
follows in a collapsed group.
"""

from __future__ import annotations

from projectkit.diagnostics.concise import concise
from projectkit.diagnostics.report import Report
from projectkit.model.diagnostic import Diagnostic, Severity, rules

_SHOWN = 10
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def github(report: Report) -> str:
    """A workflow command per finding that GitHub shows, then a summary."""
    lines = _commands(report)
    if len(lines) < len(report.findings):
        lines += ["::group::projectkit validate", *_all(report), "::endgroup::"]
    return "\n".join([*lines, report.summary]) + "\n"


def _commands(report: Report) -> list[str]:
    lines: list[str] = []
    for severity, command in _COMMANDS.items():
        found = [finding for finding in report.findings if finding.severity is severity]
        lines += [_command(command, finding, report.language) for finding in found[:_SHOWN]]
    return lines


def _all(report: Report) -> list[str]:
    """All findings, indented; a zero-width space keeps their texts from being read as commands."""
    text = concise(report).replace("::", ":\u200b:").replace("##[", "##\u200b[")
    return [f"  {line}" for line in text.splitlines()]


def _command(command: str, found: Diagnostic, language: str) -> str:
    place = found.location
    title = f"{found.code} {rules()[found.code].name}"
    fix = found.fix(language)
    message = found.message(language) + (f"\n{fix}" if fix else "")
    values = {"file": place.file, "line": place.line, "col": place.column, "title": title}
    properties = ",".join(f"{key}={_property(str(value))}" for key, value in values.items())
    return f"::{command} {properties}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
