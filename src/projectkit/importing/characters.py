"""Control characters, which no value has and some programs take for the end of a text."""

from __future__ import annotations

from typing import Any

from projectkit.export.characters import CONTROL
from projectkit.export.format import Loss
from projectkit.language.translate import _


def without_control(data: dict[str, object]) -> tuple[dict[str, object], list[Loss]]:
    """Data without control characters, and the fields that had some."""
    clean = {name: _clean(value) for name, value in data.items()}
    reason = _("control characters were left out")
    return clean, [Loss(name, reason) for name, value in data.items() if _has_some(value)]


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return CONTROL.sub("", value)
    if isinstance(value, dict):
        return {name: _clean(part) for name, part in value.items()}
    return [_clean(part) for part in value] if isinstance(value, list | tuple) else value


def _has_some(value: Any) -> bool:
    if isinstance(value, str):
        return CONTROL.search(value) is not None
    parts = value.values() if isinstance(value, dict) else value
    return isinstance(value, dict | list | tuple) and any(map(_has_some, parts))
