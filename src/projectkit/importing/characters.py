"""Control characters, which no value has and some programs take for the end of a text."""

from __future__ import annotations

import re
from typing import Any

from projectkit.export.characters import CONTROL
from projectkit.export.format import Loss
from projectkit.language.translate import _

# A half of a pair of UTF-16 is not a character either: JSON may have one by itself.
_NO_CHARACTER = re.compile(rf"{CONTROL.pattern}|[\ud800-\udfff]")


def without_control(data: dict[str, object]) -> tuple[dict[str, object], list[Loss]]:
    """Data without control characters, and the fields that had some."""
    clean = {name: _clean(value) for name, value in data.items()}
    reason = _("control characters were left out")
    return clean, [Loss(name, reason) for name, value in data.items() if _has_some(value)]


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return _NO_CHARACTER.sub("", value)
    if isinstance(value, dict):
        return {name: _clean(part) for name, part in value.items()}
    return [_clean(part) for part in value] if isinstance(value, list | tuple) else value


def _has_some(value: Any) -> bool:
    if isinstance(value, str):
        return _NO_CHARACTER.search(value) is not None
    parts = value.values() if isinstance(value, dict) else value
    return isinstance(value, dict | list | tuple) and any(map(_has_some, parts))
