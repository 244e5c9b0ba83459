"""Records that may describe one project: proposed with a reason, joined only by a person."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise, product
from typing import NamedTuple, TypeVar

from projectkit.language.translate import _
from projectkit.model.identity import folded, organisation_name
from projectkit.model.partial_date import first_day, last_day
from projectkit.model.record import Record
from projectkit.search.fold import fold

_NEAR = 0.85
_WORD = re.compile(r"\w{4,}")
# A title is compared with titles that are longer than it by no more than this: others are not near.
_LONGEST = 2 / _NEAR - 1
# Of two near titles of together n letters, n / 2 * _NEAR match. They match in pieces, and between
# two pieces a letter matches nothing, so the titles have at least this share of n, less one, of
# their pairs of neighbouring letters in common.
_PAIRS = 3 * _NEAR / 2 - 1

T = TypeVar("T")
# Of more records with one number or one title, each is compared with so many that are most like it.
_MOST_ALIKE = 50


@dataclass(frozen=True)
class Pair:
    """Two records that may be one, and why."""

    first: Record
    second: Record
    reason: str


class _Compared(NamedTuple):
    """A record with what is compared of it, read once."""

    record: Record
    title: str
    begins: date
    ends: date
    organisations: frozenset[str]


def _compared(record: Record, title: str) -> _Compared:
    return _Compared(
        record,
        title,
        first_day(record.start_date) if record.start_date else date.min,
        last_day(record.end_date) if record.end_date else date.max,
        frozenset(organisation_name(each.name) for each in record.organisations),
    )


def duplicates(
    records: Iterable[Record], told: Callable[[int, int], None] | None = None
) -> list[Pair]:
    """Pairs with the same number, or with near-equal titles and shared dates and organisations.

    Args:
        records: the records.
        told: hears how many titles have been compared, of how many.
    """
    known = sorted(records, key=lambda record: record.id)
    found: dict[tuple[str, str], Pair] = {}
    for pair in (*_by_number(known), *_by_title(known, told or _nobody)):
        found.setdefault((pair.first.id, pair.second.id), pair)
    return [found[key] for key in sorted(found)]


def _nobody(done: int, of: int) -> None:
    """Hear nothing."""


def _by_number(records: list[Record]) -> Iterator[Pair]:
    groups: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        for value in {folded(identifier.value) for identifier in record.identifiers}:
            groups[value].append(record)
    for value, group in groups.items():
        for first, second in _neighbours(group):
            yield Pair(first, second, _("the same number: {number}").format(number=value))


def _by_title(records: list[Record], told: Callable[[int, int], None]) -> Iterator[Pair]:
    groups: dict[str, list[_Compared]] = defaultdict(list)
    for record in records:
        if title := fold(record.title or ""):
            groups[title].append(_compared(record, title))
    for title, others in _alike(sorted(groups, key=len), told):
        pairs = [*_neighbours(sorted(groups[title], key=_order))]
        for other in others:
            pairs += product(groups[title][:_MOST_ALIKE], groups[other][:_MOST_ALIKE])
        yield from filter(None, map(_pair, map(_by_id, pairs)))


def _neighbours(group: Sequence[T]) -> Iterator[tuple[T, T]]:
    """Each of a group with those after it: all of them, but of a large group the next ones."""
    for at, one in enumerate(group):
        for other in group[at + 1 : at + 1 + _MOST_ALIKE]:
            yield one, other


def _order(each: _Compared) -> tuple[date, date, list[str], str]:
    """By dates and organisations, so that records that agree in these stand together."""
    return each.begins, each.ends, sorted(each.organisations), each.record.id


def _by_id(pair: tuple[_Compared, _Compared]) -> tuple[_Compared, _Compared]:
    first, second = pair
    return pair if first.record.id <= second.record.id else (second, first)


def _alike(titles: list[str], told: Callable[[int, int], None]) -> Iterator[tuple[str, list[str]]]:
    """Each title with the longer ones that may be near it.

    They share a long word and enough pairs of letters.

    Args:
        titles: different titles, by length.
        told: hears how many have been compared.
    """
    lengths = [len(title) for title in titles]
    signs = _signs(titles)
    having: dict[str, list[int]] = defaultdict(list)
    for at, title in enumerate(titles):
        for word in set(_WORD.findall(title)):
            having[word].append(at)
    for at, title in enumerate(titles):
        end = bisect_right(lengths, lengths[at] * _LONGEST)
        sharing: set[int] = set()
        for word in set(_WORD.findall(title)):
            same = having[word]
            sharing.update(same[bisect_right(same, at) : bisect_left(same, end)])
        yield (
            title,
            [
                titles[each]
                for each in sharing
                if (signs[at] & signs[each]).bit_count() + 1
                >= (lengths[at] + lengths[each]) * _PAIRS
            ],
        )
        told(at + 1, len(titles))


def _signs(titles: Iterable[str]) -> list[int]:
    """Each title as bits: one for each occurrence of a pair of neighbouring letters."""
    bits: dict[tuple[tuple[str, str], int], int] = {}
    signs = []
    for title in titles:
        sign = 0
        for letters, times in Counter(pairwise(title)).items():
            for time in range(times):
                sign |= 1 << bits.setdefault((letters, time), len(bits))
        signs.append(sign)
    return signs


def _pair(both: tuple[_Compared, _Compared]) -> Pair | None:
    """Two records as a pair, if they may be one; comparing titles takes longest, so comes last."""
    first, second = both
    if not (_overlap_in_time(first, second) and _share_organisation(first, second)):
        return None
    likeness = _likeness(first.title, second.title)
    if likeness < _NEAR:
        return None
    reason = _("titles that are {likeness:.0%} alike, with dates and organisations in common")
    return Pair(first.record, second.record, reason.format(likeness=likeness))


@lru_cache(maxsize=1000)
def _likeness(first: str, second: str) -> float:
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _overlap_in_time(first: _Compared, second: _Compared) -> bool:
    """Whether two projects may have run at the same time; an open end runs on."""
    return first.begins <= second.ends and second.begins <= first.ends


def _share_organisation(first: _Compared, second: _Compared) -> bool:
    """Whether an organisation stands in both; a record without any denies nothing."""
    if not (first.organisations and second.organisations):
        return True
    return not first.organisations.isdisjoint(second.organisations)
