"""The pages of a unit, one at a time: what is no page of text is not among them."""

from __future__ import annotations

import contextlib
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from projectkit.bulk.http_body import PackedError, unpacked
from projectkit.bulk.place import filesystem
from projectkit.bulk.units import Unit
from projectkit.language.translate import _
from projectkit.model.limits import USUAL, bytes_of

# Longer pages are not read: no description of a project is, and each is held in memory whole.
LONGEST = bytes_of(USUAL.page)
_TOO_LONG = f"the page is longer than {LONGEST:,} bytes"
# What is read at a time where nothing is kept, in bytes.
_CHUNK = 1_000_000
# Rows of Parquet that are held in memory, and what is read at a time of a file, in bytes.
_BATCH, _BUFFER = 64, 1_000_000
_HTML = ("text/html", "application/xhtml")
_TEXT = ("text/plain", "text/markdown")
_CONTENT = ("html", "content", "text", "body", "page")
_NAMES = ("url", "name", "path", "file", "id")


class RawPage(NamedTuple):
    """A page, not yet read.

    Attributes:
        name: of its file, or what stands for that.
        content: its bytes; None if there is nothing to read.
        url: where it stood on the web, if known.
        problem: why there is nothing to read.
    """

    name: str
    content: bytes | None
    url: str | None = None
    problem: str = _TOO_LONG

    @property
    def site(self) -> str:
        """The site that it stood on; none if nobody knows, as of the files of a folder."""
        try:
            return urlsplit(self.url or "").hostname or ""
        except ValueError:
            return ""


def pages(unit: Unit) -> Iterator[RawPage]:
    """The pages of a unit.

    Raises:
        OSError: if it cannot be reached.
        ValueError: if it is damaged, or a Parquet file has no column of pages.
    """
    return {"files": _of_files, "warc": _of_warc, "parquet": _of_parquet}[unit.kind](unit)


@contextlib.contextmanager
def at_hand(unit: Unit) -> Iterator[Unit]:
    """A unit as it is read: a WARC file, which is read more than once, from this machine, and only if it is whole.

    Raises:
        OSError: if it cannot be reached.
        ValueError: if it is cut off.
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
    """Check that no record of a WARC file ends before it should: a download that broke off does.

    Raises:
        ValueError: if one does.
    """
    from fastwarc.warc import ArchiveIterator  # noqa: PLC0415  (only this kind of source needs it)

    last = 0
    with open(path, "rb") as file:  # noqa: PTH123  (fsspec names files by text)
        for record in ArchiveIterator(file, parse_http=False):
            last, left = record.stream_pos, record.content_length
            while piece := record.reader.read(_CHUNK):
                left -= len(piece)
            if left > 0:
                last = -1
                break
        # The iterator is silent of a head that is cut off.
        if last < 0 or (path.lower().endswith(".gz") and not _ends_with_member(path, last)):
            message = _("{name}: the file is cut off").format(name=name)
            raise ValueError(message)


def _ends_with_member(path: str, start: int) -> bool:
    """Whether a file ends with the gzip member that begins at a place, and where that ends."""
    inflated = zlib.decompressobj(zlib.MAX_WBITS | 16)
    with open(path, "rb") as file:  # noqa: PTH123  (fsspec names files by text)
        file.seek(start)
        try:
            while not inflated.eof and (piece := file.read(_CHUNK)):
                inflated.decompress(piece, _CHUNK)
                while inflated.unconsumed_tail:
                    inflated.decompress(inflated.unconsumed_tail, _CHUNK)
        except zlib.error:
            # All records in one member, against the standard: nothing begins here.
            return True
        return inflated.eof and not inflated.unused_data and not file.read(1)


def _of_files(unit: Unit) -> Iterator[RawPage]:
    for url in unit.urls:
        files, path = filesystem(url)
        name = _readable(path.removeprefix(unit.base).lstrip("/"))
        try:
            content = files.cat_file(path) if (files.size(path) or 0) <= LONGEST else None
        except (FileNotFoundError, PermissionError, IsADirectoryError) as error:
            # What may pass, such as a network that is down, fails the unit, which is tried again.
            yield RawPage(
                name, None, problem=f"it cannot be opened: {error.strerror or 'it is not there'}"
            )
        else:
            yield RawPage(name, content if content is None or len(content) <= LONGEST else None)


def _readable(name: str) -> str:
    """A name that can be written, also where that of a file is no text."""
    return name.encode("utf-8", "backslashreplace").decode()


def _of_warc(unit: Unit) -> Iterator[RawPage]:
    """The answers of servers that hold text (ISO 28500); each is named by its address."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415  (only this kind of source needs it)

    with open(unit.urls[0], "rb") as file:  # noqa: PTH123  (fsspec names files by text)
        for record in ArchiveIterator(file, record_types=WarcRecordType.response, parse_http=True):
            kind = (record.http_content_type or _HTML[0]).lower()
            if not kind.startswith((*_HTML, *_TEXT)):
                continue
            url = str(record.headers.get("WARC-Target-URI") or "")
            ending = ".html" if kind.startswith(_HTML) else ".md" if "markdown" in kind else ".txt"
            name, status = (
                _file_name(url, ending),
                record.http_headers and record.http_headers.status_code,
            )
            if status and status // 100 != 2:  # noqa: PLR2004  (the class of answers that hold what was asked)
                yield RawPage(name, None, url or None, f"the server answered {status}")
                continue
            headers = {key.lower(): value for key, value in record.http_headers or ()}
            body = record.reader.read(LONGEST + 1)
            try:
                content = unpacked(body, headers, LONGEST + 1)
            except PackedError as error:
                yield RawPage(name, None, url or None, str(error))
            else:
                yield RawPage(name, content if len(content) <= LONGEST else None, url or None)


def _file_name(url: str, ending: str) -> str:
    """A name that says how a page is to be read, whatever its address ends with."""
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
            message = _("{unit}: no column of pages; it should be called {names}").format(
                unit=unit.name, names=_(" or ").join(_CONTENT)
            )
            raise ValueError(message)
        told = next((columns[name] for name in _NAMES if name in columns), None)
        wanted = [name for name in (content, told) if name]
        batches = source.iter_batches(_BATCH, row_groups=[unit.group], columns=wanted)
        rows = (row for batch in batches for row in batch.to_pylist())
        for at, row in enumerate(rows):
            name = told and row[told]
            yield _of_row(
                row[content], str(name or f"{unit.name}/{at}"), is_html=content.casefold() == "html"
            )


def _of_row(value: Any, told: str, *, is_html: bool) -> RawPage:
    url = told if told.startswith(("http://", "https://")) else None
    if not isinstance(value, (str, bytes)):
        return RawPage(
            _file_name(told, ".txt"), None, url, "the column of pages holds no text here"
        )
    data = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
    is_page = is_html or data[:1000].lstrip().startswith(b"<")
    return RawPage(
        _file_name(told, ".html" if is_page else ".txt"),
        data if len(data) <= LONGEST else None,
        url,
    )
