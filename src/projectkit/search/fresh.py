"""An index that answers for the catalogue as it is now: what changed is found by looking, and read before answering.

Up to a thousand records every file is looked at for every question. In larger catalogues the folders are, which shows
every file that was made, removed, renamed or written anew; files that were changed in place show when they would be
answered, or when all files are looked at: whenever that takes less than a hundredth of the time since the last look.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from projectkit.catalogue.cache_folder import cache_folder
from projectkit.catalogue.root import Catalogue
from projectkit.catalogue.stamps import stamp
from projectkit.search.index import Entry, Hit, SearchIndex
from projectkit.search.look import Look, look_again, look_below
from projectkit.search.seen import Looked, Seen

if TYPE_CHECKING:
    from pathlib import Path

    import tantivy

# Raised when what the index holds changes; an index of another version is left alone and made again.
_VERSION = 1
_ALWAYS = 1000
_SHARE = 0.01
_STRUCTURED = "data/structured"
# How long to wait for another process that brings the index up to date, in seconds.
_PATIENCE = 600
_BATCH = 5000
_TRIES = 5


class FreshIndex:
    """The index of a catalogue, as fresh as the catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Open the index and bring it up to date; a damaged one is made again, one without a place is kept in memory.

        Raises:
            OSError: if the records cannot be read.
        """
        self._catalogue = catalogue
        self._folder = cache_folder(catalogue.root) / f"index-{_VERSION}"
        for attempt in range(2):
            try:
                self._open()
                self._freshen()
            except (ValueError, sqlite3.Error, OSError):
                if attempt:
                    self._in_memory()
                    break
                with contextlib.suppress(OSError), self._writing():
                    _remove(self._folder)
            else:
                break

    def _open(self) -> None:
        self.index = SearchIndex(self._folder / "words")
        self._seen: Seen | None = Seen(self._folder / "seen.sqlite")

    def _in_memory(self) -> None:
        """An index for this question alone."""
        self.index, self._seen = SearchIndex(None), None
        look = look_below(self._catalogue.root, _STRUCTURED)
        entries = list(self._entries(look.files))
        self._broken = sorted(set(look.files) - {entry.file for entry in entries})
        self.index.update(entries, ())

    def broken(self) -> list[str]:
        """Record files that hold no sound record."""
        return self._seen.broken() if self._seen else self._broken

    def search(self, query: tantivy.Query, limit: int, offset: int = 0) -> list[Hit]:
        """What fits a query, best first; nothing that is not so any more."""
        hits: list[Hit] = []
        for _ in range(_TRIES):
            hits = list(self.index.search(query, limit, offset))
            stale = [hit.file for hit in hits if stamp(self._catalogue.root / hit.file) != hit.stamp]
            if not stale:
                return hits
            self._reread(stale)
        return [hit for hit in hits if stamp(self._catalogue.root / hit.file) == hit.stamp]

    def _freshen(self) -> None:
        seen = self._seen
        if seen is None:
            return
        if self.index.size() != seen.sound():
            with self._writing():
                self._check_whole(seen)
        looked = seen.looked()
        if _is_due(looked):
            self._look_at_all(seen)
            return
        look = look_again(self._catalogue.root, seen.folders())
        if look:
            with self._writing():
                folders = [*look.folders, *look.gone]
                self._bring(seen, look, seen.files(folders), None)

    def _check_whole(self, seen: Seen) -> None:
        """Stop if the index and what was seen are not of one make, once nobody is at work on them.

        Raises:
            ValueError: if they are not.
        """
        self.index.reload()
        if self.index.size() != seen.sound():
            message = "the index is not that of the files that were seen"
            raise ValueError(message)

    def _look_at_all(self, seen: Seen) -> None:
        began = time.time()
        look = look_below(self._catalogue.root, _STRUCTURED)
        took = time.time() - began
        known = seen.files()
        if known != look.files:
            with self._writing():
                # Another process may have done it meanwhile.
                self._bring(seen, look, seen.files(), (began, took))
        elif len(known) > _ALWAYS:
            gone = set(seen.folders()) - set(look.folders)
            with contextlib.suppress(sqlite3.Error):
                seen.keep((), look.folders.items(), (), gone, (began, took))

    def _reread(self, files: list[str]) -> None:
        look = Look()
        for file in files:
            now = stamp(self._catalogue.root / file)
            if now:
                look.files[file], look.folder_of[file] = now, file.rpartition("/")[0]
        if self._seen is None:
            self.index.update(self._entries(look.files), files)
            return
        with self._writing():
            self._bring(self._seen, look, dict.fromkeys(files, ""), None)

    def _bring(self, seen: Seen, look: Look, known: dict[str, str], looked: tuple[float, float] | None) -> None:
        """Bring the index from what is known of some files to what stands there now, then keep what was seen."""
        self.index.reload()
        changed = {file: now for file, now in look.files.items() if not now or known.get(file) != now}
        gone = sorted(set(known) - set(look.files))
        names = sorted(changed)
        for start in range(0, max(len(names), 1), _BATCH):
            batch = {name: changed[name] for name in names[start : start + _BATCH]}
            entries = list(self._entries(batch))
            sound = {entry.file for entry in entries}
            broken = [name for name in batch if name not in sound]
            if batch or gone:
                self.index.update(entries, [*gone, *broken])
            rows = ((name, look.folder_of[name], batch[name], name not in sound) for name in batch)
            seen.keep(rows, (), gone if not start else (), (), None)
        gone_folders = [*look.gone, *(set(seen.folders()) - set(look.folders) if looked else ())]
        seen.keep((), look.folders.items(), (), gone_folders, looked)

    def _entries(self, files: dict[str, str]) -> Iterator[Entry]:
        from projectkit.catalogue.records import load_named  # noqa: PLC0415  (only what changed needs the model)

        for file, record in load_named(self._catalogue, files):
            if record is not None:
                yield Entry(file, files[file], record)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the index for writing; the system lets go of it when the process ends, however it ends."""
        from filelock import FileLock, Timeout  # noqa: PLC0415  (only what writes needs it)

        try:
            with FileLock(self._folder.with_suffix(".lock"), timeout=_PATIENCE):
                yield
        except Timeout:
            message = "another process holds the index"
            raise OSError(message) from None


def _remove(folder: Path) -> None:
    import shutil  # noqa: PLC0415  (seldom needed)

    shutil.rmtree(folder, ignore_errors=True)


def _is_due(looked: Looked | None) -> bool:
    """Whether all files are to be looked at."""
    if looked is None or looked.files <= _ALWAYS:
        return True
    since = time.time() - looked.at
    return since < 0 or looked.took < _SHARE * since
