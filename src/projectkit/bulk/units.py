"""A crawl as units of work: so many files of a folder, a WARC file, or a piece of a Parquet file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from projectkit.bulk.place import SourceError, filesystem, reached, state
from projectkit.catalogue.recurring import sampled
from projectkit.language.translate import _
from projectkit.reading.page import ENDINGS

# Files of a unit, on average and at most: enough that starting one costs little, few enough that
# losing one does.
_FILES, _MOST_FILES = 500, 2000
_WARC = (".warc", ".warc.gz", ".warc.zst")
_PARQUET = (".parquet",)


class _File(NamedTuple):
    """A file of a crawl: its path, and what changes whenever it does."""

    path: str
    state: str


@dataclass(frozen=True)
class Unit:
    """What is read at a time, and written as one part.

    Attributes:
        source: what was given, as fsspec names it.
        name: what it is called in messages.
        kind: `files`, `warc` or `parquet`.
        urls: the files, as fsspec names them.
        base: what names of pages are relative to.
        states: what changes whenever one of the files does.
        group: of Parquet, the row group.
        sample: of files, those of the folder that tell which lines recur in it.
        sample_states: what changes whenever one of these does.
    """

    source: str
    name: str
    kind: str
    urls: tuple[str, ...]
    base: str = ""
    states: tuple[str, ...] = ()
    group: int = 0
    sample: tuple[str, ...] = ()
    sample_states: tuple[str, ...] = ()

    @property
    def part(self) -> str:
        """The name of its part: the same for the same input, so that nothing stands twice; another when it changes."""
        text = "\n".join((self.kind, str(self.group), *self.urls, *self.states))
        return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:24]


def units(source: str) -> Iterator[Unit]:
    """The units of a source, in the order of their names.

    Args:
        source: a folder, a glob, or a URL of fsspec to one or to a file.

    Raises:
        SourceError: if nothing is there that can be read, or it cannot be reached.
        MissingPackageError: if the extra is not installed.
    """
    files, path = filesystem(source)
    with reached(source):
        if "*" in path or "?" in path:
            found = files.glob(path, detail=True)
            base = path.split("*")[0].split("?")[0].rpartition("/")[0]
        elif files.isdir(path):
            found, base = _below(files, path), path.rstrip("/")
        else:
            found, base = (
                {path: files.info(path)} if files.exists(path) else {},
                path.rpartition("/")[0],
            )
        listed = [
            _File(name, state(info)) for name, info in sorted(found.items()) if _is_file(info)
        ]
        given = files.unstrip_protocol(path)
        made = [replace(unit, source=given) for unit in _units(files, listed, base)]
    if not made:
        message = _("{source}: no pages ({names}), WARC files or Parquet files there").format(
            source=source, names=", ".join(sorted(ENDINGS))
        )
        raise SourceError(message)
    return iter(made)


def _below(files: Any, path: str) -> dict[str, dict[str, Any]]:
    """Every file below a folder, with what is said of it.

    Raises:
        OSError: if a folder cannot be listed; fsspec itself would leave it out without a word.
    """
    if "file" not in files.protocol:
        return dict(files.find(path, detail=True))
    found: dict[str, dict[str, Any]] = {}
    waiting = [path]
    while waiting:
        for info in files.ls(waiting.pop(), detail=True):
            if info["type"] == "directory" and not info.get("islink"):
                waiting.append(info["name"])
            else:
                found[info["name"]] = info
    return found


def _units(files: Any, found: Iterable[_File], base: str) -> Iterator[Unit]:
    pages = []
    for file in found:
        name = file.path.lower()
        if name.endswith(_WARC):
            url = files.unstrip_protocol(file.path)
            yield Unit("", _name(file.path, base), "warc", (url,), base, (file.state,))
        elif name.endswith(_PARQUET):
            yield from _groups(files, file, base)
        elif PurePosixPath(name).suffix in ENDINGS and not _is_hidden(file.path, base):
            pages.append(file)
    for folder, group in groupby(sorted(pages, key=_folder), _folder):
        listed = list(group)
        sample = sampled(listed)
        for batch in _batches(listed):
            yield Unit(
                "",
                _name(folder, base) or folder,
                "files",
                tuple(files.unstrip_protocol(file.path) for file in batch),
                base,
                tuple(file.state for file in batch),
                sample=tuple(files.unstrip_protocol(file.path) for file in sample),
                sample_states=tuple(file.state for file in sample),
            )


def _batches(files: Iterable[_File]) -> Iterator[list[_File]]:
    """Some files at a time, cut behind names that chance chose: a file that is added changes one batch, not all."""
    batch: list[_File] = []
    for file in files:
        batch.append(file)
        digest = hashlib.sha256(_file_name(file).encode("utf-8", "surrogateescape")).digest()
        if int.from_bytes(digest[:4], "big") % _FILES == 0 or len(batch) >= _MOST_FILES:
            yield batch
            batch = []
    if batch:
        yield batch


def _groups(files: Any, file: _File, base: str) -> Iterator[Unit]:
    """The row groups of a Parquet file; none of one that is a part itself, one of one that cannot be read."""
    import pyarrow.parquet as pq  # noqa: PLC0415  (only this kind of source needs it)

    name, url = _name(file.path, base), files.unstrip_protocol(file.path)
    try:
        with files.open(file.path) as opened:
            source = pq.ParquetFile(opened)
            count = source.num_row_groups
            if b"projectkit_bulk" in (source.schema_arrow.metadata or {}):
                return
    except (ValueError, OSError, KeyError, NotImplementedError):
        # Reading it will fail, and tell.
        count = 1
    for group in range(count):
        yield Unit("", f"{name} #{group}", "parquet", (url,), base, (file.state,), group)


def _is_file(info: dict[str, Any]) -> bool:
    """Whether something is to be read: no folder, and no pipe or device, which may never end."""
    return info["type"] == "file" or bool(info.get("islink") and info["type"] != "directory")


def _folder(file: _File) -> str:
    return file.path.rpartition("/")[0]


def _file_name(file: _File) -> str:
    return file.path.rpartition("/")[2]


def _is_hidden(path: str, base: str) -> bool:
    return any(part.startswith(".") for part in _name(path, base).split("/"))


def _name(path: str, base: str) -> str:
    return path.removeprefix(base).lstrip("/")
