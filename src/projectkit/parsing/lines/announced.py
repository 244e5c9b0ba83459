"""Where a page says that its project has parts, as `Het project kent drie werkpakketten:` does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from projectkit.parsing.lines.marks import is_prose
from projectkit.parsing.lines.rows import PlacedLine
from projectkit.parsing.steps import step
from projectkit.parsing.vocabulary.phrases import load_vocabulary
from projectkit.reading.blocks import list_item

# Longer lines are no heading of a list of parts.
_LONGEST_HEADING = 40
_REMEMBERED = 5_000
# How many lines below an announcement its parts may stand.
_REACH = 40
_DISTANCES = (1, 2, 4, 8, 16)


class Announcement(NamedTuple):
    """The words by which a line announces the parts of a project.

    Attributes:
        word: what it calls them, in the plural: `deelprojecten`.
        ending: what such words end with: `projecten`.
        number: how many there are; None if it does not say.
        end: the place behind the words.
    """

    word: str
    ending: str
    number: int | None
    end: int


@lru_cache(maxsize=_REMEMBERED)
def announcement(text: str) -> Announcement | None:
    """What announces parts on a line: a number of them anywhere, or a heading such as `Sporen`.

    >>> announcement("De aanpak kent drie vaste lijnen: A, B en C.")
    Announcement(word='lijnen', ending='lijnen', number=3, end=32)
    """
    found = _counted().search(text)
    if found is None and len(text) <= _LONGEST_HEADING:
        found = _heading().fullmatch(text)
    if found is None:
        return None
    number = _value(found.groupdict().get("number") or "")
    return Announcement(found["word"].lower(), found["ending"].lower(), number, found.end("word"))


@cache
def _counted() -> re.Pattern[str]:
    vocabulary = load_vocabulary("subprojects")
    numbers = "|".join(vocabulary["numbers"])
    words = "|".join(vocabulary["several"])
    return re.compile(
        rf"\b(?P<number>{numbers}|[2-9]|1[0-2])\s(?:[^\W\d_]{{1,30}}\s){{0,3}}(?P<word>\w{{0,30}}?(?P<ending>{words}))\b",
        re.IGNORECASE,
    )


@cache
def _heading() -> re.Pattern[str]:
    words = "|".join(load_vocabulary("subprojects")["several"])
    return re.compile(
        rf"(?:(?:de|onze|het|alle|in)\s)?(?:[^\W\d_]{{1,30}}\s)?(?P<word>\w{{0,30}}?(?P<ending>{words}))\s?:?",
        re.IGNORECASE,
    )


def _value(number: str) -> int | None:
    if number.isdigit():
        return int(number)
    value = load_vocabulary("subprojects")["numbers"].get(number.casefold())
    return int(value) if value else None


class AnnouncedParts:
    """What the announcements of a page say about the lines below them."""

    def __init__(self, lines: Sequence[PlacedLine]) -> None:
        """Find the announcements, and what they say about the lines below them."""
        forms = [_form(lines, place) for place in range(len(lines))]
        found = [(place, announcement(placed.line.text)) for place, placed in enumerate(lines)]
        announced = [(place, said) for place, said in found if said is not None]
        self._features: list[list[str]] = [[] for _ in lines]
        ends = [*(place for place, _ in announced[1:]), len(lines)]
        for (place, said), end in zip(announced, ends, strict=False):
            self._features[place] += _of_announcement(said)
            self._of_lines_below(said, place, end, forms)

    def _of_lines_below(
        self, said: Announcement, start: int, end: int, forms: Sequence[str]
    ) -> None:
        """Compare each line up to the next announcement with the number of parts."""
        totals = Counter(forms[start + 1 : min(end, start + 1 + _REACH)])
        seen: Counter[str] = Counter()
        for place in range(start + 1, min(end + 1, len(forms), start + 1 + _REACH)):
            form = forms[place]
            seen[form] += 1
            self._features[place] += [
                *above(said, place - start),
                *_compared(said.number, form, nth=seen[form], of=totals[form]),
            ]

    def of(self, place: int) -> list[str]:
        """The features of the line at a place."""
        return self._features[place]


def above(said: Announcement | None, distance: int) -> list[str]:
    """The features of an announcement so many lines above; none if it is far away."""
    if said is None or distance > _REACH:
        return []
    return [*said_of(said, "announced"), f"announced{step(distance, _DISTANCES)}"]


def said_of(said: Announcement, name: str) -> list[str]:
    """The words of an announcement as features."""
    longer = [] if said.word == said.ending else [f"{name}={said.word}"]
    return [f"{name}={said.ending}", *longer]


def _of_announcement(said: Announcement) -> list[str]:
    return [*said_of(said, "announces"), f"announces-{'number' if said.number else 'heading'}"]


def _compared(number: int | None, form: str, *, nth: int, of: int) -> list[str]:
    """Whether a line is among the parts, if they have its form and there are so many of them."""
    if number is None:
        return [f"announced-{form}"]
    reach = "within" if nth <= number else "beyond"
    exactly = "-all" if of == number else ""
    return [f"announced-{form}-{reach}{exactly}", f"announced-{reach}{exactly}"]


def _form(lines: Sequence[PlacedLine], place: int) -> str:
    """How a line looks: lines that name parts look alike."""
    line = lines[place].line
    if line.level:
        return f"level{line.level}"
    if list_item(line.text):
        return "item"
    is_first = not place or lines[place - 1].block != lines[place].block
    return f"{'prose' if is_prose(line.text) else 'short'}{'-first' if is_first else ''}"
