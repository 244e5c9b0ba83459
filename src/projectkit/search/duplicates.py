"""Records that may describe one project: proposed with a reason, joined only by a person."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from projectkit.language.translate import _
from projectkit.model.identity import folded
from projectkit.model.partial_date import first_day, last_day
from projectkit.model.record import Record
from projectkit.search.fold import fold

_NEAR = 0.85
_WORD = re.compile(r"\w{4,}")
# A word in more titles than this distinguishes none of them.
_MOST_TITLES = 200


@dataclass(frozen=True)
class Pair:
    """Two records that may be one, and why."""

    first: Record
    second: Record
    reason: str


def duplicates(records: Iterable[Record]) -> list[Pair]:
    """Pairs with the same number, or similar titles and overlapping dates and organisations."""
    known = sorted(records, key=lambda record: record.id)
    found: dict[tuple[str, str], Pair] = {}
    for pair in (*_by_number(known), *_by_title(known)):
        found.setdefault((pair.first.id, pair.second.id), pair)
    return [found[key] for key in sorted(found)]


def _by_number(records: list[Record]) -> Iterator[Pair]:
    groups: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        for value in {folded(identifier.value) for identifier in record.identifiers}:
            groups[value].append(record)
    for value, group in groups.items():
        for first, second in combinations(group, 2):
            yield Pair(first, second, _("the same number: {number}").format(number=value))


def _by_title(records: list[Record]) -> Iterator[Pair]:
    """Compare only titles that share a long word, which keeps large catalogues fast."""
    groups: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        title = fold(record.title or "")
        # A title without a long word is compared with those that are the same.
        for word in set(_WORD.findall(title)) or {title} - {""}:
            groups[word].append(record)
    seen: set[tuple[str, str]] = set()
    for group in groups.values():
        for first, second in combinations(group, 2) if len(group) <= _MOST_TITLES else ():
            if (first.id, second.id) in seen:
                continue
            seen.add((first.id, second.id))
            likeness = _likeness(first, second)
            if (
                likeness >= _NEAR
                and _overlap_in_time(first, second)
                and _share_organisation(first, second)
            ):
                reason = _(
                    "titles that are {likeness:.0%} alike, with dates and organisations in common"
                )
                yield Pair(first, second, reason.format(likeness=likeness))


def _likeness(first: Record, second: Record) -> float:
    return SequenceMatcher(
        None, fold(first.title or ""), fold(second.title or ""), autojunk=False
    ).ratio()


def _overlap_in_time(first: Record, second: Record) -> bool:
    """Whether two projects may have run at the same time; an open end runs on."""
    for one, other in ((first, second), (second, first)):
        if (
            one.end_date
            and other.start_date
            and last_day(one.end_date) < first_day(other.start_date)
        ):
            return False
    return True


def _share_organisation(first: Record, second: Record) -> bool:
    """Whether they share an organisation; a record without any may share all."""
    names = [
        {fold(organisation.name) for organisation in record.organisations}
        for record in (first, second)
    ]
    return not all(names) or bool(names[0] & names[1])
