"""The formats for findings, by name."""

from __future__ import annotations

from collections.abc import Callable

from projectkit.diagnostics.concise import concise
from projectkit.diagnostics.full import full
from projectkit.diagnostics.github import github
from projectkit.diagnostics.gitlab import gitlab
from projectkit.diagnostics.json import as_json
from projectkit.diagnostics.junit import junit
from projectkit.diagnostics.markdown import markdown
from projectkit.diagnostics.report import Report
from projectkit.diagnostics.sarif import sarif

FORMATS: dict[str, Callable[[Report], str]] = {
    "full": full,
    "concise": concise,
    "json": as_json,
    "github": github,
    "gitlab": gitlab,
    "sarif": sarif,
    "junit": junit,
    "markdown": markdown,
}
