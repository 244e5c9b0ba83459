"""One kind of problem report for the whole tool, and the catalogue of what can be wrong."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any


class Severity(StrEnum):
    """How bad it is; only errors make a check fail."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file; lines and columns count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing that is wrong, where, and what to do about it."""

    code: str
    severity: Severity
    message: str
    location: Location
    id: str | None = None
    fix: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The shape of machine output: flat, with `file`, `line` and `column`."""
        head = {"code": self.code, "severity": str(self.severity), "message": self.message}
        return {**head, **asdict(self.location), "id": self.id, "fix": self.fix}


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Every code with its `title`, `severity`, `message` (a template) and `fix`."""
    from projectkit.model import yaml_text  # noqa: PLC0415  (YAML is read only when something is wrong)

    text = files("projectkit.model").joinpath("diagnostics.yaml").read_text("utf-8")
    entries: dict[str, dict[str, str]] = yaml_text.load_data(text)
    return entries


def diagnostic(code: str, location: Location, *, id: str | None = None, **values: object) -> Diagnostic:  # noqa: A002
    """Make a diagnostic from its entry in the catalogue.

    Args:
        code: a code of the catalogue.
        location: where it is.
        id: the record it is about, when known.
        **values: what the templates of the entry ask for.

    Raises:
        KeyError: if there is no such code, or a value of its templates is missing.
    """
    entry = catalogue()[code]
    fix = entry.get("fix")
    values = {"id": id, **values}
    return Diagnostic(
        code,
        Severity(entry["severity"]),
        entry["message"].format(**values),
        location,
        id,
        fix.format(**values) if fix else None,
    )
