"""Parts in Parquet: a row per record, per skipped page, and per line left over or not known."""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, cast
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq

from projectkit.bulk.manifest import (
    DIAGNOSTICS,
    DONE,
    MANIFEST,
    RECORDS,
    SKIPPED,
    VERSION,
    unfinished_in,
)
from projectkit.bulk.place import filesystem, reached
from projectkit.export.parquet import record_row, record_schema
from projectkit.model.plain import PlainRecord

TABLES = (RECORDS, SKIPPED, DIAGNOSTICS)
# Rows, and about how many bytes, that are held in memory before they are written.
_GROUP, _BYTES = 1000, 50_000_000
# A temporary file of this age is abandoned: no unit takes this long.
_OLD = timedelta(days=1)


def schema(table: str) -> pa.Schema:
    """The columns of a table, the same in every part."""
    text = pa.string()
    if table == RECORDS:
        source = pa.struct([("file", text), ("url", text), ("sha256", text), ("layout", text)])
        found = record_schema().append(pa.field("source", source))
    elif table == SKIPPED:
        found = pa.schema([("page", text), ("url", text), ("reason", text)])
    else:
        found = pa.schema([("page", text), ("kind", text), ("text", text)])
    return found.with_metadata({"projectkit_bulk": str(VERSION)})


class PartFiles:
    """The three tables of a unit, written under temporary names until they are complete."""

    def __init__(self, dest: str, name: str) -> None:
        self._files, self._root = filesystem(dest)
        self._name, self._trial = name, uuid4().hex[:8]
        self._bytes = 0
        self._rows: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES}
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._open: list[Any] = []
        self.counts = dict.fromkeys(TABLES, 0)

    def add(self, table: str, row: dict[str, Any], size: int = 0) -> None:
        """Add a row, with its size in bytes if it may be large."""
        if table == RECORDS:
            row = record_row(cast("PlainRecord", row)) | {"source": row["source"]}
        self._rows[table].append(row)
        self.counts[table] += 1
        self._bytes += size
        if len(self._rows[table]) >= _GROUP or (size and self._bytes >= _BYTES):
            self._flush(table)

    def _flush(self, table: str) -> None:
        if table not in self._writers:
            self._files.makedirs(f"{self._root}/{table}", exist_ok=True)
            file = self._files.open(self._temporary(table), "wb")
            self._open.append(file)
            self._writers[table] = pq.ParquetWriter(
                file, schema(table), compression="zstd", write_page_checksum=True
            )
        self._writers[table].write_table(pa.Table.from_pylist(self._rows[table], schema(table)))
        self._rows[table].clear()
        if table == RECORDS:
            self._bytes = 0

    def finish(self, pages: int, source: str) -> dict[str, int]:
        """Give the tables their final names, mark the unit done last, and return its counts."""
        for table in TABLES:
            self._flush(table)
            self._writers[table].close()
        for file in self._open:
            file.close()
        for table in TABLES:
            self._files.mv(self._temporary(table), f"{self._root}/{table}/{self._name}.parquet")
        counts = {"pages": pages, **self.counts}
        text = json.dumps({"source": source, "counts": counts})
        _write(self._files, f"{self._root}/{DONE}", f"{self._name}.json", text)
        return counts

    def give_up(self) -> None:
        """Leave nothing behind."""
        for writer in self._writers.values():
            with contextlib.suppress(Exception):
                writer.close()
        for file in self._open:
            with contextlib.suppress(Exception):
                file.close()
        for table in TABLES:
            with contextlib.suppress(OSError):
                self._files.rm_file(self._temporary(table))

    def _temporary(self, table: str) -> str:
        return f"{self._root}/{table}/.{self._name}.{self._trial}.tmp"


class Done(NamedTuple):
    """A part that is done: the source of its unit, and its counts."""

    source: str
    counts: dict[str, int]


def absolute(place: str) -> str:
    """A folder, glob or URL in the absolute form that every worker understands."""
    files, path = filesystem(place)
    return str(files.unstrip_protocol(path))


def done(dest: str) -> dict[str, Done]:
    """The parts that are done, by name.

    Raises:
        SourceError: if they cannot be reached.
    """
    files, root = filesystem(dest)
    with reached(dest):
        files.invalidate_cache()
        if not files.exists(f"{root}/{DONE}"):
            return {}
        found = [path for path in files.find(f"{root}/{DONE}") if path.endswith(".json")]
        read = {path.rpartition("/")[2].removesuffix(".json"): _read(files, path) for path in found}
    return {name: each for name, each in read.items() if each}


def remove_part(dest: str, name: str) -> None:
    """Remove a part, starting with the mark that it is done."""
    files, root = filesystem(dest)
    files.rm_file(f"{root}/{DONE}/{name}.json")
    for table in TABLES:
        with contextlib.suppress(FileNotFoundError):
            files.rm_file(f"{root}/{table}/{name}.parquet")


def remove_leavings(dest: str, names: Iterable[str]) -> None:
    """Remove old temporary files of finished parts: killed processes left them behind.

    Young ones may belong to another run.
    """
    files, root = filesystem(dest)
    whole = frozenset(names)
    for table in (*TABLES, DONE):
        # They do no harm: what cannot be listed or removed may stay.
        with contextlib.suppress(OSError, NotImplementedError):
            for path in files.ls(f"{root}/{table}", detail=False):
                if _is_temporary(path, whole) and _age(files, path) > _OLD:
                    files.rm_file(path)


def _is_temporary(path: str, names: frozenset[str]) -> bool:
    name, _, rest = path.rpartition("/")[2].removeprefix(".").partition(".")
    return name in names and rest.endswith(".tmp")


def _age(files: Any, path: str) -> timedelta:
    modified: datetime = files.modified(path)
    return datetime.now(UTC) - modified.replace(tzinfo=modified.tzinfo or UTC)


def write_manifest(
    dest: str, parts: dict[str, Done], unfinished: dict[str, dict[str, str]]
) -> None:
    """Write the counts of all parts, and what is unfinished; other sources in it are kept.

    Args:
        dest: where the parts are.
        parts: the parts that are done.
        unfinished: for each source of this run the parts that are not done, with why they failed;
            empty if they wait.
    """
    total: Counter[str] = Counter()
    for part in parts.values():
        total.update(part.counts)
    files, root = filesystem(dest)
    left = _left(_unfinished(files, f"{root}/{MANIFEST}"), unfinished, parts)
    manifest = {
        "projectkit_bulk": VERSION,
        "parts": len(parts),
        **total,
        "failed": sorted(why for waiting in left.values() for why in waiting.values() if why),
        "unfinished": left,
    }
    _write(files, root, MANIFEST, f"{json.dumps(manifest, indent=2, ensure_ascii=False)}\n")


def _left(
    known: dict[str, dict[str, str]], unfinished: dict[str, dict[str, str]], parts: Container[str]
) -> dict[str, dict[str, str]]:
    """What is left to do for each source, of this run and of earlier ones."""
    # What was a source of its own may now be inside one of this run.
    others = {
        source: waiting
        for source, waiting in known.items()
        if unfinished.keys().isdisjoint(and_above(source))
    }
    left = {
        source: {name: why for name, why in waiting.items() if name not in parts}
        for source, waiting in (others | unfinished).items()
    }
    return {source: waiting for source, waiting in left.items() if waiting}


def and_above(source: str) -> Iterator[str]:
    """A source and the folders above it."""
    while "/" in source:
        yield source
        source = source.rpartition("/")[0]


def _unfinished(files: Any, path: str) -> dict[str, dict[str, str]]:
    try:
        return unfinished_in(files.cat_file(path))
    except FileNotFoundError:
        return {}


def _read(files: Any, path: str) -> Done | None:
    """The source and counts of a part; None if the file is damaged: the part is made again."""
    try:
        found = json.loads(files.cat_file(path))
        counts = {str(name): int(number) for name, number in found["counts"].items()}
        return Done(str(found["source"]), counts)
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _write(files: Any, folder: str, name: str, text: str) -> None:
    """Write a file atomically."""
    files.makedirs(folder, exist_ok=True)
    temporary = f"{folder}/.{name}.{uuid4().hex[:8]}.tmp"
    files.pipe_file(temporary, text.encode("utf-8", "backslashreplace"))
    files.mv(temporary, f"{folder}/{name}")
