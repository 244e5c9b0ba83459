"""The record files of a catalogue as the source of rows.

Questions for all records look at every file. A search, which is for the best, does so up to a
thousand records; in larger catalogues it looks at the folders, which shows every file that was
made, removed, renamed or written anew. Files that were changed in place show when they would be
answered, or when all files are looked at: whenever that takes less than a hundredth of the time
since the last look.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from projectkit.catalogue.output import own_paths
from projectkit.catalogue.stamps import stamp
from projectkit.language.translate import later
from projectkit.search.fresh_rows import RECORD_FILES
from projectkit.search.look import FEW, Look, look_again, look_below
from projectkit.search.rows import Looked, Row, Rows

if TYPE_CHECKING:
    from pathlib import Path

    from projectkit.catalogue.root import Catalogue

_SHARE = 0.01
_STRUCTURED = "data/structured"


class RecordFiles:
    """The record files of a catalogue.

    Attributes:
        place: the root of the catalogue.
        kind: what their cache is called.
        remedy: what to do about files that cannot be read.
    """

    kind = RECORD_FILES
    remedy = later("run `projectkit validate`")

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self.place = catalogue.root

    @property
    def owned(self) -> list[Path]:
        """The records, pages, layouts and settings, which are not to be written over."""
        return own_paths(self._catalogue)

    def lacking(self) -> str:
        """Nothing: a catalogue is what lies in it."""
        return ""

    def looks(self, rows: Rows, *, all_files: bool) -> Iterator[Look]:
        """All files, or those in folders that changed."""
        look = (
            _look(self.place)
            if all_files or _is_due(rows.looked())
            else look_again(self.place, rows.folders())
        )
        if look:
            yield look

    def look_at(self, files: list[str]) -> Look:
        """Some files as they are now."""
        look = Look()
        for file in files:
            now = self.stamp(file)
            if now:
                look.files[file], look.folder_of[file] = now, file.rpartition("/")[0]
        return look

    def read(self, files: list[str], look: Look, rows: Rows) -> Iterator[Row]:
        """The record in each file."""
        from projectkit.catalogue.records import load_named  # noqa: PLC0415  (only what changed needs the model)
        from projectkit.search.stored import plain  # noqa: PLC0415

        del rows
        for file, record in load_named(self._catalogue, files):
            yield Row(
                file, look.folder_of[file], look.files[file], plain(record) if record else None
            )

    def stamp(self, file: str) -> str | None:
        """What changes whenever a file does."""
        return stamp(self.place / file)


def _look(root: Path) -> Look:
    """All files, and when and how long they were looked at."""
    began = time.time()
    look = look_below(root, _STRUCTURED)
    look.looked = began, time.time() - began
    return look


def _is_due(looked: Looked | None) -> bool:
    """Whether all files are to be looked at."""
    if looked is None or looked.files <= FEW:
        return True
    since = time.time() - looked.at
    return since < 0 or looked.took < _SHARE * since
