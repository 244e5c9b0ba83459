"""The pages of a unit, one at a time: what is no page of text is not among them."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import fsspec

from projectkit.bulk.units import Unit
from projectkit.model.limits import USUAL, bytes_of

# Longer pages are not read: no description of a project is, and each is held in memory whole.
LONGEST = bytes_of(USUAL.page)
# Rows of Parquet that are held in memory.
_BATCH = 64
# What is read at a time of a Parquet file, in bytes.
_BUFFER = 1_000_000
_TEXT = ("text/html", "application/xhtml", "text/plain", "text/markdown")
_CONTENT = ("html", "content", "text", "body", "page")
_NAMES = ("url", "name", "path", "file", "id")


class RawPage(NamedTuple):
    """A page, not yet read.

    Attributes:
        name: of its file, or what stands for that.
        content: its bytes; None if it is too long.
        url: where it stood on the web, if known.
    """

    name: str
    content: bytes | None
    url: str | None = None

    @property
    def site(self) -> str:
        """The site that it stood on; of files, which share a folder, none."""
        return urlsplit(self.url).netloc if self.url else ""


def pages(unit: Unit) -> Iterator[RawPage]:
    """The pages of a unit.

    Raises:
        OSError: if it cannot be reached.
        ValueError: if it is damaged, or a Parquet file has no column of pages.
    """
    return {"files": _of_files, "warc": _of_warc, "parquet": _of_parquet}[unit.kind](unit)


@contextlib.contextmanager
def at_hand(unit: Unit) -> Iterator[Unit]:
    """A unit whose file is on this machine, since it is read more than once.

    Raises:
        OSError: if it cannot be reached.
    """
    files, path = fsspec.core.url_to_fs(unit.urls[0])
    if unit.kind == "files" or "file" in files.protocol:
        yield unit
        return
    with tempfile.TemporaryDirectory(prefix="projectkit-") as folder:
        copy = f"{folder}/{path.rpartition('/')[2]}"
        files.get_file(path, copy)
        yield replace(unit, urls=(copy,))


def _of_files(unit: Unit) -> Iterator[RawPage]:
    for url in unit.urls:
        files, path = fsspec.core.url_to_fs(url)
        name = path.removeprefix(unit.base).lstrip("/")
        content = files.cat_file(path) if files.size(path) <= LONGEST else None
        yield RawPage(name, content)


def _of_warc(unit: Unit) -> Iterator[RawPage]:
    """The answers of servers that hold text (ISO 28500); each is named by its address."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415  (only this kind of source needs it)

    with fsspec.open(unit.urls[0], "rb") as file:
        for record in ArchiveIterator(file, record_types=WarcRecordType.response, parse_http=True):
            kind = (record.http_content_type or "").lower()
            if not kind.startswith(_TEXT):
                continue
            url = str(record.headers.get("WARC-Target-URI") or "")
            content = record.reader.read(LONGEST + 1)
            ending = ".html" if "html" in kind else ".md" if "markdown" in kind else ".txt"
            yield RawPage(_file_name(url, ending), content if len(content) <= LONGEST else None, url or None)


def _file_name(url: str, ending: str) -> str:
    """A name that says how a page is to be read, whatever its address ends with."""
    plain = url.split("?", maxsplit=1)[0].rstrip("/")
    return plain if plain.lower().endswith(ending) else f"{plain}{ending}"


def _of_parquet(unit: Unit) -> Iterator[RawPage]:
    import pyarrow.parquet as pq  # noqa: PLC0415  (only this kind of source needs it)

    with fsspec.open(unit.urls[0], "rb") as file:
        source = pq.ParquetFile(file, buffer_size=_BUFFER, pre_buffer=False)
        names = source.schema_arrow.names
        content = next((name for name in _CONTENT if name in names), None)
        if content is None:
            message = f"{unit.name}: no column of pages; it should be called {' or '.join(_CONTENT)}"
            raise ValueError(message)
        told = next((name for name in _NAMES if name in names), None)
        columns = [name for name in (content, told) if name]
        batches = source.iter_batches(_BATCH, row_groups=[unit.group], columns=columns)
        rows = (row for batch in batches for row in batch.to_pylist())
        for at, row in enumerate(rows):
            yield _of_row(row[content], str(row[told]) if told else f"{unit.name}/{at}", is_html=content == "html")


def _of_row(value: Any, told: str, *, is_html: bool) -> RawPage:
    data = value.encode() if isinstance(value, str) else bytes(value or b"")
    is_page = is_html or data[:1000].lstrip().startswith(b"<")
    url = told if told.startswith(("http://", "https://")) else None
    return RawPage(_file_name(told, ".html" if is_page else ".txt"), data if len(data) <= LONGEST else None, url)
