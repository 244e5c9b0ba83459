"""Where records come from, as the store sees it: something to scan and to read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from projectkit.store.row import Row
    from projectkit.store.rows import Rows
    from projectkit.store.scan import Look


class KeptSource(Protocol):
    """What the store keeps: something to scan and to read."""

    @property
    def place(self) -> Path | str:
        """The folder or URL that its cache is kept under."""

    @property
    def kind(self) -> str:
        """What its cache is called: a folder may hold records of more than one kind."""

    def looks(self, rows: Rows, *, all_files: bool) -> Iterator[Look]:
        """What may have changed since the rows were kept, in looks that fit in memory.

        Args:
            rows: what is kept.
            all_files: whether every file is scanned, where that is more work.
        """

    def read(self, files: list[str], look: Look, rows: Rows) -> Iterator[Row]:
        """What some of the files of a look hold.

        Args:
            files: their names.
            look: the look.
            rows: what is kept so far.
        """


class RecordSource(KeptSource, Protocol):
    """Where records come from."""

    @property
    def remedy(self) -> str:
        """What to do about what cannot be read."""

    @property
    def owned(self) -> list[Path]:
        """Files and folders that must not be overwritten."""

    def lacking(self) -> str:
        """What is missing so far, as a sentence for people; empty if nothing is."""

    def stamp(self, file: str) -> str | None:
        """What changes whenever a file does; None if it is not there."""
