"""One line for each finding: `file:line:column: CODE message`."""

from __future__ import annotations

from projectkit.diagnostics.report import Report


def concise(report: Report) -> str:
    """A line per finding, for editors and grep."""
    return "".join(
        _one_line(f"{found.location}: {found.code} {found.message(report.language)}") + "\n"
        for found in report.findings
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())
