"""The rows of a catalogue as it is now: what changed is found by looking, and read before anything is answered.

Questions for all records look at every file. A search, which is for the best, does so up to a thousand records; in
larger catalogues it looks at the folders, which shows every file that was made, removed, renamed or written anew. Files
that were changed in place show when they would be answered, or when all files are looked at: whenever that takes less
than a hundredth of the time since the last look.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from projectkit.catalogue.cache_folder import CacheInUseError, cache_folder, cache_lock
from projectkit.catalogue.root import Catalogue
from projectkit.catalogue.stamps import stamp
from projectkit.search.damage import DamagedError
from projectkit.search.look import Look, look_again, look_below
from projectkit.search.rows import Looked, Row, Rows

if TYPE_CHECKING:
    from pathlib import Path

# Raised when what is kept changes; what another version kept is left alone and made again.
_VERSION = 4
INDEX = "words"
_ALWAYS = 1000
_SHARE = 0.01
_STRUCTURED = "data/structured"
_ROWS = "rows.sqlite"
_BATCH = 5000


class FreshRows:
    """The rows of a catalogue, as fresh as the catalogue.

    Attributes:
        catalogue: the catalogue.
        rows: its rows.
        folder: where they and the index are kept; None if there is no place for them.
    """

    def __init__(self, catalogue: Catalogue, *, all_files: bool) -> None:
        """Open the rows and bring them up to date; damaged ones are made again, without a place they are in memory.

        Args:
            catalogue: the catalogue.
            all_files: whether every file is looked at, whatever their number.

        Raises:
            OSError: if the records cannot be read.
        """
        self.catalogue = catalogue
        self.folder: Path | None = _folder(catalogue)
        for attempt in range(2):
            try:
                self.rows = Rows(self.folder / _ROWS)
                self._freshen(all_files=all_files)
            except CacheInUseError:
                break
            except (ValueError, sqlite3.Error, DamagedError, OSError) as error:
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
        look = Look()
        for file in files:
            now = stamp(self.catalogue.root / file)
            if now:
                look.files[file], look.folder_of[file] = now, file.rpartition("/")[0]
        with self.writing():
            self._bring(look, dict.fromkeys(files, ""), None)

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
        with cache_lock(self.catalogue.root):
            if not self.rows.is_there():
                raise ReplacedError
            yield

    def _remove(self) -> None:
        """Remove what is damaged."""
        with contextlib.suppress(OSError), cache_lock(self.catalogue.root):
            if self.folder:
                remove(self.folder)

    def _freshen(self, *, all_files: bool) -> None:
        """Bring the rows up to date; another process may do so too, so what is read is looked at under the lock."""
        root = self.catalogue.root
        if all_files or _is_due(self.rows.looked()):
            self._look_at_all()
        elif look_again(root, self.rows.folders()):
            with self.writing():
                look = look_again(root, self.rows.folders())
                if look:
                    self._bring(look, self.rows.stamps([*look.folders, *look.gone]), None)

    def _look_at_all(self) -> None:
        root = self.catalogue.root
        look, looked = _look(root)
        if self.rows.stamps() != look.files:
            with self.writing():
                look, looked = _look(root)
                self._bring(look, self.rows.stamps(), looked)
        elif len(look.files) > _ALWAYS:
            gone = set(self.rows.folders()) - set(look.folders)
            with contextlib.suppress(sqlite3.Error):
                self.rows.keep_look(look.folders.items(), gone, looked)

    def _bring(self, look: Look, known: dict[str, str], looked: tuple[float, float] | None) -> None:
        """Bring the rows from what is known of some files to what stands there now, then keep what was seen."""
        changed = sorted(file for file, now in look.files.items() if not now or known.get(file) != now)
        gone = sorted(set(known) - set(look.files))
        for start in range(0, len(changed), _BATCH):
            self.rows.put(self._read(changed[start : start + _BATCH], look), ())
        if gone:
            self.rows.put((), gone)
        gone_folders = [*look.gone, *(set(self.rows.folders()) - set(look.folders) if looked else ())]
        self.rows.keep_look(look.folders.items(), gone_folders, looked)

    def _read(self, files: Iterable[str], look: Look) -> Iterator[Row]:
        from projectkit.catalogue.records import load_named  # noqa: PLC0415  (only what changed needs the model)
        from projectkit.search.stored import plain  # noqa: PLC0415

        for file, record in load_named(self.catalogue, files):
            yield Row(file, look.folder_of[file], look.files[file], plain(record) if record else None)


class ReplacedError(OSError):
    """Another process threw away what this one has open."""


def known_rows(catalogue: Catalogue) -> Rows | None:
    """The rows of a catalogue as they were when somebody last asked it something; None if nobody did."""
    file = _folder(catalogue) / _ROWS
    try:
        return Rows(file) if file.is_file() else None
    except (sqlite3.Error, OSError):
        return None


def remove(path: Path) -> None:
    """Remove a folder with all that is in it, or what stands in its place."""
    import shutil  # noqa: PLC0415  (seldom needed)

    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _folder(catalogue: Catalogue) -> Path:
    return cache_folder(catalogue.root) / f"index-{_VERSION}"


def _look(root: Path) -> tuple[Look, tuple[float, float]]:
    """All files, and when and how long they were looked at."""
    began = time.time()
    look = look_below(root, _STRUCTURED)
    return look, (began, time.time() - began)


def _is_due(looked: Looked | None) -> bool:
    """Whether all files are to be looked at."""
    if looked is None or looked.files <= _ALWAYS:
        return True
    since = time.time() - looked.at
    return since < 0 or looked.took < _SHARE * since
