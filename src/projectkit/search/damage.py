"""What is kept of records may be damaged: it is told as such, so that it can be thrown away and made again."""

from __future__ import annotations

import contextlib
import sqlite3
import zlib
from collections.abc import Iterator


class DamagedError(RuntimeError):
    """Rows or index cannot be read; what they were made of is as it was."""


@contextlib.contextmanager
def damage_told() -> Iterator[None]:
    """Tell every way in which SQLite, zlib and tantivy find damage as one.

    Raises:
        DamagedError: if something is damaged.
    """
    try:
        yield
    except (sqlite3.Error, zlib.error, ValueError) as error:
        raise DamagedError(str(error)) from error
    except BaseException as error:
        # What Rust gives up on is no Exception.
        if type(error).__name__ == "PanicException":
            raise DamagedError(str(error)) from error
        raise
