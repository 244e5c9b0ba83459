"""The records of a WARC file (ISO 28500), past those that cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

LONG_HEADER = "the header of the record is too long"
"""Why a record is not read; the records after it are."""

# Bytes read at a time where nothing is kept.
_CHUNK = 1_000_000
# What fastwarc says of such a header, after which its iterator is of no use.
_SAID = "header length"
# How records begin: a line in a plain file, a member in a compressed one.
_PLAIN, _GZIP = b"\nWARC/1.", b"\x1f\x8b\x08"


def records(path: str) -> Iterator[tuple[int, Any]]:
    """Each record with the place where it begins; None for one whose header is too long.

    Raises:
        OSError: if the file cannot be read.
    """
    from fastwarc.warc import ArchiveIterator  # noqa: PLC0415  (only this kind of source needs it)

    begin: int | None = 0
    with open(path, "rb") as file:  # noqa: PTH123  (fsspec names files by text)
        while begin is not None:
            file.seek(begin)
            last = None
            try:
                for record in ArchiveIterator(file, parse_http=False):
                    last = record.stream_pos
                    yield last, record
            except OSError as error:
                if _SAID not in str(error):
                    raise
            else:
                return
            failed = begin if last is None else _next_record(file, last)
            if failed is None:
                return
            yield failed, None
            begin = _next_record(file, failed)


def _next_record(file: BinaryIO, start: int) -> int | None:
    """Where the record after the one at an offset begins; None if it is the last."""
    file.seek(0)
    sign = _GZIP if file.read(len(_GZIP)) == _GZIP else _PLAIN
    file.seek(start + 1)
    at, held = start + 1, b""
    while piece := file.read(_CHUNK):
        held += piece
        found = held.find(sign)
        if found >= 0:
            # A line begins after the break before it.
            return at + found + (sign is _PLAIN)
        at += max(0, len(held) - len(sign))
        held = held[-len(sign) :]
    return None


def last_record(path: str) -> int | None:
    """Where the last record of a WARC file begins; None if a record is shorter than it says.

    Raises:
        OSError: if the file cannot be read.
    """
    last = 0
    for start, record in records(path):
        last = start
        left = record.content_length if record else 0
        while record and (piece := record.reader.read(_CHUNK)):
            left -= len(piece)
        if left > 0:
            return None
    return last
