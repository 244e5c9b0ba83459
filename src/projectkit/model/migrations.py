"""Records of earlier versions of the schema, brought to the current one when they are read.

A file keeps its version until something in it changes; then it is written in the current version.
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
    """Bring the data of a record to a later version; unknown versions stay as they are.

    Args:
        data: the data of a record, as it was read.
        to: the version to bring it to.
        migrations: the steps, if not those of this package.
    """
    steps = MIGRATIONS if migrations is None else migrations
    version = str(data.get("schema_version", ""))
    if not version.isdecimal() or len(version) > _LONGEST:
        return data
    number = int(version)
    while number < to and number in steps:
        data = {**steps[number](data), "schema_version": str(number + 1)}
        number += 1
    return data
