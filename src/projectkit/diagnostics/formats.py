"""The formats for findings, by name; each is imported when it is used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from projectkit.diagnostics.report import Report

FORMATS = {
    "full": "full",
    "concise": "concise",
    "json": "as_json",
    "github": "github",
    "gitlab": "gitlab",
    "sarif": "sarif",
    "junit": "junit",
    "markdown": "markdown",
}
"""The names of the formats, and the function of each in the module of that name."""


def rendered(report: Report, name: str) -> str:
    """A report in a format."""
    module = import_module(f"projectkit.diagnostics.{name}")
    text: str = getattr(module, FORMATS[name])(report)
    return text
