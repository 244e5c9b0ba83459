"""The record files of a catalogue as the source of the store, and every record from there.

Questions for all records scan every file. A search, which is for the best, does so up to a thousand
records; in larger catalogues it looks at the folders, which shows every file that was made,
removed, renamed or replaced. A file that was edited in place shows when it would be among the first
answers, or when all files are scanned: whenever that takes less than a hundredth of the time since
the last scan.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from projectkit.catalogue.output import own_paths
from projectkit.language.translate import later
from projectkit.store.folder import DamagedError
from projectkit.store.row import Row
from projectkit.store.rows import Looked, Rows
from projectkit.store.scan import UNSETTLED, Look, file_stamp, is_young, scan_all, scan_changed
from projectkit.store.store import FEW, keep, known_rows, open_store

if TYPE_CHECKING:
    from pathlib import Path

    from projectkit.catalogue.root import Catalogue
    from projectkit.model.record import Record

_KIND = "records"
_STRUCTURED = "data/structured"
# `FieldState.CONFLICT`, which plain answers do without.
_CONFLICT = "conflict"
_SHARE = 0.01
# Starting a pool takes as long as reading this many records on one core.
_ALONE = 2000
_BATCH = 200


class RecordFiles:
    """The record files of a catalogue.

    Attributes:
        place: the root of the catalogue.
        kind: what their cache is called.
        remedy: what to do about files that cannot be read.
    """

    kind = _KIND
    remedy = later("run `projectkit validate`")

    def __init__(self, catalogue: Catalogue, *, in_pool: bool = True) -> None:
        """Name them.

        Args:
            catalogue: the catalogue.
            in_pool: whether many files are read on all cores, which not every script allows.
        """
        self._catalogue, self._in_pool = catalogue, in_pool
        self.place = catalogue.root

    @property
    def owned(self) -> list[Path]:
        """The records, pages, layouts and settings, which must not be overwritten."""
        return own_paths(self._catalogue)

    def lacking(self) -> str:
        """Nothing: a catalogue is what is in it."""
        return ""

    def looks(self, rows: Rows, *, all_files: bool) -> Iterator[Look]:
        """All files, or those in folders that changed."""
        is_whole = all_files or _is_due(rows.looked())
        look = (
            scan_all(self.place, _STRUCTURED)
            if is_whole
            else scan_changed(self.place, rows.folders())
        )
        if look:
            yield look

    def read(self, files: list[str], look: Look, rows: Rows) -> Iterator[Row]:
        """The record in each file."""
        from projectkit.catalogue.cores import work_on_many  # noqa: PLC0415  (only what changed needs these)
        from projectkit.catalogue.record_rows import read_rows  # noqa: PLC0415

        del rows
        named = (Row(file, look.folder_of[file], _kept_stamp(file, look)) for file in files)
        if not self._in_pool:
            return read_rows(self._catalogue, named)
        return work_on_many(read_rows, self._catalogue, named, few=_ALONE, batch=_BATCH)

    def stamp(self, file: str) -> str | None:
        """What changes whenever a file does."""
        return file_stamp(self.place / file)


def _kept_stamp(file: str, look: Look) -> str:
    """The stamp that a file is kept with; one that may change unnoticed is read again next time."""
    return UNSETTLED if file in look.young else look.files[file]


def load_records(catalogue: Catalogue) -> Iterator[tuple[str, Record | None]]:
    """The name of each record file with its record, or None if it is broken.

    Only files that changed are read as YAML. Records come one at a time, so memory stays flat.
    """
    from projectkit.model.record import Record  # noqa: PLC0415  (questions do without the model)

    store = open_store(RecordFiles(catalogue, in_pool=False), all_files=True)
    for file, data in store.rows.whole_records():
        yield file, None if data is None else Record.model_validate(data)


def whole_record(catalogue: Catalogue, path: Path) -> dict[str, Any] | None:
    """All of a record as plain data, as its file says now; None if that is broken.

    A file that is as it was for the last question is not read again.
    """
    name = path.relative_to(catalogue.root).as_posix()
    stamp = None if path.is_symlink() else file_stamp(path)
    rows = known_rows(catalogue.root, _KIND) if stamp else None
    with contextlib.suppress(sqlite3.Error, DamagedError):
        if rows and rows.stamp(name) == stamp and (known := rows.whole_record(name)):
            return known
    return _read_whole(catalogue, path, stamp)


def has_conflict(whole: Mapping[str, Any]) -> bool:
    """Whether a person and the page say different things in a whole record, as plain data."""
    fields = (whole["source"] or {}).get("fields") or {}
    return any(trace["state"] == _CONFLICT for trace in fields.values())


def _read_whole(catalogue: Catalogue, path: Path, stamp: str | None) -> dict[str, Any] | None:
    """The record of a file that is read, and kept for the next question if it has settled."""
    from projectkit.catalogue.record_file import load_inside  # noqa: PLC0415  (needs the model)
    from projectkit.catalogue.record_rows import row_of  # noqa: PLC0415
    from projectkit.store.stored import plain  # noqa: PLC0415

    is_settled = stamp is not None and not is_young(path.stat())
    record = load_inside(catalogue, path).record
    if record is None:
        return None
    if stamp and is_settled:
        file = path.relative_to(catalogue.root)
        row = Row(file.as_posix(), file.parent.as_posix(), stamp)
        keep(RecordFiles(catalogue), [row_of(row, record)], ())
    source = record.source.model_dump(mode="json") if record.source else None
    return {**plain(record), "source": source}


def _is_due(looked: Looked | None) -> bool:
    """Whether all files are to be scanned."""
    if looked is None or looked.files <= FEW:
        return True
    since = time.time() - looked.at
    return since < 0 or looked.took < _SHARE * since
