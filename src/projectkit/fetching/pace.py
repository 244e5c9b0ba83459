"""When a host may be asked again: at most one request a second, or fewer if it says so."""

from __future__ import annotations

import time
from datetime import UTC, datetime

_USUAL_DELAY = 1.0


class Clock:
    """The time, and waiting; tests have one that waits for nothing."""

    def now(self) -> float:
        """Seconds since some moment."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)

    def date(self) -> datetime:
        """The date and time in UTC."""
        return datetime.now(UTC)


class Pace:
    """Spaces the requests to each host."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._delays: dict[str, float] = {}
        self._ready: dict[str, float] = {}

    def slow_down(self, host: str, delay: float) -> None:
        """Leave at least this many seconds between requests to a host."""
        self._delays[host] = max(delay, self._delays.get(host, _USUAL_DELAY))

    def wait(self, host: str) -> None:
        """Wait until a host may be asked."""
        early = self._ready.get(host, 0.0) - self._clock.now()
        if early > 0:
            self._clock.sleep(early)
        self._ready[host] = self._clock.now() + self._delays.get(host, _USUAL_DELAY)
