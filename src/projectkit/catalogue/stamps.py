"""Whether a file is as it was seen: its size, its times and its inode, as git does."""

from __future__ import annotations

import os
import time
from pathlib import Path

# A file that was changed this short a time ago (nanoseconds) may change again without a new time.
YOUNG = 20_000_000


def stamp(path: Path) -> str | None:
    """What changes whenever a file does; None if it is not there."""
    try:
        return stamp_of(path.stat())
    except OSError:
        return None


def stamp_of(status: os.stat_result) -> str:
    """The stamp of a file that was looked at."""
    return f"{status.st_mtime_ns}.{status.st_ctime_ns}.{status.st_size}.{status.st_ino}"


def is_settled(status: os.stat_result, seen: str) -> bool:
    """Whether a file is as it was seen, and will have another stamp when it changes."""
    youngest = max(status.st_mtime_ns, status.st_ctime_ns)
    return stamp_of(status) == seen and time.time_ns() - youngest > YOUNG
