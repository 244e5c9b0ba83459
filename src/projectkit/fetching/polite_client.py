"""Asking at a pace, waiting where a site says so, and asking again where that may help."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from projectkit.fetching.client import Client, Response, WantedContent
from projectkit.fetching.errors import FetchError, PassingError, UnreachableError
from projectkit.fetching.pace import Clock, Pace
from projectkit.fetching.urls import host_of
from projectkit.language.translate import _

LONGEST_WAIT = 120.0
"""The longest that a site may let us wait, in seconds; what asks for more is reported."""

# How long to wait before the second and the third try, in seconds.
_BACK_OFF = (2.0, 8.0)
_PASSING = {
    HTTPStatus.INTERNAL_SERVER_ERROR,
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
}
# Answers with which a site may say when to come back.
_BUSY = {HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}


class PoliteClient:
    """A client that no site has to complain about.

    A host that cannot be reached, or that wants to be left alone, is not asked again in this run.

    Args:
        client: what asks.
        clock: the time, and waiting.
    """

    def __init__(self, client: Client, clock: Clock) -> None:
        self._client = client
        self._clock = clock
        self.pace = Pace(clock)
        self._closed: dict[str, str] = {}

    def get(
        self, url: str, wanted: WantedContent, headers: Mapping[str, str] | None = None
    ) -> Response:
        """Ask for a page, more than once if need be.

        Raises:
            FetchError: if there is no answer.
        """
        host = host_of(url)
        if host in self._closed:
            raise FetchError(self._closed[host])
        waits = _Waits(self._clock)
        while True:
            self.pace.wait(host)
            try:
                response = self._client.get(url, wanted, headers)
                wait = waits.after_response(response)
            except PassingError as error:
                wait = waits.after_failure()
                if wait is None:
                    self._close_unreachable(host, error)
                    raise
                self._clock.sleep(wait)
                continue
            if wait is None:
                self._close_busy(host, response)
                return response
            self._clock.sleep(wait)

    def _close_unreachable(self, host: str, error: PassingError) -> None:
        if isinstance(error, UnreachableError):
            self._closed[host] = str(error)

    def _close_busy(self, host: str, response: Response) -> None:
        if response.status == HTTPStatus.TOO_MANY_REQUESTS:
            self._closed[host] = refusal(response)


class _Waits:
    """The waits between the tries of one request."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._back_off = iter(_BACK_OFF)
        self._has_been_told = False

    def after_failure(self) -> float | None:
        """How long to wait before the next try; None if there is none."""
        return next(self._back_off, None)

    def after_response(self, response: Response) -> float | None:
        """The same, after an answer; a site may say once how long."""
        told = _told_wait(response, self._clock.date())
        if told is None:
            return self.after_failure() if response.status in _PASSING else None
        if self._has_been_told or told > LONGEST_WAIT:
            return None
        self._has_been_told = True
        return told


def _told_wait(response: Response, now: datetime) -> float | None:
    """How many seconds a site tells us to wait, by its Retry-After; None if it does not."""
    told = response.headers.get("retry-after", "").strip()
    if response.status not in _BUSY or not told:
        return None
    if told.isdecimal():
        return float(told[:9])
    with suppress(ValueError, OverflowError):
        date = parsedate_to_datetime(told)
        date = date if date.tzinfo else date.replace(tzinfo=UTC)
        return max(0.0, (date - now).total_seconds())
    return None


def refusal(response: Response) -> str:
    """What to tell of an answer that is not a page."""
    known: dict[int, str] = {
        HTTPStatus.UNAUTHORIZED: _("it needs a login ({status})"),
        HTTPStatus.FORBIDDEN: _("the site forbids it ({status})"),
        HTTPStatus.NOT_FOUND: _("there is no such page ({status})"),
        HTTPStatus.GONE: _("the page was removed ({status})"),
        HTTPStatus.TOO_MANY_REQUESTS: _("the site wants to be left alone for now ({status})"),
    }
    unknown = _("the site answers with an error ({status})")
    reason = known.get(response.status, unknown).format(status=response.status)
    later_on = response.headers.get("retry-after", "").strip()
    if not later_on or response.status not in _BUSY:
        return reason
    return _("{reason}; try again after {when}").format(reason=reason, when=_readable(later_on))


def _readable(when: str) -> str:
    """A Retry-After for people: a date as it is, a number with its unit."""
    return _("{seconds} seconds").format(seconds=when) if when.isdecimal() else when
