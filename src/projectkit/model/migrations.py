"""Records of earlier versions of the schema, brought to the one of today when they are read.

A file keeps its version until something in it changes; then it is written in that of today.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Migration = Callable[[dict[str, Any]], dict[str, Any]]

# From each earlier version to the one after it. Version 1 is the first, so there are none yet.
# A version with more digits than this is none.
_LONGEST = 9
MIGRATIONS: dict[int, Migration] = {}


def migrated(
    data: dict[str, Any], to: int, migrations: Mapping[int, Migration] | None = None
) -> dict[str, Any]:
    """The data of a record in a later version of the schema; data of that version or of an unknown one is left alone.

    Args:
        data: the data of a record, as it was read.
        to: the version to bring it to.
        migrations: the steps, if not those of this package.
    """
    steps = MIGRATIONS if migrations is None else migrations
    version = str(data.get("schema_version", ""))
    while (
        version.isdecimal()
        and len(version) <= _LONGEST
        and int(version) < to
        and int(version) in steps
    ):
        data = {**steps[int(version)](data), "schema_version": str(int(version) + 1)}
        version = data["schema_version"]
    return data
