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
from projectkit.fetching.urls import host_of, site_of
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

    A site that cannot be reached, or that wants to be left alone, is not asked again in this run.

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
        site = site_of(url)
        if site in self._closed:
            raise FetchError(self._closed[site])
        waits = _Waits(self._clock)
        while True:
            self.pace.wait(host_of(url))
            outcome = self._try(url, wanted, headers)
            wait = waits.after(outcome)
            if wait is None:
                return self._settled(site, outcome)
            self._clock.sleep(wait)

    def _try(
        self, url: str, wanted: WantedContent, headers: Mapping[str, str] | None
    ) -> Response | PassingError:
        try:
            return self._client.get(url, wanted, headers)
        except PassingError as error:
            return error

    def _settled(self, site: str, outcome: Response | PassingError) -> Response:
        """What the last try gave; after some outcomes the site is not asked again.

        Raises:
            PassingError: if it gave no answer.
        """
        if isinstance(outcome, UnreachableError):
            self._closed[site] = str(outcome)
        if isinstance(outcome, PassingError):
            raise outcome
        if outcome.status == HTTPStatus.TOO_MANY_REQUESTS:
            self._closed[site] = refusal(outcome)
        return outcome


class _Waits:
    """The waits between the tries of one request."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._back_off = iter(_BACK_OFF)
        self._has_been_told = False

    def after(self, outcome: Response | PassingError) -> float | None:
        """How long to wait before the next try; None if there is none.

        A site may say once how long.
        """
        if isinstance(outcome, PassingError):
            return next(self._back_off, None)
        told = _told_wait(outcome, self._clock.date())
        if told is None:
            return next(self._back_off, None) if outcome.status in _PASSING else None
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
