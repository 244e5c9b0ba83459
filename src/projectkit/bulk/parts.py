"""Parts of Parquet: a row per record, per page that was skipped, and per line that was left over or not known."""

from __future__ import annotations

import contextlib
import json
from typing import Any
from uuid import uuid4

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq

from projectkit.bulk.place import DONE, RECORDS, VERSION
from projectkit.export.parquet import record_row, record_schema

TABLES = (RECORDS, "skipped", "diagnostics")
# Rows that are held in memory before they are written, and about how many bytes.
_GROUP, _BYTES = 1000, 50_000_000


def schema(table: str) -> pa.Schema:
    """The columns of a table, the same in every part."""
    text = pa.string()
    if table == RECORDS:
        source = pa.struct([("file", text), ("url", text), ("sha256", text), ("layout", text)])
        found = record_schema().append(pa.field("source", source))
    elif table == "skipped":
        found = pa.schema([("page", text), ("url", text), ("reason", text)])
    else:
        found = pa.schema([("page", text), ("kind", text), ("text", text)])
    return found.with_metadata({"projectkit_bulk": str(VERSION)})


class Part:
    """The three tables of one unit: written under other names, and given their own when all is there."""

    def __init__(self, dest: str, name: str) -> None:
        self._files, self._root = fsspec.core.url_to_fs(dest)
        self._name, self._trial = name, uuid4().hex[:8]
        self._bytes = 0
        self._rows: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES}
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._open: list[Any] = []
        self.counts = dict.fromkeys(TABLES, 0)

    def add(self, table: str, row: dict[str, Any], size: int = 0) -> None:
        """Add a row; its size in bytes, if it may be large."""
        self._rows[table].append(record_row(row) | {"source": row["source"]} if table == RECORDS else row)
        self.counts[table] += 1
        self._bytes += size
        if len(self._rows[table]) >= _GROUP or (size and self._bytes >= _BYTES):
            self._flush(table)

    def _flush(self, table: str) -> None:
        if table not in self._writers:
            self._files.makedirs(f"{self._root}/{table}", exist_ok=True)
            file = self._files.open(self._temporary(table), "wb")
            self._open.append(file)
            self._writers[table] = pq.ParquetWriter(file, schema(table), compression="zstd")
        self._writers[table].write_table(pa.Table.from_pylist(self._rows[table], schema(table)))
        self._rows[table].clear()
        if table == RECORDS:
            self._bytes = 0

    def finish(self, pages: int) -> dict[str, int]:
        """Give the tables their names, and say last that the unit is done; how much there was."""
        for table in TABLES:
            self._flush(table)
            self._writers[table].close()
        for file in self._open:
            file.close()
        for table in TABLES:
            self._files.mv(self._temporary(table), f"{self._root}/{table}/{self._name}.parquet")
        counts = {"pages": pages, **self.counts}
        self._files.makedirs(f"{self._root}/{DONE}", exist_ok=True)
        self._files.pipe_file(f"{self._root}/{DONE}/{self._name}.json", json.dumps(counts).encode())
        return counts

    def give_up(self) -> None:
        """Leave nothing behind."""
        for file in self._open:
            with contextlib.suppress(Exception):
                file.close()
        for table in TABLES:
            with contextlib.suppress(OSError):
                self._files.rm_file(self._temporary(table))

    def _temporary(self, table: str) -> str:
        return f"{self._root}/{table}/.{self._name}.{self._trial}.tmp"


def absolute(dest: str) -> str:
    """A destination as every worker understands it, with the folder made."""
    files, root = fsspec.core.url_to_fs(dest)
    files.makedirs(root, exist_ok=True)
    return str(files.unstrip_protocol(root))


def done(dest: str) -> dict[str, dict[str, int]]:
    """The counts of each part that is done, by its name."""
    files, root = fsspec.core.url_to_fs(dest)
    if not files.exists(f"{root}/{DONE}"):
        return {}
    files.invalidate_cache()
    found = (path for path in files.find(f"{root}/{DONE}") if path.endswith(".json"))
    return {path.rpartition("/")[2].removesuffix(".json"): json.loads(files.cat_file(path)) for path in found}


def write_manifest(dest: str, counts: dict[str, int]) -> None:
    """Say what there is in all."""
    files, root = fsspec.core.url_to_fs(dest)
    text = json.dumps({"projectkit_bulk": VERSION, **counts}, indent=2)
    files.pipe_file(f"{root}/manifest.json", f"{text}\n".encode())
