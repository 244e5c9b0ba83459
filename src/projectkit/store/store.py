"""What is kept of the records of a source, as fresh as the source.

The store scans the source, reads what changed, and answers from that moment on: what other
processes write meanwhile does not show, so that an answer is never half old and half new.

The policy for every trouble is in `open_store`: a cache is worth nothing but time.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from projectkit.store.database import inode
from projectkit.store.folder import DamagedError, cache_folder, remove
from projectkit.store.lock import cache_lock, is_in_use
from projectkit.store.rows import Rows

if TYPE_CHECKING:
    from projectkit.model.plain import PlainRecord
    from projectkit.store.index import IndexDocument, SearchIndex
    from projectkit.store.row import Row
    from projectkit.store.scan import Look
    from projectkit.store.source import KeptSource

FEW = 1000
"""Catalogues of up to so many files are scanned whole each time."""

# Raised when what is kept changes; what another version kept is left alone.
_VERSION = 9
_DATABASE, _WORDS = "store.sqlite", "words"
# Files that are read, and records that are indexed, in one transaction.
_ROWS, _DOCUMENTS = 200, 5000
# SQLite quotes what is damaged, and that need not be text.
_UNUSABLE = (sqlite3.Error, UnicodeDecodeError, DamagedError, OSError)

Told = Callable[[int, int], None]
"""Hears how many records have been read, or indexed of how many; 0 where that is not known."""
Indexer = Callable[[list[tuple[str, "PlainRecord"]], "SearchIndex"], "Iterable[IndexDocument]"]
"""Makes documents of records, given the index that they are for."""


def nobody(done: int, of: int) -> None:
    """Hear nothing."""


class ReplacedError(OSError):
    """Another process threw away what this one has open."""


def open_store(
    source: KeptSource,
    *,
    all_files: bool = False,
    told: Told = nobody,
    indexer: Indexer | None = None,
) -> Store:
    """Open the store of a source and bring it up to date.

    What is damaged, or was thrown away by another process, is made again. Where another process
    writes for too long, or nothing can be written, the store is in memory.

    Args:
        source: where the records come from.
        all_files: whether every file is scanned, whatever their number.
        told: hears how many records have been read, and then how many are in the index.
        indexer: makes the documents of the index; None if words are not asked for.

    Raises:
        OSError: if the records cannot be read.
    """
    folder = store_folder(source.place, source.kind)
    before = inode(folder / _DATABASE)
    store = Store(source, told, indexer)
    try:
        return store.opened(folder, all_files=all_files)
    except _UNUSABLE as error:
        if is_in_use(error):
            return store.opened(None)
    with contextlib.suppress(*_UNUSABLE):
        _forget(folder, before)
        return store.opened(folder, all_files=all_files)
    return store.opened(None)


def kept_data(source: KeptSource) -> list[tuple[str, dict[str, Any]]]:
    """Each file of a source with the data that is kept of it, all read before any is used.

    So damage that only shows while reading costs no more than making the store again.

    Raises:
        OSError: if the files cannot be read.
    """
    folder = store_folder(source.place, source.kind)
    before = inode(folder / _DATABASE)
    with contextlib.suppress(DamagedError):
        return _all_data(source)
    with contextlib.suppress(*_UNUSABLE):
        _forget(folder, before)
    return _all_data(source)


def _all_data(source: KeptSource) -> list[tuple[str, dict[str, Any]]]:
    rows = open_store(source, all_files=True).rows
    with contextlib.closing(rows):
        return list(rows.data())


def store_folder(place: Path | str, kind: str) -> Path:
    """Where the store of a source is kept."""
    return cache_folder(place) / f"{kind}-{_VERSION}"


def known_rows(place: Path | str, kind: str) -> Rows | None:
    """The rows of a source as of the last question; None if nobody has asked it anything."""
    file = store_folder(place, kind) / _DATABASE
    with contextlib.suppress(*_UNUSABLE):
        return Rows(file) if file.is_file() else None
    return None


def keep(
    source: KeptSource,
    rows: Sequence[Row],
    pages: Iterable[tuple[str, str, str]],
    skipped: Iterable[tuple[str, str, str]] = (),
) -> None:
    """Keep what is known of some files without reading them, if that is possible at once."""
    folder = store_folder(source.place, source.kind)
    with contextlib.suppress(*_UNUSABLE), cache_lock(folder.parent, patience=0):
        known = Rows(folder / _DATABASE)
        known.put(rows)
        known.put_pages(pages)
        known.put_skipped(skipped)
        known.count()
        known.close()


def _forget(folder: Path, before: int | None) -> None:
    """Throw away a store, unless another process has replaced it."""
    with cache_lock(folder.parent):
        if inode(folder / _DATABASE) == before:
            remove(folder)


class Store:
    """The rows of a source and the index of their words, as they were at one moment.

    Attributes:
        rows: the rows.
        index: the index; only there if there is an indexer.
        is_whole: whether every file was scanned.
    """

    rows: Rows
    index: SearchIndex
    is_whole = False

    def __init__(self, source: KeptSource, told: Told, indexer: Indexer | None) -> None:
        self._source, self._told, self._indexer = source, told, indexer
        self._folder: Path | None = None

    def opened(self, folder: Path | None, *, all_files: bool = True) -> Store:
        """Open the rows, read what changed, and index it.

        Args:
            folder: where they are kept; None to keep them in memory for this question alone.
            all_files: whether every file is scanned, whatever their number.
        """
        self._folder = folder
        self.rows = Rows(folder / _DATABASE if folder else None)
        self.rows.begin()
        self._read_changes(all_files=all_files)
        if self._indexer:
            self._open_index(self._indexer)
        return self

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold rows and index for writing; afterwards both are read as they are now.

        Raises:
            CacheInUseError: if another process holds them for too long.
            ReplacedError: if another process threw them away meanwhile.
            OSError: if they cannot be written.
        """
        with cache_lock(self._folder.parent) if self._folder else contextlib.nullcontext():
            if not self.rows.is_there():
                raise ReplacedError
            self.rows.end()
            yield
            self.rows.begin()

    # Rows.

    def _read_changes(self, *, all_files: bool) -> None:
        """Bring the rows up to date.

        Another process may do so too, so the source is scanned again under the lock.
        """
        look = next(self._source.looks(self.rows, all_files=all_files), None)
        if look is None:
            return
        self.is_whole = look.looked is not None
        changed, gone = self._differences(look)
        if look.looked and not changed and not gone:
            self._keep_unchanged(look)
            return
        with self._writing():
            done = 0
            for each in self._source.looks(self.rows, all_files=all_files):
                done = self._read(each, done)
            self.rows.count()

    def _differences(self, look: Look) -> tuple[list[str], set[str]]:
        """The files that changed since they were read, and those that are gone."""
        known = self.rows.stamps(None if look.looked else [*look.folders, *look.gone])
        changed = [file for file, now in look.files.items() if known.get(file) != now]
        return sorted(changed), known.keys() - look.files.keys()

    def _read(self, look: Look, done: int) -> int:
        """Read what a look shows to have changed, then keep the look; how many are read so far."""
        changed, gone = self._differences(look)
        # What changed and is not kept under its name again is gone.
        gone.update(changed)
        stream = self._source.read(changed, look, self.rows) if changed else iter(())
        while rows := list(islice(stream, _ROWS)):
            self.rows.put(rows)
            gone.difference_update(row.file for row in rows)
            done += len(rows)
            self._told(done, 0)
        if gone:
            self.rows.put((), gone)
        self._put_look(look)
        return done

    def _keep_unchanged(self, look: Look) -> None:
        """Keep when a large catalogue was scanned: the next scan waits for that."""
        if len(look.files) > FEW:
            with contextlib.suppress(sqlite3.Error):
                self._put_look(look)
            self.rows.begin()

    def _put_look(self, look: Look) -> None:
        known = self.rows.folders() if look.looked else {}
        self.rows.put_look(
            look.folders.items(), {*look.gone, *known} - look.folders.keys(), look.looked
        )

    # The index.

    def _open_index(self, indexer: Indexer) -> None:
        """Open the index that belongs to the rows, or make it so."""
        folder = self._folder / _WORDS if self._folder else None
        if not self._has_index_of_now(folder):
            with self._writing():
                self._update_index(folder, indexer)

    def _has_index_of_now(self, folder: Path | None) -> bool:
        """Open the index if it is whole, and as it was when the rows were read from."""
        from projectkit.store.index import SearchIndex, is_as_written  # noqa: PLC0415  (lists need no index)

        segments = self.rows.segments()
        if not folder or not segments or not self.rows.is_indexed():
            return False
        if not is_as_written(folder, segments):
            return False
        self.index = SearchIndex(folder)
        # Another process may have written to it while it was opened.
        return self.index.size() == self.rows.sound() and is_as_written(folder, segments)

    def _update_index(self, folder: Path | None, indexer: Indexer) -> None:
        """Tell the index of every row that changed.

        Raises:
            DamagedError: if it is not the index of these rows afterwards.
        """
        from projectkit.store.index import SearchIndex, is_sound  # noqa: PLC0415  (lists need no index)

        if folder and not is_sound(folder, self.rows.segments()):
            remove(folder)
            self.rows.forget_index()
        self.index = SearchIndex(folder)
        done, of = 0, self.rows.waiting()
        while batch := self.rows.unindexed(_DOCUMENTS):
            files = [file for file, _ in batch]
            sound = [(file, record) for file, record in batch if record is not None]
            self.index.update(files, indexer(sound, self.index))
            self.rows.put_indexed(files, self.index.segments())
            done += len(batch)
            self._told(done, of)
        if not of:
            self.rows.put_indexed((), self.index.segments())
        if self.index.size() != self.rows.sound():
            raise DamagedError(folder)
