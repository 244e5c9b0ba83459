"""A crawl as units of work: some files of a folder, a WARC file, or a Parquet row group."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from projectkit.bulk.place import SourceError, filesystem, reached, state
from projectkit.catalogue.recurring import sampled
from projectkit.catalogue.walk import is_kept_beside
from projectkit.language.translate import _
from projectkit.reading.endings import ENDINGS

# Files in a unit, on average and at most: many enough that starting a unit costs little, few enough
# that losing one does.
_FILES, _MOST_FILES = 500, 2000
_WARC = (".warc", ".warc.gz", ".warc.zst")
_PARQUET = (".parquet",)


class _File(NamedTuple):
    """A file of a crawl: its path, and a text that changes whenever the file does."""

    path: str
    state: str


@dataclass(frozen=True)
class Unit:
    """What is read at a time, and written as one part.

    Attributes:
        source: the source that the user gave, as fsspec names it.
        name: its name in messages.
        kind: `files`, `warc` or `parquet`.
        urls: the files, as fsspec names them.
        base: what the names of pages are relative to.
        states: texts that change whenever one of the files does.
        group: for Parquet, the row group.
        sample: for files, the files of the folder that show which lines recur in it.
        sample_states: texts that change whenever one of the sample does.
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
        """The name of its part: the same for the same input, another when the input changes."""
        text = "\n".join((self.kind, str(self.group), *self.urls, *self.states))
        return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:24]


def units(source: str) -> Iterator[Unit]:
    """The units of a source, in the order of their names.

    Args:
        source: a folder, a file, a glob, or a URL for fsspec to one of these.

    Raises:
        SourceError: if it has nothing to read, or cannot be reached.
        MissingPackageError: if the extra is not installed.
    """
    files, path = filesystem(source)
    with reached(source):
        found, base = _found(files, path)
        listed = [
            _File(name, state(info)) for name, info in sorted(found.items()) if _is_file(info)
        ]
        given = files.unstrip_protocol(path)
        made = [replace(unit, source=given) for unit in _units(files, listed, base)]
    if not made:
        message = _("{source}: no pages ({names}), WARC files or Parquet files found")
        raise SourceError(message.format(source=source, names=", ".join(sorted(ENDINGS))))
    return iter(made)


def _found(files: Any, path: str) -> tuple[dict[str, dict[str, Any]], str]:
    """The files of a source with their attributes, and what their names are relative to."""
    if "*" in path or "?" in path:
        return files.glob(path, detail=True), re.split(r"[*?]", path)[0].rpartition("/")[0]
    if files.isdir(path):
        return _below(files, path), path.rstrip("/")
    return {path: files.info(path)} if files.exists(path) else {}, path.rpartition("/")[0]


def _below(files: Any, path: str) -> dict[str, dict[str, Any]]:
    """Every file below a folder, with its attributes.

    Raises:
        OSError: if a folder cannot be listed; fsspec itself would silently leave it out.
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


def _units(files: Any, found: Sequence[_File], base: str) -> Iterator[Unit]:
    pages = []
    paths = {PurePosixPath(file.path) for file in found}
    for file in found:
        name = file.path.lower()
        if name.endswith(_WARC):
            url = files.unstrip_protocol(file.path)
            yield Unit("", _name(file.path, base), "warc", (url,), base, (file.state,))
        elif name.endswith(_PARQUET):
            yield from _groups(files, file, base)
        elif PurePosixPath(name).suffix in ENDINGS and not _is_hidden(file.path, base):
            beside = is_kept_beside(PurePosixPath(file.path), paths.__contains__)
            pages += [] if beside else [file]
    for folder, group in groupby(sorted(pages, key=_folder), _folder):
        yield from _of_folder(files, folder, list(group), base)


def _of_folder(files: Any, folder: str, listed: list[_File], base: str) -> Iterator[Unit]:
    """The pages of a folder in batches, each with the folder's sample."""
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
    """Some files at a time, cut after certain names so that a new file changes one batch only."""
    batch: list[_File] = []
    for file in files:
        batch.append(file)
        if _ends_batch(file) or len(batch) >= _MOST_FILES:
            yield batch
            batch = []
    if batch:
        yield batch


def _ends_batch(file: _File) -> bool:
    name = file.path.rpartition("/")[2]
    digest = hashlib.sha256(name.encode("utf-8", "surrogateescape")).digest()
    return int.from_bytes(digest[:4], "big") % _FILES == 0


def _groups(files: Any, file: _File, base: str) -> Iterator[Unit]:
    """The row groups of a Parquet file: none of a part, one of an unreadable file."""
    import pyarrow.parquet as pq  # noqa: PLC0415  (only this kind of source needs it)

    name, url = _name(file.path, base), files.unstrip_protocol(file.path)
    try:
        with files.open(file.path) as opened:
            source = pq.ParquetFile(opened)
            count = source.num_row_groups
            if b"projectkit_bulk" in (source.schema_arrow.metadata or {}):
                return
    except (ValueError, OSError, KeyError, NotImplementedError):
        # Reading it will fail and report why.
        count = 1
    for group in range(count):
        yield Unit("", f"{name} #{group}", "parquet", (url,), base, (file.state,), group)


def _is_file(info: dict[str, Any]) -> bool:
    """Whether to read something: not a folder, and not a pipe or device, which may never end."""
    return info["type"] == "file" or bool(info.get("islink") and info["type"] != "directory")


def _folder(file: _File) -> str:
    return file.path.rpartition("/")[0]


def _is_hidden(path: str, base: str) -> bool:
    return any(part.startswith(".") for part in _name(path, base).split("/"))


def _name(path: str, base: str) -> str:
    return path.removeprefix(base).lstrip("/")
