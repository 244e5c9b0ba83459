"""Values that are too uncertain for a record: shown to people, but never stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from projectkit.language.translate import _
from projectkit.parsing.called import called
from projectkit.parsing.findings.finding import Finding
from projectkit.parsing.record.resolver import Resolved

_LEAST = 0.2


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value that may belong to the project.

    Attributes:
        field: the field as it is written in a query: `partner`, `start_date`.
        value: the value as people read it.
        lines: the lines that it was read from.
        certainty: how probable it is, in percent.
    """

    field: str
    value: str
    lines: tuple[int, ...]
    certainty: int

    @property
    def told(self) -> str:
        """The suggestion in words."""
        return _("maybe: {field} {value}, {certainty}%").format(
            field=called(self.field), value=self.value, certainty=self.certainty
        )


def suggestions(resolved: Resolved) -> tuple[Suggestion, ...]:
    """The values that were too uncertain for the record, the most probable first."""
    return _suggested(resolved.suggestions, resolved)


def alternatives(resolved: Resolved) -> tuple[Suggestion, ...]:
    """The values that were too uncertain, and those that lost to another value."""
    return _suggested([*resolved.suggestions, *resolved.losers], resolved)


def _suggested(findings: Iterable[Finding], resolved: Resolved) -> tuple[Suggestion, ...]:
    """Each value once, without those in the record."""
    known = {said for found in resolved.chosen for said in _all_said(found)}
    found: dict[tuple[str, str], Suggestion] = {}
    for finding in sorted(findings, key=lambda finding: -finding.certainty):
        said = _said(finding)
        if finding.certainty >= _LEAST and said not in known:
            certainty = round(100 * finding.certainty)
            found.setdefault(said, Suggestion(*said, _lines(finding), certainty))
    return tuple(found.values())


def _lines(finding: Finding) -> tuple[int, ...]:
    """The lines of the file that a finding was read from: those of its words, if it has any."""
    on_words = {number for span in finding.spans for number in span.numbers}
    return tuple(sorted(on_words)) or finding.lines


def _all_said(finding: Finding) -> list[tuple[str, str]]:
    """The fields and values of a finding: of funding, each part."""
    if finding.field == "funding" and finding.value:
        return [(key, str(value)) for key, value in finding.value.items()]
    return [_said(finding)]


def _said(finding: Finding) -> tuple[str, str]:
    """The field of a finding and its value in words."""
    value = finding.value
    if not isinstance(value, dict):
        return finding.field, str(value)
    if finding.field == "organisations":
        return value["role"], value["name"]
    if finding.field == "funding":
        key = next(iter(value))
        return key, str(value[key])
    shown = next(value[key] for key in ("name", "value", "title", "url") if value.get(key))
    return finding.field.removesuffix("s"), str(shown)
