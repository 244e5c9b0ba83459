"""How parts lie in their folder: a Parquet file per part under each table, and a file that says that it is done."""

from __future__ import annotations

import json

VERSION = 1
"""Raised when the columns change; written into every part."""

RECORDS, SKIPPED, DIAGNOSTICS, DONE = "records", "skipped", "diagnostics", "done"
MANIFEST = "manifest.json"


def unfinished_in(manifest: bytes) -> dict[str, dict[str, str]]:
    """What a manifest says is still to come, for each source: parts, and why they failed or nothing if they wait."""
    try:
        told = json.loads(manifest)["unfinished"]
        return {
            str(source): {str(name): str(why) for name, why in of.items()}
            for source, of in told.items()
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        # What is not whole says nothing.
        return {}
