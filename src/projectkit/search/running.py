"""When a project ran, by its dates and its status together."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from projectkit.model.partial_date import first_day, last_day

if TYPE_CHECKING:
    from projectkit.model.plain import PlainRecord

OVER = frozenset({"completed", "cancelled"})
"""The statuses of projects that have ended."""
_NOT_RUNNING = OVER | {"planned"}
# A date that was misread, 1019 for 2019, or that stands for "never", 9999, must not make a report
# of a thousand years.
_PAST, _FUTURE = 30, 15


class RunningTime(NamedTuple):
    """From one day to another, both included."""

    first: date
    last: date

    def overlaps(self, other: RunningTime) -> bool:
        """Whether the periods share a day."""
        return self.first <= other.last and self.last >= other.first


def horizon(this_year: int) -> range:
    """The years that are near enough for a date to be meant as it is written."""
    return range(this_year - _PAST, this_year + _FUTURE + 1)


def runs_on(record: PlainRecord, day: date) -> bool:
    """Whether a project runs on a day: neither its status nor its dates say that it does not.

    Where the status is not known, both dates have to say that it does.
    """
    start, end = record["start_date"], record["end_date"]
    status = record["status"]
    if status in _NOT_RUNNING:
        return False
    has_period = bool(start and end)
    if not (status or has_period):
        return False
    has_begun = not start or first_day(start) <= day
    return has_begun and (not end or last_day(end) >= day)


def known_period(record: PlainRecord, today: date) -> RunningTime | None:
    """From the start of a project to its end, as far as its dates tell; None without a date.

    Without a known end that is until today, or its first year only if it is over. What is over
    does not run in days to come, whatever was planned. Without a known start, it is the day, month
    or year in which it ended, and from today on if it runs.
    """
    if record["status"] in OVER:
        return _past_period(record, today)
    if record["start_date"]:
        return _period_from(record, record["start_date"], today)
    return _period_before(record, record["end_date"], today) if record["end_date"] else None


def _period_from(record: PlainRecord, start: str, today: date) -> RunningTime:
    """When a project runs of which the start is known: a year or month of it runs out."""
    first, end = first_day(start), _near_end(record, today)
    last = last_day(end) if end else max(today, last_day(start))
    return RunningTime(first, max(first, last))


def _period_before(record: PlainRecord, end: str, today: date) -> RunningTime:
    """When a project runs of which only the end is known."""
    first = min(first_day(end), today) if runs_on(record, today) else first_day(end)
    last = last_day(end) if _near_end(record, today) else today
    return RunningTime(first, max(first, last))


def _past_period(record: PlainRecord, today: date) -> RunningTime | None:
    """When a project that is over ran: not after today, and not at all if it never began."""
    start, end = record["start_date"] or record["end_date"], _near_end(record, today)
    if not start or first_day(start) > today:
        return None
    first = first_day(start)
    last = last_day(end) if end else date(first.year, 12, 31)
    return RunningTime(first, max(first, min(last, today)))


def _near_end(record: PlainRecord, today: date) -> str | None:
    """The end, unless it is so far away that it means "never"."""
    end = record["end_date"]
    return end if end and int(end[:4]) < horizon(today.year).stop else None


def runs_in(record: PlainRecord, period: RunningTime, today: date) -> bool:
    """Whether a project ran, runs or will run at some time in a period.

    Of today itself the status tells more than a date does, as in `runs_on`.
    """
    includes_today = period.first <= today <= period.last
    if includes_today and runs_on(record, today):
        return True
    if period == RunningTime(today, today):
        return False
    known = known_period(record, today)
    return known is not None and known.overlaps(period)
