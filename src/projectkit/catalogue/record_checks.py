"""The checks of record files as a source of the store: a file that is as it was is not checked.

A file is checked again when anything changed that its check depends on: see `Basis`.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from projectkit.catalogue.basis import Basis, Stamps, digest_of, from_text
from projectkit.catalogue.program import program_stamps
from projectkit.catalogue.root import Catalogue
from projectkit.language.translate import language
from projectkit.store.row import Row
from projectkit.store.scan import Look
from projectkit.validation.context import Context
from projectkit.validation.selection import optional_among

if TYPE_CHECKING:
    from pathlib import Path

    from projectkit.store.rows import Rows

_KIND = "checks"
# What no file is kept with, so that it is checked.
_CHANGED = "changed"
# Starting a pool takes as long as checking this many records on one core.
_ALONE = 400
_BATCH = 50


@dataclass(frozen=True)
class CheckJob:
    """What a process needs to know to check files.

    Attributes:
        catalogue: the catalogue.
        context: what checks need besides a record.
        rules: the digest of all that is the same for every file: see `rules_digest`.
    """

    catalogue: Catalogue
    context: Context
    rules: str


def rules_digest(catalogue: Catalogue, context: Context) -> str:
    """A digest of the program and the settings that every file is checked by.

    Parts of some findings are in the language of the reader, which counts therefore.
    """
    return digest_of(
        [
            *program_stamps(),
            language(),
            context.leftover_share,
            sorted(optional_among(context.optional)),
            catalogue.settings.limits.record,
        ]
    )


class RecordChecks:
    """The checks of some record files of a catalogue.

    Attributes:
        place: the root of the catalogue.
        kind: what their cache is called.
    """

    kind = _KIND

    def __init__(self, catalogue: Catalogue, context: Context, files: Sequence[str]) -> None:
        """Name them.

        Args:
            catalogue: the catalogue.
            context: what checks need besides a record.
            files: all its record files, relative to its root.
        """
        self._job = CheckJob(catalogue, context, rules_digest(catalogue, context))
        self._files = files
        self._stamps = Stamps(os.fspath(catalogue.root))
        self._today = context.today.toordinal()
        self.place: Path = catalogue.root

    def looks(self, rows: Rows, *, all_files: bool) -> Iterator[Look]:
        """All files; those whose check still holds have the stamp that they are kept with."""
        del all_files
        began, known, look = time.time(), rows.stamps(), Look()
        for file in self._files:
            kept = known.get(file, "")
            look.files[file] = kept if self._holds(file, kept) else _CHANGED
        look.looked = began, time.time() - began
        yield look

    def _holds(self, file: str, kept: str) -> bool:
        """Whether what is kept of a file is what a check would find today."""
        basis = from_text(kept)
        if basis is None or basis.rules != self._job.rules:
            return False
        if not basis.since <= self._today <= basis.until:
            return False
        return self._is_as_it_was(file, basis)

    def _is_as_it_was(self, file: str, basis: Basis) -> bool:
        stamp = self._stamps.of
        if stamp(file) != basis.record:
            return False
        return all(stamp(page) == was for page, was in basis.pages.items())

    def read(self, files: list[str], look: Look, rows: Rows) -> Iterator[Row]:
        """What a check finds in each file."""
        from projectkit.catalogue.cores import work_on_many  # noqa: PLC0415  (only what changed needs these)
        from projectkit.catalogue.file_check import checked_rows  # noqa: PLC0415

        del look, rows
        named = (Row(file, PurePosixPath(file).parent.as_posix(), _CHANGED) for file in files)
        return work_on_many(checked_rows, self._job, named, few=_ALONE, batch=_BATCH)
