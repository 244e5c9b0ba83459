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

from projectkit.catalogue.cache_folder import cache_folder
from projectkit.catalogue.root import Catalogue
from projectkit.catalogue.stamps import stamp
from projectkit.search.look import Look, look_again, look_below
from projectkit.search.rows import Looked, Row, Rows

if TYPE_CHECKING:
    from pathlib import Path

# Raised when what is kept changes; what another version kept is left alone and made again.
_VERSION = 3
INDEX = "words"
_ALWAYS = 1000
_SHARE = 0.01
_STRUCTURED = "data/structured"
# How long to wait for another process that writes, in seconds.
_PATIENCE = 600
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
                self.rows = Rows(self.folder / "rows.sqlite")
                self._freshen(all_files=all_files)
            except (ValueError, sqlite3.Error, OSError):
                if attempt:
                    break
                with contextlib.suppress(OSError), self.writing():
                    _remove(self.folder)
            else:
                return
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
                _remove(self.folder / INDEX)
                self.rows.forget_index()

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Hold rows and index for writing; the system lets go of them when the process ends, however it ends.

        Raises:
            OSError: if another process holds them for too long.
        """
        if self.folder is None:
            yield
            return
        from filelock import FileLock, Timeout  # noqa: PLC0415  (only what writes needs it)

        try:
            with FileLock(self.folder.with_suffix(".lock"), timeout=_PATIENCE):
                yield
        except Timeout:
            message = "another process holds the index"
            raise OSError(message) from None

    def _freshen(self, *, all_files: bool) -> None:
        if all_files or _is_due(self.rows.looked()):
            self._look_at_all()
            return
        look = look_again(self.catalogue.root, self.rows.folders())
        if look:
            with self.writing():
                self._bring(look, self.rows.stamps([*look.folders, *look.gone]), None)

    def _look_at_all(self) -> None:
        began = time.time()
        look = look_below(self.catalogue.root, _STRUCTURED)
        took = time.time() - began
        known = self.rows.stamps()
        if known != look.files:
            with self.writing():
                # Another process may have done it meanwhile.
                self._bring(look, self.rows.stamps(), (began, took))
        elif len(known) > _ALWAYS:
            gone = set(self.rows.folders()) - set(look.folders)
            with contextlib.suppress(sqlite3.Error):
                self.rows.keep_look(look.folders.items(), gone, (began, took))

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


def known_rows(catalogue: Catalogue) -> Rows | None:
    """The rows of a catalogue as they were when somebody last asked it something; None if nobody did."""
    file = _folder(catalogue) / "rows.sqlite"
    try:
        return Rows(file) if file.is_file() else None
    except sqlite3.Error:
        return None


def _folder(catalogue: Catalogue) -> Path:
    return cache_folder(catalogue.root) / f"index-{_VERSION}"


def _remove(folder: Path) -> None:
    import shutil  # noqa: PLC0415  (seldom needed)

    if folder.is_dir():
        shutil.rmtree(folder, ignore_errors=True)
    else:
        folder.unlink(missing_ok=True)


def _is_due(looked: Looked | None) -> bool:
    """Whether all files are to be looked at."""
    if looked is None or looked.files <= _ALWAYS:
        return True
    since = time.time() - looked.at
    return since < 0 or looked.took < _SHARE * since
