"""Parts of Parquet: a row per record, per page that was skipped, and per line that was left over or not known."""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
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
# Rows that are held in memory before they are written, and about how many bytes.
_GROUP, _BYTES = 1000, 50_000_000
# What is this old and was not given its name will not be: longer than any unit takes.
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
    """The three tables of one unit: written under other names, and given their own when all is there."""

    def __init__(self, dest: str, name: str) -> None:
        self._files, self._root = filesystem(dest)
        self._name, self._trial = name, uuid4().hex[:8]
        self._bytes = 0
        self._rows: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES}
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._open: list[Any] = []
        self.counts = dict.fromkeys(TABLES, 0)

    def add(self, table: str, row: dict[str, Any], size: int = 0) -> None:
        """Add a row; its size in bytes, if it may be large."""
        self._rows[table].append(
            record_row(cast("PlainRecord", row)) | {"source": row["source"]}
            if table == RECORDS
            else row
        )
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
        """Give the tables their names, and say last that the unit is done; how much there was."""
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
    """A part that is done: the source that its unit was listed in, and how much there was."""

    source: str
    counts: dict[str, int]


def absolute(place: str) -> str:
    """A folder, glob or URL as every worker understands it."""
    files, path = filesystem(place)
    return str(files.unstrip_protocol(path))


def done(dest: str) -> dict[str, Done]:
    """Each part that is done, by its name.

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
    """Remove a part, and first that it is done."""
    files, root = filesystem(dest)
    files.rm_file(f"{root}/{DONE}/{name}.json")
    for table in TABLES:
        with contextlib.suppress(FileNotFoundError):
            files.rm_file(f"{root}/{table}/{name}.parquet")


def remove_leavings(dest: str, names: Iterable[str]) -> None:
    """Remove what processes that were killed left of parts that are done; what is young may be of another run."""
    files, root = filesystem(dest)
    whole = frozenset(names)
    for table in (*TABLES, DONE):
        # It is in nobody's way: what cannot be listed or removed may stay.
        with contextlib.suppress(OSError, NotImplementedError):
            for path in files.ls(f"{root}/{table}", detail=False):
                hidden, _, rest = path.rpartition("/")[2].removeprefix(".").partition(".")
                if hidden in whole and rest.endswith(".tmp") and _age(files, path) > _OLD:
                    files.rm_file(path)


def _age(files: Any, path: str) -> timedelta:
    modified: datetime = files.modified(path)
    return datetime.now(UTC) - modified.replace(tzinfo=modified.tzinfo or UTC)


def write_manifest(
    dest: str, parts: dict[str, Done], unfinished: dict[str, dict[str, str]]
) -> None:
    """Say what there is in all, and what is still to come.

    Args:
        dest: where the parts are.
        parts: those that are done.
        unfinished: for each source of this run its parts that are not done: why they failed, or
            nothing if they wait.
            What is known of other sources stays.
    """
    total: Counter[str] = Counter()
    for part in parts.values():
        total.update(part.counts)
    files, root = filesystem(dest)
    known = _unfinished(files, f"{root}/{MANIFEST}")
    # What was a source of its own may lie in one of this run now.
    known = {
        source: of
        for source, of in known.items()
        if unfinished.keys().isdisjoint(and_above(source))
    } | unfinished
    left = {
        source: {name: why for name, why in of.items() if name not in parts}
        for source, of in known.items()
    }
    failed = sorted(why for of in left.values() for why in of.values() if why)
    counts = {"parts": len(parts), **total, "failed": failed}
    told = {
        "projectkit_bulk": VERSION,
        **counts,
        "unfinished": {source: of for source, of in left.items() if of},
    }
    _write(files, root, MANIFEST, f"{json.dumps(told, indent=2, ensure_ascii=False)}\n")


def and_above(source: str) -> Iterator[str]:
    """A source and the folders that it lies in."""
    while "/" in source:
        yield source
        source = source.rpartition("/")[0]


def _unfinished(files: Any, path: str) -> dict[str, dict[str, str]]:
    try:
        return unfinished_in(files.cat_file(path))
    except FileNotFoundError:
        return {}


def _read(files: Any, path: str) -> Done | None:
    """What is said of a part; None if that is not whole, as after a fault: then it is done again."""
    try:
        told = json.loads(files.cat_file(path))
        return Done(
            str(told["source"]), {str(name): int(number) for name, number in told["counts"].items()}
        )
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _write(files: Any, folder: str, name: str, text: str) -> None:
    """Write a file that is there whole or not at all."""
    files.makedirs(folder, exist_ok=True)
    temporary = f"{folder}/.{name}.{uuid4().hex[:8]}.tmp"
    files.pipe_file(temporary, text.encode("utf-8", "backslashreplace"))
    files.mv(temporary, f"{folder}/{name}")
