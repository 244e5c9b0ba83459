"""Annotations of GitHub Actions: workflow commands that put a finding beside its line.

Format: https://docs.github.com/actions/reference/workflow-commands-for-github-actions. GitHub shows
    no more than ten
errors and ten warnings of a step, so the worst come first, and a list of all follows in a group
    that can be opened.
"""

from __future__ import annotations

from projectkit.diagnostics.concise import concise
from projectkit.diagnostics.report import Report
from projectkit.model.diagnostic import Diagnostic, Severity, rules

_SHOWN = 10
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def github(report: Report) -> str:
    """A workflow command per finding that GitHub shows, then a summary."""
    lines: list[str] = []
    for severity, command in _COMMANDS.items():
        found = [finding for finding in report.findings if finding.severity is severity]
        lines += [_command(command, finding, report.language) for finding in found[:_SHOWN]]
    if len(lines) < len(report.findings):
        # What looks like a command in a text is none with a space of no width in it.
        text = concise(report).replace("::", ":\u200b:").replace("##[", "##\u200b[")
        listed = [f"  {line}" for line in text.splitlines()]
        lines += ["::group::projectkit validate", *listed, "::endgroup::"]
    return "\n".join([*lines, report.summary]) + "\n"


def _command(command: str, found: Diagnostic, language: str) -> str:
    place = found.location
    title = f"{found.code} {rules()[found.code].name}"
    fix = found.fix(language)
    message = found.message(language) + (f"\n{fix}" if fix else "")
    values = {"file": place.file, "line": place.line, "col": place.column, "title": title}
    return f"::{command} {','.join(f'{key}={_property(str(value))}' for key, value in values.items())}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
