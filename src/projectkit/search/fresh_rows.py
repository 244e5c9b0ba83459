"""The rows of a source as it is now: what changed is found by looking, and read before anything is answered."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from projectkit.catalogue.cache_folder import CacheInUseError, cache_folder, cache_lock
from projectkit.search.damage import DamagedError
from projectkit.search.look import FEW
from projectkit.search.rows import Rows

if TYPE_CHECKING:
    from projectkit.search.look import Look
    from projectkit.search.source import RecordSource

# Raised when what is kept changes; what another version kept is left alone and made again.
_VERSION = 5
INDEX, RECORD_FILES = "words", "index"
_ROWS = "rows.sqlite"
_BATCH = 5000

Told = Callable[[int, int], None]
"""Hears how many records have been read, or indexed of how many; 0 where that is not known."""


def nobody(done: int, of: int) -> None:
    """Hear nothing."""


class FreshRows:
    """The rows of a source, as fresh as the source.

    Attributes:
        source: where the records come from.
        rows: its rows.
        folder: where they and the index are kept; None if there is no place for them.
    """

    def __init__(self, source: RecordSource, *, all_files: bool, told: Told = nobody) -> None:
        """Open the rows and bring them up to date; damaged ones are made again, without a place they are in memory.

        Args:
            source: where the records come from.
            all_files: whether every file is looked at, whatever their number.
            told: hears how many records have been read.

        Raises:
            OSError: if the records cannot be read.
        """
        self.source = source
        self._told, self._read = told, 0
        self.folder: Path | None = _folder(source.place, source.kind)
        for attempt in range(2):
            try:
                self.rows = Rows(self.folder / _ROWS)
                self._freshen(all_files=all_files)
            except CacheInUseError:
                break
            # SQLite quotes what is damaged, and that need not be text.
            except (sqlite3.Error, UnicodeDecodeError, DamagedError, OSError) as error:
                if attempt:
                    break
                if not isinstance(error, ReplacedError):
                    self._remove()
            else:
                return
        self.in_memory()

    def in_memory(self) -> None:
        """Keep the rows for this question alone."""
        self.folder, self.rows = None, Rows(None)
        self._freshen(all_files=True)

    def reread(self, files: list[str]) -> None:
        """Read some files again."""
        with self.writing():
            self._bring(self.source.look_at(files), dict.fromkeys(files, ""))

    def forget_index(self) -> None:
        """Remove the index that was made of these rows."""
        if self.folder:
            with self.writing():
                remove(self.folder / INDEX)
                self.rows.forget_index()

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Hold rows and index for writing.

        Raises:
            CacheInUseError: if another process holds them for too long.
            ReplacedError: if another process threw them away meanwhile.
            OSError: if there is no place for them.
        """
        if self.folder is None:
            yield
            return
        with cache_lock(self.folder.parent):
            if not self.rows.is_there():
                raise ReplacedError
            yield

    def _remove(self) -> None:
        """Remove what is damaged."""
        if self.folder:
            with contextlib.suppress(OSError), cache_lock(self.folder.parent):
                remove(self.folder)

    def _freshen(self, *, all_files: bool) -> None:
        """Bring the rows up to date; another process may do so too, so what is read is looked at under the lock."""
        look = next(self.source.looks(self.rows, all_files=all_files), None)
        if look is None:
            return
        if look.looked and self.rows.stamps() == look.files:
            if len(look.files) > FEW:
                with contextlib.suppress(sqlite3.Error):
                    self._keep(look)
            return
        with self.writing():
            for each in self.source.looks(self.rows, all_files=all_files):
                known = self.rows.stamps(None if each.looked else [*each.folders, *each.gone])
                self._bring(each, known)

    def _bring(self, look: Look, known: dict[str, str]) -> None:
        """Bring the rows from what is known of some files to what stands there now, then keep what was seen."""
        changed = sorted(
            file for file, now in look.files.items() if not now or known.get(file) != now
        )
        # What is known and neither as it was nor read again.
        gone = set(known) - (look.files.keys() - set(changed))
        for start in range(0, len(changed), _BATCH):
            wanted = changed[start : start + _BATCH]
            gone -= self.rows.put(self.source.read(wanted, look, self.rows), ())
            self._read += len(wanted)
            self._told(self._read, 0)
        if gone:
            self.rows.put((), gone)
        self._keep(look)

    def _keep(self, look: Look) -> None:
        gone = {*look.gone, *(set(self.rows.folders()) - set(look.folders) if look.looked else ())}
        self.rows.keep_look(look.folders.items(), gone, look.looked)


class ReplacedError(OSError):
    """Another process threw away what this one has open."""


def known_rows(place: Path | str) -> Rows | None:
    """The rows of a catalogue as they were when somebody last asked it something; None if nobody did."""
    file = _folder(place, RECORD_FILES) / _ROWS
    try:
        return Rows(file) if file.is_file() else None
    except (sqlite3.Error, UnicodeDecodeError, OSError):
        return None


def _folder(place: Path | str, kind: str) -> Path:
    return cache_folder(place) / f"{kind}-{_VERSION}"


def remove(path: Path) -> None:
    """Remove a folder with all that is in it, or what stands in its place."""
    import shutil  # noqa: PLC0415  (seldom needed)

    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
