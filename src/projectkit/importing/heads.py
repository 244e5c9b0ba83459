"""Where the table of a sheet begins: below titles, with headings in one row or two."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from projectkit.importing.columns import is_heading, is_name_of_something

Place = tuple[int, int]
"""A row and a column, from 0."""

# How many rows people write above a table, at most.
_MOST_ABOVE = 30


class Head(NamedTuple):
    """The headings of a table.

    Attributes:
        texts: the heading of each column; empty for columns without one.
        below: the first row below, from 0.
    """

    texts: list[str]
    below: int


def head_of(
    rows: list[list[str]], merged: Iterable[tuple[Place, Place]], mapping: Mapping[str, str]
) -> Head:
    """The head of a table: the first row with the most headings, and what groups them.

    Args:
        rows: the texts of the sheet.
        merged: the first and last place of each range of merged cells.
        mapping: the field of each column that has another name.
    """
    ranges = list(merged)
    spread = _spread(rows[: _MOST_ABOVE + 1], ranges)
    if not any(map(any, spread)):
        return Head([], len(rows))
    best = max(
        (at for at, row in enumerate(spread) if any(row)),
        key=lambda at: (_known(spread[at], mapping), -at),
    )
    has_data = [any(row[at].strip() for row in rows[best + 1 :]) for at in range(len(rows[best]))]
    if best and _is_group(spread[best - 1], spread[best]):
        return Head(_combined(spread[best - 1], spread[best], has_data, mapping), best + 1)
    if best + 1 < len(spread) and _goes_on(spread[best], spread[best + 1], mapping):
        has_data = [any(row[at].strip() for row in rows[best + 2 :]) for at in range(len(has_data))]
        return Head(_combined(spread[best], spread[best + 1], has_data, mapping), best + 2)
    return Head(spread[best], best + 1)


def _spread(rows: list[list[str]], merged: list[tuple[Place, Place]]) -> list[list[str]]:
    """The texts of rows on one line each, with those of merged cells in every column of theirs."""
    texts = [[" ".join(cell.split()) for cell in row] for row in rows]
    for (top, left), (_bottom, right) in merged:
        if top < len(texts) and left < len(texts[top]):
            last = min(right + 1, len(texts[top]))
            texts[top][left:last] = [texts[top][left]] * (last - left)
    return texts


def _known(row: list[str], mapping: Mapping[str, str]) -> int:
    return len({text for text in row if text and is_heading(text, mapping)})


def _is_group(above: list[str], row: list[str]) -> bool:
    """Whether a row above the headings groups them, rather than being a title of all."""
    texts = [text for text in above if text]
    return len(set(texts)) > 1 or 1 < len(texts) < sum(map(bool, row))


def _goes_on(row: list[str], below: list[str], mapping: Mapping[str, str]) -> bool:
    """Whether the row below has headings too: names of parts of what is above them."""
    pairs = [(above, text) for above, text in zip(row, below, strict=True) if text]
    is_grouped = len({above for above, _text in pairs}) < len(pairs)
    return is_grouped and all(
        is_heading(text, mapping) or is_heading(_heading(above, text, mapping), mapping)
        for above, text in pairs
    )


def _combined(
    above: list[str], row: list[str], has_data: list[bool], mapping: Mapping[str, str]
) -> list[str]:
    """One heading for each column from two rows."""
    columns = zip(above, row, has_data, strict=True)
    return [
        _heading(upper, lower, mapping) if lower or filled else ""
        for upper, lower, filled in columns
    ]


def _heading(upper: str, lower: str, mapping: Mapping[str, str]) -> str:
    """What two headings say together: `Projectleider` over `E-mail` is an e-mail address."""
    if not upper or not lower or upper == lower:
        return lower or upper
    for together in (f"{upper} {lower}", f"{lower} {upper}"):
        if is_heading(together, mapping):
            return together
    if is_name_of_something(lower) and is_heading(upper, mapping):
        return upper
    return lower if is_heading(lower, mapping) else f"{upper} {lower}"
