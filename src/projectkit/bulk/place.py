"""Folders and URLs; local folders without fsspec, whose import takes longer than an answer."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import unquote, urlsplit

from projectkit.export.format import required
from projectkit.model.errors import ProjectkitError
from projectkit.store.scan import stamp_of

# The file attributes of stores that change with the file; the time of last access does not count.
_CHANGING = frozenset({
    "size", "mtime", "created", "modified", "modify", "lastmodified", "modificationtime", "updated",
    "etag", "md5hash", "contentmd5", "digest", "crc", "versionid", "generation",
})  # fmt: skip


class SourceError(ProjectkitError, ValueError):
    """A source has nothing to read or cannot be reached; the message says why."""


def place_of(given: str) -> Path | str:
    """A local folder, or a URL for fsspec."""
    if given.startswith("file://"):
        return Path(unquote(urlsplit(given).path)).resolve()
    return given.rstrip("/") if "://" in given else Path(given).resolve()


def filesystem(url: str) -> tuple[Any, str]:
    """The fsspec file system for a URL or path, and the path in it.

    Raises:
        SourceError: if fsspec has none, or its package is not installed.
        MissingPackageError: if the extra is not installed.
    """
    try:
        files, path = required("fsspec.core", "cluster").url_to_fs(url)
    except (ValueError, ImportError) as error:
        message = f"{url}: {error}"
        raise SourceError(message) from None
    return files, path


def stamps(place: Path | str, folder: str, ending: str) -> dict[str, str]:
    """The name, without its extension, and the stamp of each file in a folder that may not exist.

    Raises:
        SourceError: if it cannot be reached.
        MissingPackageError: if it is at a URL and the extra is not installed.
        OSError: if a local folder cannot be read.
    """
    found = _local(place / folder) if isinstance(place, Path) else _remote(f"{place}/{folder}")
    return {
        name.removesuffix(ending): stamp
        for name, stamp in found.items()
        if name.endswith(ending) and not name.startswith(".")
    }


@contextlib.contextmanager
def opened(place: Path | str, path: str) -> Iterator[BinaryIO]:
    """Open a file of a place for reading.

    Raises:
        SourceError: if it is at a URL and cannot be reached.
        OSError: if it is local and cannot be read.
    """
    if isinstance(place, Path):
        with (place / path).open("rb") as file:
            yield file
        return
    with reached(place):
        files, root = filesystem(place)
        # Read as a whole: what fails later is its content, not the connection.
        content = files.cat_file(f"{root}/{path}")
    yield BytesIO(content)


@contextlib.contextmanager
def reached(url: str) -> Iterator[None]:
    """Turn whatever error a store raises into one: each store has its own.

    Raises:
        SourceError: if it cannot be reached.
    """
    try:
        yield
    except (ValueError, KeyError, TypeError, NotImplementedError, FileNotFoundError):
        # The store was reached, but its content is not as expected.
        raise
    except Exception as error:
        message = f"{url}: {error}"
        raise SourceError(message) from error


def state(info: dict[str, Any]) -> str:
    """A hash of a file's attributes that changes whenever the file does."""
    plain = ((re.sub(r"[\W_]", "", name).casefold(), str(value)) for name, value in info.items())
    known = sorted((name, value) for name, value in plain if name in _CHANGING)
    return hashlib.sha256(str(known).encode()).hexdigest()[:16]


def _local(folder: Path) -> dict[str, str]:
    if not folder.is_dir():
        return {}
    found: dict[str, str] = {}
    with os.scandir(folder) as entries:
        for entry in entries:
            # A temporary file may be gone by now.
            with contextlib.suppress(FileNotFoundError):
                found[entry.name] = stamp_of(entry.stat())
    return found


def _remote(url: str) -> dict[str, str]:
    with reached(url):
        files, path = filesystem(url)
        files.invalidate_cache()
        if not files.isdir(path):
            return {}
        return {
            str(info["name"]).rpartition("/")[2]: state(info)
            for info in files.ls(path, detail=True)
        }
