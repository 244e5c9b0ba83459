"""Parquet: a row per record with nested columns, for DuckDB, pandas, Spark and the like."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from projectkit.export.format import Options, required
from projectkit.export.record_parts import without_source
from projectkit.export.tables import LISTS, VALUE
from projectkit.model.plain import PlainRecord

if TYPE_CHECKING:
    import pyarrow as pa

# Rows written at a time, and so held in memory.
_GROUP = 1000
# Fifteen digits, two of them decimals, as in the model.
_DIGITS, _DECIMALS = 15, 2
_ITEMS = {table.name: table.parts for table in LISTS if table.parts != VALUE}


def write_parquet(records: Iterable[PlainRecord], file: BinaryIO, options: Options) -> None:
    """Write a row per record, in row groups.

    Raises:
        MissingPackageError: if pyarrow is not installed.
    """
    pa, pq = required("pyarrow", "parquet"), required("pyarrow.parquet", "parquet")
    about = {
        "contains_contact_data": "yes" if options.with_contacts else "no",
        "made_by": "projectkit",
    }
    schema = record_schema().with_metadata(about)
    remaining = iter(records)
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        while group := [record_row(record) for record in islice(remaining, _GROUP)]:
            writer.write_table(pa.Table.from_pylist(group, schema))


def record_schema() -> pa.Schema:
    """The columns, in the order of the model."""
    import pyarrow as pa  # noqa: PLC0415

    text, texts = pa.string(), pa.list_(pa.string())
    parts = {"roles": texts, "amount": pa.decimal128(_DIGITS, _DECIMALS)}
    items = {
        name: pa.list_(pa.struct([(part, parts.get(part, text)) for part in each]))
        for name, each in _ITEMS.items()
    }
    plain = ("id", "kind", "title", "language", "status", "start_date", "end_date", "page_date")
    fields = [
        ("schema_version", pa.int32()),
        *((name, text) for name in plain),
        ("progress_percent", pa.int32()),
    ]
    return pa.schema([*fields, ("alternate_titles", texts), ("themes", texts), *items.items()])


def record_row(record: PlainRecord) -> dict[str, Any]:
    """A record as a row of these columns."""
    return without_source(record, _decimal)


def _decimal(amount: str | None) -> Decimal | None:
    return Decimal(amount) if amount else None
