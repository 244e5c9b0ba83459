"""Where parts lie, and how they are called there.

Files of this machine are read without fsspec: importing it takes longer than an answer.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any, BinaryIO

from projectkit.catalogue.stamps import stamp_of
from projectkit.export.format import required

VERSION = 1
"""Raised when the columns change; written into every part."""

RECORDS, DONE = "records", "done"


class SourceError(ValueError):
    """There is nothing to read at a source; the message says why."""


def place_of(told: str) -> Path | str:
    """A folder of this machine, or a URL of fsspec."""
    return told.rstrip("/") if "://" in told else Path(told).resolve()


def stamps(place: Path | str, folder: str, ending: str) -> dict[str, str]:
    """The name, without its ending, and the stamp of each file in a folder; none if there is no such folder.

    Raises:
        MissingPackageError: if it is at a URL and the extra is not installed.
        OSError: if it cannot be reached.
    """
    found = _local(place / folder) if isinstance(place, Path) else _remote(f"{place}/{folder}")
    return {
        name.removesuffix(ending): stamp
        for name, stamp in found.items()
        if name.endswith(ending) and not name.startswith(".")
    }


def opened(place: Path | str, path: str) -> BinaryIO:
    """A file of a place, to read.

    Raises:
        OSError: if it is not there or cannot be reached.
    """
    if isinstance(place, Path):
        return (place / path).open("rb")
    files, root = required("fsspec.core", "cluster").url_to_fs(place)
    file: BinaryIO = files.open(f"{root}/{path}")
    return file


def _local(folder: Path) -> dict[str, str]:
    if not folder.is_dir():
        return {}
    with os.scandir(folder) as entries:
        return {entry.name: stamp_of(entry.stat()) for entry in entries}


def _remote(url: str) -> dict[str, str]:
    files, path = required("fsspec.core", "cluster").url_to_fs(url)
    files.invalidate_cache()
    if not files.isdir(path):
        return {}
    return {str(info["name"]).rpartition("/")[2]: _told(info) for info in files.ls(path, detail=True)}


def _told(info: dict[str, Any]) -> str:
    """All that a store says of a file, its version or time among it."""
    return hashlib.sha256(str(sorted(info.items())).encode()).hexdigest()[:16]
