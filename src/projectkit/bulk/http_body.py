"""The body of an answer, which may be in chunks and packed; it is never unpacked further than asked for."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from http.client import HTTPException, HTTPResponse
from io import BytesIO
from socket import socket
from typing import cast

# For zlib: gzip and deflate, by what stands at the beginning.
_ANY = zlib.MAX_WBITS | 32


class PackedError(ValueError):
    """A body is packed in a way that is not known; the message names it."""


def unpacked(body: bytes, headers: Mapping[str, str], most: int) -> bytes:
    """The body of an answer, as a browser would see it (RFC 9110, RFC 9112).

    Crawlers may have unpacked it already and left the headers as they were: what is not packed as
    these say stays so.

    Args:
        body: its bytes.
        headers: the headers of the answer, their names in lower case.
        most: how many bytes are wanted at most.

    Raises:
        PackedError: if it is packed in a way that is not known.
    """
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _joined(body)
    packing = headers.get("content-encoding", "").strip().lower()
    if packing in {"gzip", "x-gzip", "deflate"}:
        return _inflated(body, most)
    if packing not in {"", "identity"}:
        message = f"it is packed as {packing}"
        raise PackedError(message)
    return body


class _Wire:
    """A connection over which one answer comes."""

    def __init__(self, answer: bytes) -> None:
        self._answer = answer

    def makefile(self, mode: str) -> BytesIO:
        """The answer as a file."""
        del mode
        return BytesIO(self._answer)


def _joined(body: bytes) -> bytes:
    """A body without the sizes of its chunks."""
    wire = _Wire(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body)
    answer = HTTPResponse(cast("socket", wire))
    try:
        answer.begin()
        return answer.read()
    except (HTTPException, ValueError, OSError, OverflowError, MemoryError):
        return body


def _inflated(body: bytes, most: int) -> bytes:
    """A body that is packed with gzip, in one member or several, or with deflate, which some send without its head."""
    for head in (_ANY, -zlib.MAX_WBITS):
        pieces, left, rest = [], most, body
        try:
            while rest and left > 0:
                one = zlib.decompressobj(head)
                pieces.append(one.decompress(rest, left))
                left, rest = left - len(pieces[-1]), one.unused_data
        except zlib.error:
            if not pieces:
                continue
        return b"".join(pieces)
    return body
