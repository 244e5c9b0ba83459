"""When each project ran: bars on an axis of years, in thousandths of its length."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from projectkit.model.partial_date import first_day, last_day
from projectkit.model.plain import PlainRecord
from projectkit.search.running import OVER, horizon

_LENGTH, _SHORTEST = 1000, 3
_MOST_TICKS = 16


class Bar(NamedTuple):
    """When a project ran.

    Attributes:
        x: where it starts.
        width: how long it is; 0 if it lies outside the axis.
        open: whether its end is unknown.
    """

    x: int
    width: int
    open: bool


class Axis:
    """The years of a timeline.

    Attributes:
        years: the years.
        clipped: whether some project also ran in other years.
    """

    def __init__(self, records: Sequence[PlainRecord], today: date) -> None:
        """Span the years of some projects, as far as they are close to today."""
        known = [
            int(day[:4])
            for record in records
            for day in (record["start_date"], record["end_date"])
            if day
        ]
        near = [year for year in known if year in horizon(today.year)] or [today.year]
        self.years = range(min(near), max(near) + 1)
        self.clipped = any(year not in self.years for year in known)
        self._today = today
        self._first = date(self.years.start, 1, 1).toordinal()
        self._days = date(self.years.stop - 1, 12, 31).toordinal() + 1 - self._first

    def ticks(self) -> list[tuple[int, int]]:
        """Where a year starts, for the years that have a label, and the year."""
        step = -(-len(self.years) // _MOST_TICKS)
        return [(self._place(date(year, 1, 1)), year) for year in self.years[::step]]

    def now(self) -> int | None:
        """Where today is; None if that is not on the axis."""
        return self._place(self._today) if self._today.year in self.years else None

    def bar(self, record: PlainRecord) -> Bar | None:
        """When a project ran; None without a start, and until today without an end unless over."""
        if not record["start_date"]:
            return None
        start = first_day(record["start_date"])
        end = self._end(record, start)
        if end.year < self.years.start or start.year >= self.years.stop:
            return Bar(0, 0, open=False)
        x, stop = self._place(start), self._place(end)
        width = max(stop - x, _SHORTEST)
        return Bar(min(x, _LENGTH - width), width, open=not record["end_date"])

    def _end(self, record: PlainRecord, start: date) -> date:
        if record["end_date"]:
            return last_day(record["end_date"])
        return date(start.year, 12, 31) if record["status"] in OVER else max(self._today, start)

    def _place(self, day: date) -> int:
        days = min(max(day.toordinal() - self._first, 0), self._days)
        return round(_LENGTH * days / self._days)
