"""How parts lie in their folder: a Parquet file per part under each table, and a file that says that it is done."""

VERSION = 1
"""Raised when the columns change; written into every part."""

RECORDS, SKIPPED, DIAGNOSTICS, DONE = "records", "skipped", "diagnostics", "done"
