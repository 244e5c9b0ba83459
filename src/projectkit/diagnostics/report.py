"""The input of a renderer: all findings of a check, and the reader's language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from projectkit.model.diagnostic import Diagnostic, Severity

_WORDS = {
    "en": {
        "record": ("record", "records"),
        "page": ("page", "pages"),
        "error": ("error", "errors"),
        "warning": ("warning", "warnings"),
        "info": ("note", "notes"),
    },
    "nl": {
        "record": ("record", "records"),
        "page": ("pagina", "pagina's"),
        "error": ("fout", "fouten"),
        "warning": ("waarschuwing", "waarschuwingen"),
        "info": ("opmerking", "opmerkingen"),
    },
}
_CHECKED = {"en": "checked", "nl": "gecontroleerd"}


def severity_word(severity: Severity, language: str) -> str:
    """How bad a finding is, in words."""
    return _WORDS[language][severity][0]


@dataclass(frozen=True)
class Report:
    """The outcome of a check.

    Attributes:
        findings: what is wrong, by file and place.
        files: the files that were checked, named as in the findings.
        records: how many of them are records; the others are pages.
        language: `nl` or `en`.
        source_line: returns a line of a file; None if it cannot be read.
        made: when the check was done.
        failing: the severities for which the check fails.
    """

    findings: list[Diagnostic]
    files: tuple[str, ...]
    records: int
    language: str
    source_line: Callable[[str, int], str | None]
    made: datetime
    failing: frozenset[Severity] = frozenset({Severity.ERROR})

    def fails_for(self, found: Diagnostic) -> bool:
        """Whether the check fails for a finding."""
        return found.severity in self.failing

    def severity_of(self, found: Diagnostic) -> str:
        """How bad a finding is, in the language of the report."""
        return severity_word(found.severity, self.language)

    @property
    def summary(self) -> str:
        """How much was checked and how much is wrong, on one line."""
        counts = Counter(str(finding.severity) for finding in self.findings)
        named = ["error", "warning", *(["info"] if counts["info"] else [])]
        wrong = ", ".join(self._count(counts[name], name) for name in named)
        return f"{self._checked()} {_CHECKED[self.language]}: {wrong}"

    def _checked(self) -> str:
        """The records and pages that were checked; pages only if there are any."""
        pages = len(self.files) - self.records
        if not pages:
            return self._count(self.records, "record")
        if not self.records:
            return self._count(pages, "page")
        return f"{self._count(self.records, 'record')}, {self._count(pages, 'page')}"

    def _count(self, number: int, noun: str) -> str:
        one, more = _WORDS[self.language][noun]
        return f"{number} {one if number == 1 else more}"
