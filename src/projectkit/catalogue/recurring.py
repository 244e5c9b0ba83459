"""Which lines stand on many pages of a folder: menus, footers and notices of the site that they were saved from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from projectkit.catalogue.walk import files_below
from projectkit.parsing.recurring import comparable_lines
from projectkit.reading.page import ENDINGS, read_page

_FEWEST_PAGES = 5
_SHARE = 0.05
# Pages that are looked at, spread over the folder: what recurs shows in a part of it, at a cost that does not grow.
_SAMPLE = 200


def recurring_lines(folder: Path) -> frozenset[str]:
    """The lines, as they are compared, that stand on at least five pages of a folder and on one in twenty."""
    pages = [path for path in files_below(folder, ENDINGS) if path.parent == folder]
    return recurring_among([(path.name, path.read_bytes) for path in pages])


def recurring_among(pages: Sequence[tuple[str, Callable[[], bytes]]]) -> frozenset[str]:
    """The same of pages of one folder wherever they stand, each with its name and what reads it."""
    if len(pages) < _FEWEST_PAGES:
        return frozenset()
    step = -(-len(pages) // _SAMPLE)
    sample = pages[::step]
    counts: Counter[str] = Counter()
    for name, read in sample:
        try:
            counts.update(comparable_lines(read_page(read(), name).lines))
        except Exception:  # noqa: BLE001, S112  (whatever is wrong is reported where the page itself is read)
            continue
    enough = max(_FEWEST_PAGES, _SHARE * len(sample))
    return frozenset(line for line, count in counts.items() if count >= enough)
