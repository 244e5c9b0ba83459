"""The lines that recur on each site of a unit, as `ingest` finds them in a folder."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from projectkit.bulk.pages import RawPage, pages
from projectkit.bulk.reader import Reader
from projectkit.bulk.units import Unit
from projectkit.catalogue.recurring import RecurringLines, sampled


def recurring_by_site(unit: Unit, reader: Reader) -> dict[str, frozenset[str]]:
    """The lines that recur on each site of a unit.

    Args:
        unit: the unit.
        reader: reads its pages.

    Raises:
        OSError: if the unit cannot be read.
        ValueError: if it is damaged.
    """
    if unit.kind == "files":
        # Only what identifies the folder, so that all its units share one result.
        sample = Unit(unit.source, unit.name, unit.kind, unit.sample, unit.base, unit.sample_states)
        return _of_folder(sample, reader.patience)
    counts = Counter(page.site for page in pages(unit))
    wanted = {site: frozenset(sampled(range(count))) for site, count in counts.items()}
    return _counted(_chosen(unit, wanted), reader) if any(wanted.values()) else {}


@lru_cache(maxsize=8)
def _of_folder(sample: Unit, patience: float) -> dict[str, frozenset[str]]:
    """The lines of a folder, which many units may share."""
    with Reader(patience) as reader:
        return _counted(pages(sample), reader)


def _counted(sample: Iterable[RawPage], reader: Reader) -> dict[str, frozenset[str]]:
    lines: dict[str, RecurringLines] = defaultdict(RecurringLines)
    for page in sample:
        lines[page.site].add(reader.lines(page.name, page.content) if page.content else ())
    return {site: each.found() for site, each in lines.items()}


def _chosen(unit: Unit, wanted: dict[str, frozenset[int]]) -> Iterator[RawPage]:
    """The pages of a unit with these numbers within their site."""
    seen: Counter[str] = Counter()
    for page in pages(unit):
        if seen[page.site] in wanted[page.site]:
            yield page
        seen[page.site] += 1
