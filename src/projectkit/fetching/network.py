"""Connections that lead only to allowed addresses, and end in time."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpcore

from projectkit.fetching.addresses import resolved
from projectkit.fetching.errors import FetchError
from projectkit.language.translate import _


class Deadline:
    """When the request at hand has to be answered; each request sets it anew."""

    def __init__(self) -> None:
        self._seconds = 0.0
        self._end = 0.0

    def set(self, seconds: float) -> None:
        """Give the request that begins now this many seconds."""
        self._seconds = seconds
        self._end = time.monotonic() + seconds

    def within(self, timeout: float | None) -> float:
        """A timeout that does not go beyond the deadline.

        Raises:
            FetchError: if the deadline has passed.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            message = _("it takes longer than {seconds:g} seconds").format(seconds=self._seconds)
            raise FetchError(message)
        return left if timeout is None else min(left, timeout)


class GuardedNetwork(httpcore.NetworkBackend):
    """Looks up a host, checks its addresses, and connects to what was checked.

    The name is looked up only here: a host that gives another address the next time (DNS rebinding)
    gains nothing by it.
    """

    def __init__(self, deadline: Deadline, is_allowed: Callable[[str], bool]) -> None:
        self._deadline = deadline
        self._is_allowed = is_allowed
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first allowed address of a host that answers.

        Raises:
            FetchError: if it has no address, or none that is allowed.
            ConnectError: if none answers.
        """
        failure: Exception = httpcore.ConnectError()
        for address in self._allowed(host, port):
            try:
                stream = self._sockets.connect_tcp(
                    address, port, self._deadline.within(timeout), local_address, socket_options
                )
                return _TimedStream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    def _allowed(self, host: str, port: int) -> list[str]:
        addresses = resolved(host.strip("[]"), port)
        allowed = list(filter(self._is_allowed, addresses))
        if not allowed:
            message = _(
                "{host} is on a private network ({address}): add --allow-private if you trust it"
            )
            if host.strip("[]") == addresses[0]:
                message = _("{host} is on a private network: add --allow-private if you trust it")
            raise FetchError(message.format(host=host, address=addresses[0]))
        return allowed


class _TimedStream(httpcore.NetworkStream):
    """A connection on which no step goes beyond the deadline."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.within(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.within(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        within = self._deadline.within(timeout)
        return _TimedStream(
            self._inner.start_tls(ssl_context, server_hostname, within), self._deadline
        )

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
