"""The findings of a check as a report, with files named as from the working folder."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import cache
from os import sep
from os.path import join, relpath
from pathlib import Path

from projectkit.catalogue.check import Checked
from projectkit.catalogue.links_out import leads_out
from projectkit.catalogue.root import Catalogue
from projectkit.diagnostics.guard import guarded, masked
from projectkit.diagnostics.report import Report
from projectkit.language.system import shown_name
from projectkit.language.translate import language
from projectkit.model.diagnostic import Diagnostic, Severity
from projectkit.model.limits import read_page_file
from projectkit.reading.content_kind import kind_of
from projectkit.reading.decode import UnreadableError, decode
from projectkit.reading.kinds import WORDS_OF_FILE


def report_of(
    checked: Checked, catalogue: Catalogue | None, failing: frozenset[Severity]
) -> Report:
    """The report of a check.

    Args:
        checked: what was checked and found.
        catalogue: the catalogue that files are named in; None for files by themselves.
        failing: the severities for which the check fails.
    """
    files = _CheckedFiles(catalogue)
    return Report(
        [_guarded(found, files) for found in checked.findings],
        tuple(map(files.from_here, checked.files)),
        checked.records,
        language(),
        files.line,
        datetime.now().astimezone(),
        failing,
    )


def _guarded(found: Diagnostic, files: _CheckedFiles) -> Diagnostic:
    """A finding without contact data, at a place as from the working folder."""
    place = replace(found.location, file=files.from_here(found.location.file))
    return guarded(replace(found, location=place))


class _CheckedFiles:
    """The files that were checked, as a report shows them."""

    def __init__(self, catalogue: Catalogue | None) -> None:
        self._catalogue = catalogue
        # A name that is not UTF-8 is shown in another form than it is opened with.
        self._opened: dict[str, str] = {}
        self._lines = cache(self._read)
        self.from_here = cache(self._from_here)

    def _from_here(self, file: str) -> str:
        """The name of a file as from the working folder."""
        path = join(self._catalogue.root, file) if self._catalogue else file  # noqa: PTH118  (ten thousand paths count)
        name = relpath(path).replace(sep, "/")
        shown = shown_name(name)
        self._opened[shown] = name
        return shown

    def line(self, file: str, number: int) -> str | None:
        """A line of a file, without contact data; None if it cannot be read."""
        lines = self._lines(file)
        return masked(lines[number - 1].rstrip("\r")) if 0 < number <= len(lines) else None

    def _read(self, file: str) -> list[str]:
        path = Path(self._opened.get(file, file))
        if kind_of(b"", file) not in WORDS_OF_FILE:
            return []  # its lines are numbered as a reader sees them
        if self._catalogue and leads_out(self._catalogue, path):
            return []
        try:
            return decode(read_page_file(path)).text.split("\n")
        except (OSError, UnreadableError):
            return []
