"""The pages of a unit, one at a time, without files that are not text."""

from __future__ import annotations

import contextlib
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO, NamedTuple
from urllib.parse import urlsplit

from projectkit.bulk.http_body import EncodingError, decoded
from projectkit.bulk.place import filesystem
from projectkit.bulk.units import Unit
from projectkit.bulk.warc import LONG_HEADER, last_record, records
from projectkit.language.translate import _
from projectkit.model.limits import USUAL, bytes_of

# Longer pages are skipped: no project description is longer, and memory holds each page whole.
LONGEST = bytes_of(USUAL.page)
_TOO_LONG = f"the page is longer than {LONGEST:,} bytes"
# Bytes read at a time where nothing is kept.
_CHUNK = 1_000_000
# Rows of Parquet held in memory, and bytes read at a time.
_BATCH, _BUFFER = 64, 1_000_000
# The class of status codes for success.
_SUCCESSFUL = 2
# How a gzip member begins.
_GZIP = b"\x1f\x8b\x08"
_HTML = ("text/html", "application/xhtml")
_TEXT = ("text/plain", "text/markdown")
_CONTENT = ("html", "content", "text", "body", "page")
_NAMES = ("url", "name", "path", "file", "id")


class RawPage(NamedTuple):
    """A page that is not yet read.

    Attributes:
        name: its file name, or one that says how to read it.
        content: its bytes; None if there is nothing to read.
        url: its web address, if known.
        problem: why there is nothing to read.
    """

    name: str
    content: bytes | None
    url: str | None = None
    problem: str = _TOO_LONG

    @property
    def site(self) -> str:
        """The host of its web address; empty if unknown, as for files in a folder."""
        try:
            return urlsplit(self.url or "").hostname or ""
        except ValueError:
            return ""


def pages(unit: Unit) -> Iterator[RawPage]:
    """The pages of a unit.

    Raises:
        OSError: if it cannot be reached.
        ValueError: if it is damaged, or a Parquet file has no page column.
    """
    return {"files": _of_files, "warc": _of_warc, "parquet": _of_parquet}[unit.kind](unit)


@contextlib.contextmanager
def at_hand(unit: Unit) -> Iterator[Unit]:
    """A unit as it is read: a WARC file, which is read more than once, as a whole local file.

    Raises:
        OSError: if it cannot be reached.
        ValueError: if it is truncated.
    """
    if unit.kind != "warc":
        yield unit
        return
    files, path = filesystem(unit.urls[0])
    with tempfile.TemporaryDirectory(prefix="projectkit-") as folder:
        copy = path
        if "file" not in files.protocol:
            copy = f"{folder}/{path.rpartition('/')[2]}"
            files.get_file(path, copy)
        _check_whole(copy, unit.name)
        yield replace(unit, urls=(copy,))


def _check_whole(path: str, name: str) -> None:
    """Check that a WARC file is whole: an interrupted download ends within a record.

    Raises:
        ValueError: if it is truncated.
    """
    last = last_record(path)
    # The iterator is silent about a truncated header.
    is_cut = last is None or (path.lower().endswith(".gz") and not _ends_with_member(path, last))
    if is_cut:
        message = _("{name}: the file is truncated").format(name=name)
        raise ValueError(message)


def _ends_with_member(path: str, start: int) -> bool:
    """Whether a file ends with a whole gzip member, if its last record begins at an offset.

    Against the standard, one member may hold all records: then no member begins there.
    """
    with open(path, "rb") as file:  # noqa: PTH123  (fsspec names files by text)
        file.seek(start)
        if file.read(len(_GZIP)) != _GZIP:
            start = 0
        file.seek(start)
        try:
            return _is_whole(file)
        except zlib.error:
            return False


def _is_whole(file: BinaryIO) -> bool:
    """Whether gzip members make up the rest of a file.

    Raises:
        zlib.error: if a member is damaged, or something else stands behind one.
    """
    piece = file.read(_CHUNK)
    while piece:
        member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        while piece and not member.eof:
            member.decompress(piece, _CHUNK)
            while member.unconsumed_tail:
                member.decompress(member.unconsumed_tail, _CHUNK)
            piece = member.unused_data or file.read(_CHUNK)
        if not member.eof:
            return False
    return True


def _of_files(unit: Unit) -> Iterator[RawPage]:
    for url in unit.urls:
        files, path = filesystem(url)
        name = _readable(path.removeprefix(unit.base).lstrip("/"))
        try:
            is_long = (files.size(path) or 0) > LONGEST
            content = None if is_long else files.cat_file(path)
        except (FileNotFoundError, PermissionError, IsADirectoryError) as error:
            # Other errors may pass, such as a network failure: they fail the unit, for a retry.
            reason = error.strerror or "it does not exist"
            yield RawPage(name, None, problem=f"it cannot be opened: {reason}")
        else:
            yield RawPage(name, _unless_long(content))


def _unless_long(content: bytes | None) -> bytes | None:
    return None if content is None or len(content) > LONGEST else content


def _readable(name: str) -> str:
    """A name that can be written, even if the file name is not valid text."""
    return name.encode("utf-8", "backslashreplace").decode()


def _of_warc(unit: Unit) -> Iterator[RawPage]:
    """The server responses with text (ISO 28500), each named by its address."""
    from fastwarc.warc import WarcRecordType  # noqa: PLC0415  (only this kind of source needs it)

    for start, record in records(unit.urls[0]):
        name = f"{unit.name}/{start}"
        if record is None:
            yield RawPage(name, None, problem=LONG_HEADER)
        elif record.record_type == WarcRecordType.response:
            yield from _of_record(record, name)


def _of_record(record: Any, name: str) -> Iterator[RawPage]:
    try:
        record.parse_http()
    except OSError:
        yield RawPage(name, None, _address(record) or None, LONG_HEADER)
        return
    kind = (record.http_content_type or _HTML[0]).lower()
    if kind.startswith((*_HTML, *_TEXT)):
        yield _of_response(record, kind)


def _address(record: Any) -> str:
    # In version 1.0 of the standard it stands in angle brackets.
    return (
        str(record.headers.get("WARC-Target-URI") or "").strip().removeprefix("<").removesuffix(">")
    )


def _of_response(record: Any, kind: str) -> RawPage:
    url = _address(record)
    name = _file_name(url, _ending(kind))
    status = record.http_headers and record.http_headers.status_code
    if status and status // 100 != _SUCCESSFUL:
        return RawPage(name, None, url or None, f"the server answered {status}")
    headers = {key.lower(): value for key, value in record.http_headers or ()}
    try:
        content = decoded(record.reader.read(LONGEST + 1), headers, LONGEST + 1)
    except EncodingError as error:
        return RawPage(name, None, url or None, str(error))
    return RawPage(name, _unless_long(content), url or None)


def _ending(kind: str) -> str:
    if kind.startswith(_HTML):
        return ".html"
    return ".md" if "markdown" in kind else ".txt"


def _file_name(url: str, ending: str) -> str:
    """A name that says how to read a page, whatever its address ends with."""
    plain = _readable(url).split("?", maxsplit=1)[0].rstrip("/")
    return plain if plain.lower().endswith(ending) else f"{plain}{ending}"


def _of_parquet(unit: Unit) -> Iterator[RawPage]:
    import pyarrow.parquet as pq  # noqa: PLC0415  (only this kind of source needs it)

    files, path = filesystem(unit.urls[0])
    with files.open(path, "rb") as file:
        source = pq.ParquetFile(file, buffer_size=_BUFFER, pre_buffer=False)
        columns = {name.casefold(): name for name in source.schema_arrow.names}
        content = next((columns[name] for name in _CONTENT if name in columns), None)
        if content is None:
            message = _("{unit}: no page column; it should be called {names}")
            raise ValueError(message.format(unit=unit.name, names=_(" or ").join(_CONTENT)))
        named = next((columns[name] for name in _NAMES if name in columns), None)
        wanted = [name for name in (content, named) if name]
        batches = source.iter_batches(_BATCH, row_groups=[unit.group], columns=wanted)
        rows = (row for batch in batches for row in batch.to_pylist())
        is_html = content.casefold() == "html"
        for at, row in enumerate(rows):
            name = named and row[named]
            yield _of_row(row[content], str(name or f"{unit.name}/{at}"), is_html=is_html)


def _of_row(value: Any, name: str, *, is_html: bool) -> RawPage:
    url = name if name.startswith(("http://", "https://")) else None
    if not isinstance(value, (str, bytes)):
        problem = "the page column holds no text in this row"
        return RawPage(_file_name(name, ".txt"), None, url, problem)
    content = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
    looks_like_html = is_html or content[:1000].lstrip().startswith(b"<")
    file_name = _file_name(name, ".html" if looks_like_html else ".txt")
    return RawPage(file_name, _unless_long(content), url)
