"""How large a file may be that is read into memory, and reading no more than that."""

from __future__ import annotations

import errno
import stat
from pathlib import Path
from typing import NamedTuple

from projectkit.language.translate import _

_MB = 1_000_000


class Limits(NamedTuple):
    """The largest files that are read, in MB; what the table `[limits]` of the settings says.

    Attributes:
        page: a saved page.
        record: a record file, or another file that a person writes: settings, a layout, a mapping.
        imported: a file that records are imported from.
    """

    page: float = 20
    record: float = 5
    imported: float = 500


USUAL = Limits()


def read_page_file(path: Path, limits: Limits = USUAL) -> bytes:
    """The bytes of a saved page.

    Raises:
        OSError: if it cannot be read, is not a file or is larger than the limit.
    """
    return _read(path, limits.page, "page-mb")


def read_record_file(path: Path, limits: Limits = USUAL) -> bytes:
    """The bytes of a record file, or of another file that a person writes.

    Raises:
        OSError: if it cannot be read, is not a file or is larger than the limit.
    """
    return _read(path, limits.record, "record-mb")


def check_imported_file(path: Path, limits: Limits = USUAL) -> None:
    """Check the size of a file to import.

    Raises:
        OSError: if it is not there, is not a file or is larger than the limit.
    """
    _check(path, limits.imported, "import-mb")


def check_record_text(text: str, path: Path, limits: Limits = USUAL) -> None:
    """Check that the text of a record can be read again once it is written.

    Raises:
        OSError: if it is larger than the limit.
    """
    # A character is four bytes at most, so that most texts need not be encoded to be measured.
    most = bytes_of(limits.record)
    if len(text) * 4 > most and len(text.encode("utf-8")) > most:
        told = _(
            "the record would be larger than {most:g} MB (`limits.{setting}` in projectkit.toml)"
        )
        raise OSError(errno.EFBIG, told.format(most=limits.record, setting="record-mb"), str(path))


def bytes_of(megabytes: float) -> int:
    """A limit in bytes."""
    return int(megabytes * _MB)


def _read(path: Path, most: float, setting: str) -> bytes:
    _check(path, most, setting)
    with path.open("rb") as file:
        # It may have grown since it was looked at.
        content = file.read(bytes_of(most) + 1)
    if len(content) > bytes_of(most):
        raise _too_large(path, most, setting)
    return content


def _check(path: Path, most: float, setting: str) -> None:
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, "Is a directory", str(path))
    if not stat.S_ISREG(status.st_mode):
        # To read a pipe or a device may never end.
        raise OSError(errno.EINVAL, _("is not a regular file"), str(path))
    if status.st_size > bytes_of(most):
        raise _too_large(path, most, setting)


def _too_large(path: Path, most: float, setting: str) -> OSError:
    told = _("larger than {most:g} MB (`limits.{setting}` in projectkit.toml)")
    return OSError(errno.EFBIG, told.format(most=most, setting=setting), str(path))
