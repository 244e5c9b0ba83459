"""What is marked on the lines of a page: the form of an example, for people and for models."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from projectkit.parsing.lines.labels import HEADING, MORE_TITLE, PART, TITLE
from projectkit.parsing.words.features import Item
from projectkit.parsing.words.spans import OUTSIDE, Tag

# The share of a line that must be marked with values for the line to be a fact.
_MOST = 0.5
_FIRST_LETTERS = 4
# The label of a line of which at least this share is marked with a tag.
_WHOLE = {
    "noise": ("noise", 0.01),
    "title": (TITLE, 0.5),
    "sub": (PART, 0.501),
    "alt": ("alternate", 0.501),
}
_TAGS = frozenset(map(str, Tag))
SINGLE = frozenset({Tag.START, Tag.END, Tag.PAGE_DATE, Tag.AMOUNT, Tag.OTHER_MONEY, Tag.LINK})
"""Tags of values that are one token: a date, an amount, an address."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A marked piece of a line as it was read: its tag, its first value, and its position.

    The tags are those of annotated pages: those of words, and `h` (a heading, its value the kind of
    section), `l` (a label) and `noise`.
    """

    tag: str
    value: str
    start: int
    end: int


def line_label(text: str, marked: Sequence[Marked]) -> str:
    """The label of a line: what the model of lines learns to predict."""
    if not marked:
        return "text"
    covered: dict[str, float] = defaultdict(float)
    for piece in marked:
        covered[piece.tag] += (piece.end - piece.start) / len(text)
    whole = next((label for tag, (label, share) in _WHOLE.items() if covered[tag] >= share), None)
    first = marked[0] if marked[0].start <= _FIRST_LETTERS else None
    if whole == TITLE and any(piece.tag == "title" and piece.value == "+" for piece in marked):
        return MORE_TITLE
    if whole is not None:
        return whole
    if first is not None and first.tag == "h":
        return HEADING + (first.value if first.value not in {"", "+"} else "other")
    if first is not None and first.tag == "l":
        return "label"
    return "fact" if sum(covered.values()) > _MOST else "text"


def word_tags(marked: Sequence[Sequence[Marked]], items: Iterable[Item]) -> Iterator[str]:
    """The tag of each item: what the model of words learns to predict.

    Args:
        marked: what is marked on each line.
        items: the words.
    """
    before: tuple[int, int] | None = None
    for item in items:
        token = item.token
        piece = None if token is None else _piece_at(marked[item.mark], token.start, token.end)
        if piece is None:
            before = None
            yield OUTSIDE
            continue
        here = (item.mark, piece.start)
        yield f"{'I' if here == before and piece.tag not in SINGLE else 'B'}-{piece.tag}"
        before = here


def _piece_at(marked: Sequence[Marked], start: int, end: int) -> Marked | None:
    return next(
        (
            piece
            for piece in marked
            if piece.start < end and start < piece.end and piece.tag in _TAGS
        ),
        None,
    )
