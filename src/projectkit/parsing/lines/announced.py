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
    number = found.groupdict().get("number")
    value = _value(number) if number else None
    return Announcement(found["word"].lower(), found["ending"].lower(), value, found.end("word"))


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


def _value(number: str) -> int:
    if number.isdigit():
        return int(number)
    return int(load_vocabulary("subprojects")["numbers"][number.lower()])


class AnnouncedParts:
    """What the announcements of a page say about the lines below them."""

    def __init__(self, lines: Sequence[PlacedLine]) -> None:
        """Find the announcements, and count the lines of each form below them."""
        self._features: list[list[str]] = []
        said: Announcement | None = None
        start, seen, total = 0, Counter[str](), Counter[str]()
        forms = [_form(lines, place) for place in range(len(lines))]
        here = [announcement(placed.line.text) for placed in lines]
        for place, form in enumerate(forms):
            own = here[place]
            features: list[str] = []
            if said is not None and place - start <= _REACH:
                seen[form] += 1
                features = _below(said, place - start, form, (seen[form], total[form]))
            if own is not None:
                features += [
                    *said_of(own, "announces"),
                    f"announces-{'number' if own.number else 'heading'}",
                ]
                said, start, seen = own, place, Counter()
                end = next((at for at in range(place + 1, len(lines)) if here[at]), len(lines))
                total = Counter(forms[place + 1 : min(end, place + 1 + _REACH)])
            self._features.append(features)

    def of(self, place: int) -> list[str]:
        """The features of the line at a place."""
        return self._features[place]


def said_of(said: Announcement, name: str) -> list[str]:
    """The words of an announcement as features."""
    longer = [] if said.word == said.ending else [f"{name}={said.word}"]
    return [f"{name}={said.ending}", *longer]


def _below(said: Announcement, distance: int, form: str, counts: tuple[int, int]) -> list[str]:
    features = [*said_of(said, "announced"), f"announced{step(distance, _DISTANCES)}"]
    if said.number is None:
        return [*features, f"announced-{form}"]
    nth, total = counts
    reach = "within" if nth <= said.number else "beyond"
    exact = "-all" if total == said.number else ""
    return [*features, f"announced-{form}-{reach}{exact}", f"announced-{reach}{exact}"]


def _form(lines: Sequence[PlacedLine], place: int) -> str:
    """How a line looks: lines that name parts look alike."""
    line = lines[place].line
    if line.level:
        return f"level{line.level}"
    if list_item(line.text):
        return "item"
    is_first = not place or lines[place - 1].block != lines[place].block
    return f"{'prose' if is_prose(line.text) else 'short'}{'-first' if is_first else ''}"
