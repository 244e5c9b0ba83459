"""The layout of a folder of parts: a Parquet file per part and table, and a mark for done parts."""

from __future__ import annotations

import json

VERSION = 1
"""Raised when the columns change; written into every part."""

RECORDS, SKIPPED, DIAGNOSTICS, DONE = "records", "skipped", "diagnostics", "done"
MANIFEST = "manifest.json"


def unfinished_in(manifest: bytes) -> dict[str, dict[str, str]]:
    """The unfinished parts of each source in a manifest, with why they failed; empty if waiting."""
    try:
        unfinished = json.loads(manifest)["unfinished"]
        return {
            str(source): {str(part): str(why) for part, why in parts.items()}
            for source, parts in unfinished.items()
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        # A damaged manifest says nothing.
        return {}
