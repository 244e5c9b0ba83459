"""What a check found in one record file, and that as JSON: findings, traits and silences."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from projectkit.model.diagnostic import Diagnostic, Location, Phrase, Severity
from projectkit.validation.across import PlacedText, Traits


@dataclass(frozen=True)
class CheckedFile:
    """What is kept of a file that was checked by itself.

    Attributes:
        file: the file, as findings name it.
        findings: what is wrong in it, whether a comment silences it or not.
        traits: what it is compared with others by; None if nothing in it is sound.
        silent: the rules that comments silence on each line.
    """

    file: str
    findings: tuple[Diagnostic, ...]
    traits: Traits | None = None
    silent: Mapping[int, frozenset[str]] = field(default_factory=dict)


def to_json(checked: CheckedFile) -> str:
    """What was found in a file, without its name."""
    traits = checked.traits
    kept = {
        "findings": [_finding_to_data(finding) for finding in checked.findings],
        "traits": traits and (traits.id, traits.page, traits.themes, traits.organisations),
        "silent": [(line, sorted(codes)) for line, codes in checked.silent.items()],
    }
    # In ASCII, since a record may hold halves of characters, which are not UTF-8.
    return json.dumps(kept, separators=(",", ":"))


def from_data(file: str, data: Mapping[str, Any]) -> CheckedFile:
    """What was found in a file, from the data of its JSON."""
    return CheckedFile(
        file,
        tuple(_finding_from_data(file, item) for item in data["findings"]),
        _traits_from_data(file, data["traits"]) if data["traits"] else None,
        {line: frozenset(codes) for line, codes in data["silent"]},
    )


def _traits_from_data(file: str, data: list[Any]) -> Traits:
    record_id, page, themes, organisations = data
    return Traits(
        file,
        PlacedText(*record_id),
        PlacedText(*page) if page else None,
        tuple(PlacedText(*theme) for theme in themes),
        tuple(PlacedText(*name) for name in organisations),
    )


def _finding_to_data(finding: Diagnostic) -> list[Any]:
    place = finding.location
    values = _values_to_data(finding.values)
    return [finding.code, place.line, place.column, finding.id, values, finding.severity]


def _finding_from_data(file: str, data: list[Any]) -> Diagnostic:
    code, line, column, record_id, values, severity = data
    place = Location(file, line, column)
    return Diagnostic(code, place, record_id, _values_from_data(values), Severity(severity))


def _values_to_data(values: Mapping[str, object]) -> dict[str, object]:
    return {name: _value_to_data(value) for name, value in values.items()}


def _value_to_data(value: object) -> object:
    """A text or number as it is, a phrase as a list, and anything else as messages show it."""
    if isinstance(value, Phrase):
        return [value.key, _values_to_data(value.values)]
    return value if isinstance(value, str | int | float | None) else str(value)


def _values_from_data(values: Mapping[str, Any]) -> dict[str, object]:
    return {name: _value_from_data(value) for name, value in values.items()}


def _value_from_data(value: Any) -> object:
    if isinstance(value, list):
        key, values = value
        return Phrase(key, _values_from_data(values))
    return value
