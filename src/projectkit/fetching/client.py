"""One request and its answer, within limits of time and size."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from types import TracebackType
from typing import NamedTuple, Self
from urllib.parse import urlsplit

import httpcore

from projectkit import __version__
from projectkit.fetching.addresses import is_public
from projectkit.fetching.body import bounded, unpacked
from projectkit.fetching.errors import FetchError, PassingError, UnreachableError
from projectkit.fetching.network import Deadline, GuardedNetwork
from projectkit.language.system import system_message
from projectkit.language.translate import _

AGENT = "projectkit"
"""The name by which robots.txt may address the tool."""

REDIRECTS = {
    HTTPStatus.MOVED_PERMANENTLY,
    HTTPStatus.FOUND,
    HTTPStatus.SEE_OTHER,
    HTTPStatus.TEMPORARY_REDIRECT,
    HTTPStatus.PERMANENT_REDIRECT,
}
"""The answers that lead to another address."""

_HEADERS = {
    "User-Agent": f"{AGENT}/{__version__}",
    "Accept": "text/html, application/xhtml+xml, text/*;q=0.9, application/pdf;q=0.8, */*;q=0.5",
    "Accept-Encoding": "gzip",
    "Accept-Language": "nl, en;q=0.5",
}
_SILENCE = (httpcore.ReadTimeout, httpcore.WriteTimeout)


class Patience(NamedTuple):
    """How long an answer may take, in seconds.

    Attributes:
        connect: to connect.
        read: until the next bytes arrive.
        whole: until the last bytes have arrived.
    """

    connect: float = 15
    read: float = 30
    whole: float = 120


@dataclass(frozen=True)
class Response:
    """What a server answered.

    Attributes:
        url: the address that was asked.
        status: the status code.
        headers: the headers, with names in lower case.
        content: the content, if it was wanted.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    content: bytes = b""

    @property
    def target(self) -> str:
        """Where it redirects to, as the server wrote it; empty if it does not say."""
        # Headers arrive as Latin-1, and hold UTF-8 if they hold more than ASCII.
        raw = self.headers.get("location", "").encode("latin-1")
        return raw.decode("utf-8", errors="replace")


@dataclass(frozen=True)
class WantedContent:
    """What of an answer is read.

    Attributes:
        most: how many bytes.
        reads: whether an answer with these headers is read at all.
        take: what makes one content of the pieces that arrive.
    """

    most: int
    reads: Callable[[str, Mapping[str, str]], bool] = lambda _url, _headers: True
    take: Callable[[Iterable[bytes], int], bytes] = bounded


class Client:
    """Asks servers; keeps no cookies, follows no redirects and uses no proxy.

    Args:
        patience: how long an answer may take.
        is_allowed: whether a network address may be connected to.
        context: which certificates are trusted; usually those of the system and of certifi.
    """

    def __init__(
        self,
        patience: Patience | None = None,
        is_allowed: Callable[[str], bool] = is_public,
        context: ssl.SSLContext | None = None,
    ) -> None:
        self._patience = patience or Patience()
        self._deadline = Deadline()
        self._pool = httpcore.ConnectionPool(
            ssl_context=context or httpcore.default_ssl_context(),
            keepalive_expiry=self._patience.read,
            network_backend=GuardedNetwork(self._deadline, is_allowed),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.close()

    def get(
        self, url: str, wanted: WantedContent, headers: Mapping[str, str] | None = None
    ) -> Response:
        """Ask for a page.

        Raises:
            FetchError: if there is no answer, or one that is too large or damaged; a
                `PassingError` if it may pass.
        """
        self._deadline.set(self._patience.whole)
        sent = {"Host": urlsplit(url).netloc, **_HEADERS, **(headers or {})}
        try:
            with self._pool.stream(
                "GET", url, headers=list(sent.items()), extensions={"timeout": self._timeouts()}
            ) as received:
                return _response(url, received, wanted)
        except _SILENCE:
            self._deadline.within(None)
            message = _("it does not answer within {seconds:g} seconds")
            raise PassingError(message.format(seconds=self._patience.read)) from None
        except httpcore.ConnectTimeout:
            message = _("no connection within {seconds:g} seconds")
            raise UnreachableError(message.format(seconds=self._patience.connect)) from None
        except httpcore.ConnectError as error:
            raise _no_connection(error) from None
        except (httpcore.NetworkError, httpcore.ProtocolError):
            message = _("the connection broke off")
            raise PassingError(message) from None

    def _timeouts(self) -> dict[str, float]:
        patience = self._patience
        return {"connect": patience.connect, "read": patience.read, "write": patience.read}


def _response(url: str, received: httpcore.Response, wanted: WantedContent) -> Response:
    headers = {
        name.decode("latin-1").lower(): value.decode("latin-1") for name, value in received.headers
    }
    if received.status != HTTPStatus.OK or not wanted.reads(url, headers):
        return Response(url, received.status, headers)
    encoding = headers.get("content-encoding", "").strip().lower()
    pieces = unpacked(received.iter_stream(), encoding)
    return Response(url, received.status, headers, wanted.take(pieces, wanted.most))


def _no_connection(error: httpcore.ConnectError) -> FetchError:
    """Why no connection was made; bad certificates stay bad, everything else may pass."""
    cause = error.args[0] if error.args else None
    if isinstance(cause, ssl.SSLCertVerificationError):
        message = _("its certificate is not valid: {problem}")
        return FetchError(message.format(problem=cause.verify_message))
    if isinstance(cause, ssl.SSLError):
        message = _("no secure connection: {problem}")
        return FetchError(message.format(problem=cause.reason or cause.strerror))
    problem = system_message(cause) if isinstance(cause, OSError) else str(error)
    message = _("no connection: {problem}").format(problem=problem)
    return UnreachableError(message)
