"""Records from the parts that `projectkit bulk` made, all or those of a query."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from projectkit.export.format import required
from projectkit.importing.incoming import Incoming
from projectkit.search.conditions import lookups
from projectkit.search.index import Entry, SearchIndex
from projectkit.search.query import parse
from projectkit.search.select import Conditions

# Records whose words are looked up together.
_BATCH = 1000


def is_parts(path: Path) -> bool:
    """Whether a folder holds such parts."""
    return (path / "manifest.json").is_file() and (path / "records").is_dir()


def read_parts(path: Path, where: str | None) -> Iterator[Incoming]:
    """The records of parts, without the ids that they have there: a catalogue gives its own.

    Args:
        path: the folder of the parts.
        where: which records are wanted, as a query.

    Raises:
        MissingPackageError: if the extra is not installed.
        QueryError: if the query cannot be understood.
    """
    for package in ("fsspec", "pyarrow"):
        required(package, "cluster")
    from projectkit.bulk.parts import read_records  # noqa: PLC0415  (an extra)

    records = read_records(str(path))
    for record in _fitting(records, where) if where else records:
        page = record["source"]["url"] or record["source"]["file"]
        yield Incoming(f"{path.name}, {page}", {name: record[name] for name in record if name not in {"id", "source"}})


def _fitting(records: Iterator[dict[str, Any]], where: str) -> Iterator[dict[str, Any]]:
    """The records that fit a query; words are looked up in an index of some at a time."""
    query = parse(where)
    has_words = any(True for _ in lookups(query))
    while batch := {str(number): record for number, record in enumerate(islice(records, _BATCH))}:
        index = SearchIndex(None) if has_words else None
        if index:
            index.update([Entry(file, "", record) for file, record in batch.items()], ())
        conditions = Conditions(query, index)
        yield from (record for file, record in batch.items() if conditions.fits(file, record))
