"""Damage to what is kept of records, reported as such so that it can be made again."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path

# How each file of a segment ends: JSON with a sum of what stands before it, the length of that JSON
# and a fixed number, the last two in four bytes each.
_MAGIC = (1337).to_bytes(4, "little")
_META = "meta.json"


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
    except (sqlite3.Error, zlib.error) as error:
        raise DamagedError(str(error), path) from error
    except BaseException as error:
        # What Rust gives up on is no Exception. Both also come from arguments that tantivy refuses.
        is_suspect = isinstance(error, ValueError) or type(error).__name__ == "PanicException"
        if is_suspect and path and _is_damaged(path):
            raise DamagedError(str(error), path) from error
        raise


def _is_damaged(path: Path) -> bool:
    """Whether what was read is to blame for an error: a sound index is not."""
    if not path.is_dir():
        return True
    try:
        json.loads((path / _META).read_bytes())
        segments = [each for each in path.glob("[!.]*") if each.name != _META]
        return not all(map(_fits_its_sum, segments))
    except (OSError, ValueError, KeyError, TypeError):
        return True


def _fits_its_sum(file: Path) -> bool:
    """Whether a file of a segment holds what was written to it."""
    content = file.read_bytes()
    end = len(content) - 8 - int.from_bytes(content[-8:-4], "little")
    if end < 0 or content[-4:] != _MAGIC:
        return False
    return bool(json.loads(content[end:-8])["crc"] == zlib.crc32(content[:end]))
