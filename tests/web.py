"""A web site on loopback to fetch from, and a clock that waits for nothing."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BufferedIOBase
from threading import Thread
from typing import Any, NamedTuple

from projectkit.fetching.pace import Clock
from projectkit.fetching.run import FetchResult

PAGE = b"<!doctype html><title>Rust op zaal</title><h1>Rust op zaal</h1><p>Status: Lopend</p>"
NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


class Reply(NamedTuple):
    """What the site answers to a path."""

    body: bytes = PAGE
    type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = {}


class Asked(NamedTuple):
    """A request that the site got."""

    path: str
    headers: Mapping[str, str]


Raw = Callable[[BaseHTTPRequestHandler], None]
Fetch = Callable[..., list[FetchResult]]


@dataclass
class Site:
    """A site whose answers a test sets; what it does not set is not there."""

    url: str
    replies: dict[str, Reply | Raw | list[Reply]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def paths(self) -> list[str]:
        """What was asked, apart from robots.txt."""
        return [each.path for each in self.asked if each.path != "/robots.txt"]

    def redirect(self, path: str, target: str, status: int = 302) -> None:
        self.replies[path] = Reply(b"", status=status, headers={"Location": target})


class FakeClock(Clock):
    """A clock on which only waiting takes time."""

    def __init__(self) -> None:
        self.time = 1000.0
        self.waits: list[float] = []

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.waits.append(round(seconds, 3))
        self.time += seconds

    def date(self) -> datetime:
        return NOW


class Server:
    """Serves a site from a thread of this process until it is stopped."""

    def __init__(self, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> None:
        self._http = _Http((host, 0), _Handler)
        if tls:
            self._http.socket = tls.wrap_socket(self._http.socket, server_side=True)
        self._http.daemon_threads = True
        self._http.block_on_close = False
        self.site = Site(f"http{'s' if tls else ''}://{host}:{self._http.server_address[1]}")
        self._http.site = self.site  # type: ignore[attr-defined]
        self._thread = Thread(target=self._http.serve_forever, args=(0.01,))
        self._thread.start()

    def stop(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


class _Http(ThreadingHTTPServer):
    def handle_error(self, *_arguments: object) -> None:
        """A client that hangs up is no news."""


class _Writer(BufferedIOBase):
    """Writes to a client that may have hung up; a signal would end the tests, as it does commands."""

    def __init__(self, connection: socket.socket) -> None:
        super().__init__()
        self._connection = connection

    def write(self, data: Any) -> int:
        self._connection.sendall(data, getattr(socket, "MSG_NOSIGNAL", 0))
        return len(data)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def setup(self) -> None:
        super().setup()
        if not isinstance(self.connection, ssl.SSLSocket):
            self.wfile = _Writer(self.connection)

    def do_GET(self) -> None:
        site: Site = self.server.site  # type: ignore[attr-defined]
        site.asked.append(Asked(self.path, dict(self.headers.items())))
        reply = site.replies.get(self.path, Reply(b"not there", "text/plain", 404))
        if isinstance(reply, list):
            reply = reply.pop(0) if len(reply) > 1 else reply[0]
        with suppress(OSError):
            if isinstance(reply, Reply):
                self._send(reply)
            else:
                self.close_connection = True
                reply(self)

    def _send(self, reply: Reply) -> None:
        etag = reply.headers.get("ETag")
        changed = reply.headers.get("Last-Modified")
        is_known = (etag and self.headers.get("If-None-Match") == etag) or (
            changed and self.headers.get("If-Modified-Since") == changed
        )
        status, body = (304, b"") if is_known else (reply.status, reply.body)
        self.send_response(status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.type:
            self.send_header("Content-Type", reply.type)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        pass


def drip(piece: bytes, every: float, times: int = 1000) -> Raw:
    """Response a few bytes at a time."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        for _ in range(times):
            handler.wfile.write(piece)
            time.sleep(every)

    return reply


def raw(*pieces: bytes) -> Raw:
    """Response these bytes, and hang up."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        for piece in pieces:
            handler.wfile.write(piece)

    return reply
