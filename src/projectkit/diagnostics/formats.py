"""The formats for findings, by name; each is imported when it is used."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from projectkit.diagnostics.report import Report


def _rendered(module: str, function: str, report: Report) -> str:
    render = getattr(import_module(f"projectkit.diagnostics.{module}"), function)
    return str(render(report))


FORMATS = {
    name: partial(_rendered, name, "as_json" if name == "json" else name)
    for name in ("full", "concise", "json", "github", "gitlab", "sarif", "junit", "markdown")
}
"""A function for each format, which writes a report in it."""
