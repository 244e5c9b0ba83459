"""An array of {code, severity, message, file, line, column, id, fix}."""

from __future__ import annotations

import json

from projectkit.diagnostics.report import Report


def as_json(report: Report) -> str:
    """All findings as JSON."""
    findings = [found.as_dict(report.language) for found in report.findings]
    return json.dumps(findings, ensure_ascii=False, indent=2) + "\n"
