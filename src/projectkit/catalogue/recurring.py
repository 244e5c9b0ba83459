"""Lines that recur on many pages of a folder: menus, footers and notices of the site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from projectkit.catalogue.walk import files_below
from projectkit.model.limits import read_page_file
from projectkit.parsing.lines.frame import comparable_lines
from projectkit.reading.endings import ENDINGS
from projectkit.reading.page import read_page

_Page = TypeVar("_Page")

# Longer pages, in bytes, are not compared: their lines are held in memory together.
_LONGEST = 1_000_000
_FEWEST_PAGES = 5
_SHARE = 0.05
# Pages that are looked at, spread over the folder: what recurs shows in a part of it, at a cost
# that does not grow.
_SAMPLE = 200


def recurring_lines(folder: Path) -> frozenset[str]:
    """The lines, as compared, that are on at least five pages of a folder and on one in twenty."""
    pages = [path for path in files_below(folder, ENDINGS) if path.parent == folder]
    lines = RecurringLines()
    for path in sampled(pages):
        lines.add(_lines(path))
    return lines.found()


def sampled(pages: Sequence[_Page]) -> Sequence[_Page]:
    """The pages of one folder or site whose lines are compared; none if there are too few."""
    step = -(-len(pages) // _SAMPLE)
    return pages[::step] if len(pages) >= _FEWEST_PAGES else ()


class RecurringLines:
    """The lines that recur among some pages."""

    def __init__(self) -> None:
        """Begin without pages."""
        self._counts: Counter[str] = Counter()
        self._pages = 0

    def add(self, lines: Iterable[str]) -> None:
        """Count the lines of a page."""
        self._counts.update(lines)
        self._pages += 1

    def found(self) -> frozenset[str]:
        """The lines that stand on enough of these pages."""
        enough = max(_FEWEST_PAGES, _SHARE * self._pages)
        return frozenset(line for line, count in self._counts.items() if count >= enough)


def lines_of(content: bytes, name: str) -> set[str]:
    """The lines of a page, as compared; none if it cannot be read or is unusually long."""
    if len(content) > _LONGEST:
        return set()
    try:
        return comparable_lines(read_page(content, name).lines)
    except Exception:  # noqa: BLE001  (whatever is wrong is reported where the page itself is read)
        return set()


def _lines(path: Path) -> set[str]:
    try:
        return lines_of(read_page_file(path), path.name)
    except OSError:
        return set()
