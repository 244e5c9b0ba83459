"""GitLab Code Quality report (https://docs.gitlab.com/ci/testing/code_quality)."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import Any

from projectkit.diagnostics.report import Report
from projectkit.model.diagnostic import Diagnostic, Severity

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def gitlab(report: Report) -> str:
    """All findings as a JSON array."""
    seen: Counter[str] = Counter()
    issues = [_issue(found, seen, report.language) for found in report.findings]
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"


def _issue(found: Diagnostic, seen: Counter[str], language: str) -> dict[str, Any]:
    return {
        "description": found.message(language),
        "check_name": found.code,
        "fingerprint": fingerprint(found, seen),
        "severity": _SEVERITIES[found.severity],
        "location": {"path": found.location.file, "lines": {"begin": found.location.line}},
    }


def fingerprint(found: Diagnostic, seen: Counter[str]) -> str:
    """A hash of a finding that survives moved lines; the same finding again gets another."""
    alike = f"{found.code}\n{found.location.file}\n{found.message('en')}"
    seen[alike] += 1
    return hashlib.sha256(f"{alike}\n{seen[alike]}".encode(errors="surrogateescape")).hexdigest()
