"""SARIF 2.1.0 for code scanning (OASIS, https://docs.oasis-open.org/sarif/sarif/v2.1.0/)."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any
from urllib.parse import quote

from projectkit import __version__
from projectkit.diagnostics.gitlab import fingerprint
from projectkit.diagnostics.report import Report
from projectkit.model.diagnostic import Diagnostic, Rule, Severity, rules

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def sarif(report: Report) -> str:
    """All findings as one run, with the rules that they violate."""
    codes = sorted({found.code for found in report.findings})
    seen: Counter[str] = Counter()
    driver = {
        "name": "projectkit",
        "version": __version__,
        "rules": [_rule(rules()[code], report.language) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "language": report.language,
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(found, codes.index(found.code), seen, report.language)
            for found in report.findings
        ],
    }
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: Rule, language: str) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.name.replace("-", " ")},
        "fullDescription": {"text": rule.why[language]},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(found: Diagnostic, index: int, seen: Counter[str], language: str) -> dict[str, Any]:
    place, fix = found.location, found.fix(language)
    return {
        "ruleId": found.code,
        "ruleIndex": index,
        "level": _LEVELS[found.severity],
        "message": {"text": found.message(language) + (f". {fix}" if fix else "")},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(place.file)},
                    "region": {"startLine": place.line, "startColumn": place.column},
                }
            }
        ],
        "partialFingerprints": {"projectkit/v1": fingerprint(found, seen)},
    }
