"""What is kept of records may be damaged: it is told as such, so that it can be thrown away and made again."""

from __future__ import annotations

import contextlib
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path


class DamagedError(RuntimeError):
    """Rows or index cannot be read; what they were made of is as it was.

    Attributes:
        path: the damaged file or folder; None if it is in memory.
    """

    def __init__(self, message: str, path: Path | None = None) -> None:
        super().__init__(message)
        self.path = path


@contextlib.contextmanager
def damage_told(path: Path | None) -> Iterator[None]:
    """Tell every way in which SQLite, zlib and tantivy find damage as one.

    Args:
        path: what is read; None if it is in memory.

    Raises:
        DamagedError: if something is damaged.
    """
    try:
        yield
    except (sqlite3.Error, zlib.error, ValueError) as error:
        raise DamagedError(str(error), path) from error
    except BaseException as error:
        # What Rust gives up on is no Exception.
        if type(error).__name__ == "PanicException":
            raise DamagedError(str(error), path) from error
        raise
