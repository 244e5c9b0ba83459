"""What records say together."""

from __future__ import annotations

from collections.abc import Iterable

from projectkit.model.diagnostic import Diagnostic, diagnostic
from projectkit.validation.shape import Loaded


def check_across(files: Iterable[Loaded]) -> list[Diagnostic]:
    """Every id that two files share."""
    first: dict[str, str] = {}
    found: list[Diagnostic] = []
    for loaded in files:
        if loaded.record is None:
            continue
        other = first.setdefault(loaded.record.id, loaded.file)
        if other != loaded.file:
            found.append(diagnostic("C001", loaded.location("id"), id=loaded.record.id, other=other))
    return found
