"""The body of an HTTP response, dechunked and decompressed, up to a given size only."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from http.client import HTTPException, HTTPResponse
from io import BytesIO
from socket import socket
from typing import cast

# For zlib: gzip or deflate, as the header says.
_ANY = zlib.MAX_WBITS | 32


class EncodingError(ValueError):
    """A body has an unknown content encoding; the message names it."""


def decoded(body: bytes, headers: Mapping[str, str], most: int) -> bytes:
    """The body of a response, as a browser would see it (RFC 9110, RFC 9112).

    Crawlers may have decoded it already and kept the headers: a body that is not encoded as these
    say is returned unchanged.

    Args:
        body: its bytes.
        headers: the headers of the response, with names in lower case.
        most: the maximum number of bytes.

    Raises:
        EncodingError: if its content encoding is unknown.
    """
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _dechunked(body)
    encoding = headers.get("content-encoding", "").strip().lower()
    if encoding in {"gzip", "x-gzip", "deflate"}:
        return _decompressed(body, most)
    if encoding not in {"", "identity"}:
        message = f"its content encoding is unknown: {encoding}"
        raise EncodingError(message)
    return body


class _Connection:
    """A socket with one response, as far as `http.client` uses it."""

    def __init__(self, response: bytes) -> None:
        self._response = response

    def makefile(self, mode: str) -> BytesIO:
        """The response as a file."""
        del mode
        return BytesIO(self._response)


def _dechunked(body: bytes) -> bytes:
    """A body without the sizes of its chunks."""
    connection = _Connection(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body)
    response = HTTPResponse(cast("socket", connection))
    try:
        response.begin()
        return response.read()
    except (HTTPException, ValueError, OSError, OverflowError, MemoryError):
        return body


def _decompressed(body: bytes, most: int) -> bytes:
    """A body in gzip, with one or more members, or in deflate, which may lack its header."""
    for header in (_ANY, -zlib.MAX_WBITS):
        pieces, left, rest = [], most, body
        try:
            while rest and left > 0:
                member = zlib.decompressobj(header)
                pieces.append(member.decompress(rest, left))
                left, rest = left - len(pieces[-1]), member.unused_data
        except zlib.error:
            if not pieces:
                continue
        return b"".join(pieces)
    return body
