"""What checks of a record need besides the record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

# What is kept of a check is read without the model.
if TYPE_CHECKING:
    from projectkit.model.diagnostic import Diagnostic
    from projectkit.model.record import Record
    from projectkit.validation.shape import Loaded

LEFTOVER_SHARE = 0.25


def _today() -> date:
    return datetime.now(tz=UTC).astimezone().date()


@dataclass(frozen=True)
class Context:
    """Where and when a record is checked.

    Attributes:
        root: the catalogue of the record; outside a catalogue it has no page.
        today: the day that dates are compared with.
        leftover_share: how much of a page may be left over, from 0 to 1.
        optional: rules to check that are not checked unless asked for.
    """

    root: Path | None = None
    today: date = field(default_factory=_today)
    leftover_share: float = LEFTOVER_SHARE
    optional: frozenset[str] = frozenset()


Check = Callable[["Loaded", "Record", Context], Iterator["Diagnostic"]]
"""A check of one sound record: everything that it finds wrong."""
