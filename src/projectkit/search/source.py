"""Where records come from, as rows and index see it: something to look at, and to read from what changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from projectkit.search.look import Look
    from projectkit.search.rows import Row, Rows


class RecordSource(Protocol):
    """Where records come from."""

    @property
    def place(self) -> Path | str:
        """The folder or URL, which what is kept of it is kept under."""

    @property
    def kind(self) -> str:
        """What its cache is called: a folder may hold records of more than one kind."""

    @property
    def remedy(self) -> str:
        """What to do about what cannot be read."""

    @property
    def owned(self) -> list[Path]:
        """Files and folders that are not to be written over."""

    def lacking(self) -> str:
        """What is not there yet, as a sentence for people; empty if all is."""

    def looks(self, rows: Rows, *, all_files: bool) -> Iterator[Look]:
        """What may have changed since the rows were kept, in as many looks as are held in memory well.

        Args:
            rows: what is kept.
            all_files: whether every file is looked at, where that is more work.
        """

    def look_at(self, files: list[str]) -> Look:
        """Some files as they are now; those that are gone are not in it."""

    def read(self, files: list[str], look: Look, rows: Rows) -> Iterator[Row]:
        """What some of the files of a look hold.

        Args:
            files: their names.
            look: the look.
            rows: what is kept so far.
        """

    def stamp(self, file: str) -> str | None:
        """What changes whenever a file does; None if it is not there."""
