"""What the check of a record file was made from: while none of it changes, the outcome holds."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from projectkit.store.scan import is_young, stamp_of

_NOT_THERE = ""
# Parts of a name that a resolved path drops.
_INDIRECT = frozenset({"", ".", ".."})
_ALWAYS = (date.min.toordinal(), date.max.toordinal())


class Basis(NamedTuple):
    """All that decides what is found in one file.

    Attributes:
        rules: the program and the settings that it was checked by, as a digest.
        since: the first day, as an ordinal, from which the outcome is the same.
        until: the last such day.
        record: the stamp of the file.
        pages: the stamp of each page that it names.
    """

    rules: str
    since: int
    until: int
    record: str
    pages: Mapping[str, str]

    def to_text(self) -> str:
        """The basis as a text, by which it is kept."""
        # In ASCII, since names may hold bytes that are not UTF-8.
        return json.dumps(self)


def from_text(text: str) -> Basis | None:
    """A basis from its text; None if it is not one, as when what was kept is damaged."""
    try:
        basis = Basis(*json.loads(text))
    except (TypeError, ValueError, RecursionError):
        return None
    return basis if _is_typed(basis) else None


def _is_typed(basis: Basis) -> bool:
    """Whether each part of a basis that was read has its type."""
    if not isinstance(basis.pages, dict):
        return False
    days = (basis.since, basis.until)
    texts = (basis.rules, basis.record, *basis.pages.values())
    return all(isinstance(day, int) for day in days) and all(
        isinstance(text, str) for text in texts
    )


def period(today: date, changes: Iterable[int]) -> tuple[int, int]:
    """The first and the last day around today between which nothing changes.

    Args:
        today: a day.
        changes: the days, as ordinals, from which on something may be different.
    """
    day = today.toordinal()
    first, last = _ALWAYS
    for change in changes:
        if change <= day:
            first = max(first, change)
        else:
            last = min(last, change - 1)
    return first, last


def digest_of(parts: Iterable[object]) -> str:
    """A short text that is another one if any of these parts is."""
    text = json.dumps([str(part) for part in parts])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _is_direct(file: str) -> bool:
    """Whether a name leads straight to a file, so that it means the same to all who look it up.

    The system finds no `page.txt/` and no `missing/../page.txt`; a resolved path finds `page.txt`.
    """
    return _INDIRECT.isdisjoint(file.split("/"))


class Stamps:
    """Stamps of files as they are now; each folder is looked at once."""

    def __init__(self, root: str) -> None:
        """Take stamps in a folder.

        Args:
            root: the root of the catalogue.
        """
        self._root = root
        self._folders: dict[str, str] = {}

    def of(self, file: str) -> str | None:
        """What changes whenever a file does, or leads elsewhere.

        Args:
            file: its name from the root.

        Returns:
            Its stamp, which is empty if there is no such file; None if it may change without a new
            stamp: it changed a moment ago, is a link, cannot be looked at, or is missing only as
            its name is spelled (`page.txt/`, `missing/../page.txt`).
        """
        path = os.path.join(self._root, file)  # noqa: PTH118  (ten thousand paths count)
        try:
            status = os.lstat(path)
        except (FileNotFoundError, NotADirectoryError, ValueError):
            return _NOT_THERE if _is_direct(file) else None
        except OSError:
            return None
        if not stat.S_ISREG(status.st_mode) or is_young(status):
            return None
        return f"{stamp_of(status)} {self._real_folder(path)}"

    def _real_folder(self, path: str) -> str:
        """Where the folder of a file really is: a link to it may lead elsewhere tomorrow."""
        folder = os.path.dirname(path)  # noqa: PTH120
        if folder not in self._folders:
            self._folders[folder] = os.path.realpath(folder)
        return self._folders[folder]
