"""A crawl as units of work: so many files of a folder, a WARC file, or a piece of a Parquet file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import PurePosixPath
from typing import Any

import fsspec

from projectkit.bulk.place import SourceError
from projectkit.catalogue.recurring import sampled
from projectkit.language.translate import _
from projectkit.reading.page import ENDINGS

# Files of a unit: enough that starting one costs little, few enough that losing one does.
_FILES = 500
_WARC = (".warc", ".warc.gz", ".warc.zst")
_PARQUET = (".parquet",)


@dataclass(frozen=True)
class Unit:
    """What is read at a time, and written as one part.

    Attributes:
        name: what it is called in messages.
        kind: `files`, `warc` or `parquet`.
        urls: the files, as fsspec names them.
        base: what names of pages are relative to.
        group: of Parquet, the row group.
        sample: of files, those of the folder that tell which lines recur in it.
    """

    name: str
    kind: str
    urls: tuple[str, ...]
    base: str = ""
    group: int = 0
    sample: tuple[str, ...] = ()

    @property
    def part(self) -> str:
        """The name of its part: the same for the same input, so that nothing stands twice."""
        text = "\n".join((self.kind, str(self.group), *self.urls))
        return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:24]


def units(source: str) -> Iterator[Unit]:
    """The units of a source, in the order of their names.

    Args:
        source: a folder, a glob, or a URL of fsspec to one or to a file.

    Raises:
        SourceError: if nothing is there that can be read.
        OSError: if it cannot be reached.
    """
    files, path = fsspec.core.url_to_fs(source)
    if "*" in path or "?" in path:
        found = sorted(files.glob(path))
        base = path.split("*")[0].split("?")[0].rpartition("/")[0]
    elif files.isdir(path):
        found, base = sorted(files.find(path)), path.rstrip("/")
    else:
        found, base = [path] if files.exists(path) else [], path.rpartition("/")[0]
    made = list(_units(files, found, base))
    if not made:
        message = _("{source}: no pages ({names}), WARC files or Parquet files there").format(
            source=source, names=", ".join(sorted(ENDINGS))
        )
        raise SourceError(message)
    return iter(made)


def _units(files: Any, found: Iterable[str], base: str) -> Iterator[Unit]:
    pages = []
    for path in found:
        name = path.lower()
        if name.endswith(_WARC):
            yield Unit(_name(path, base), "warc", (files.unstrip_protocol(path),), base)
        elif name.endswith(_PARQUET):
            yield from _groups(files, path, base)
        elif PurePosixPath(name).suffix in ENDINGS and not _is_hidden(path, base):
            pages.append(path)
    for folder, paths in groupby(sorted(pages, key=_folder), _folder):
        listed = list(paths)
        sample = tuple(map(files.unstrip_protocol, sampled(listed)))
        remaining = iter(listed)
        while batch := tuple(islice(remaining, _FILES)):
            urls = tuple(map(files.unstrip_protocol, batch))
            yield Unit(_name(folder, base) or folder, "files", urls, base, sample=sample)


def _groups(files: Any, path: str, base: str) -> Iterator[Unit]:
    import pyarrow.parquet as pq  # noqa: PLC0415  (only this kind of source needs it)

    try:
        with files.open(path) as file:
            count = pq.ParquetFile(file).num_row_groups
    except ValueError as error:
        message = f"{_name(path, base)}: {error}"
        raise SourceError(message) from None
    for group in range(count):
        yield Unit(f"{_name(path, base)} #{group}", "parquet", (files.unstrip_protocol(path),), base, group)


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _is_hidden(path: str, base: str) -> bool:
    return any(part.startswith(".") for part in _name(path, base).split("/"))


def _name(path: str, base: str) -> str:
    return path.removeprefix(base).lstrip("/")
