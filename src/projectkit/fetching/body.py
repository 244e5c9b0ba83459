"""The content of an answer, unpacked, and never more of it than may be read."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from projectkit.fetching.errors import FetchError, TooLargeError
from projectkit.language.translate import _

GZIP = b"\x1f\x8b"
"""What gzip begins with."""

# How much is unpacked at a time: a small file may unpack to gigabytes.
_PIECE = 1 << 16
_WITH_GZIP_HEADER = 16 + zlib.MAX_WBITS
_MB = 1_000_000


def unpacked(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """What an answer holds, by its Content-Encoding.

    Raises:
        FetchError: if it is packed in a way that was not asked for, or damaged.
    """
    if encoding in {"", "identity"}:
        return iter(chunks)
    if encoding in {"gzip", "x-gzip"}:
        return inflated(chunks)
    message = _("its encoding {encoding} is not supported").format(encoding=encoding)
    raise FetchError(message)


def inflated(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """What gzip holds, piece by piece.

    Raises:
        FetchError: if it is damaged or ends early.
    """
    message = _("its content is damaged (gzip)")
    stream = zlib.decompressobj(_WITH_GZIP_HEADER)
    try:
        for chunk in chunks:
            data = chunk
            while data:
                if stream.eof and not _begins_gzip(data):
                    break  # padding
                if stream.eof:  # the next of several files in one
                    stream = zlib.decompressobj(_WITH_GZIP_HEADER)
                yield stream.decompress(data, _PIECE)
                data = stream.unconsumed_tail or stream.unused_data
        yield stream.flush()
    except zlib.error:
        raise FetchError(message) from None
    if not stream.eof:
        raise FetchError(message)


def _begins_gzip(data: bytes) -> bool:
    return GZIP.startswith(data[: len(GZIP)])


def bounded(pieces: Iterable[bytes], most: int) -> bytes:
    """All pieces together.

    Raises:
        TooLargeError: if they have more bytes than this.
    """
    content = bytearray()
    for piece in pieces:
        content += piece
        if len(content) > most:
            message = _("it is larger than {most:g} MB").format(most=most / _MB)
            raise TooLargeError(message)
    return bytes(content)


def beginning(pieces: Iterable[bytes], most: int) -> bytes:
    """The first bytes of all pieces together."""
    content = bytearray()
    for piece in pieces:
        content += piece
        if len(content) >= most:
            break
    return bytes(content[:most])
