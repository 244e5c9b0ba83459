"""Lines and words that recur on the pages of a site, between which its values stand.

`In tandem met` means nothing to a reader who does not know the site. Where a person said on one
page that the names below it are partners, it tells the same on all others.

A landmark has one of four forms: a whole line (`in tandem met`), the label before a colon
(`partners:`), the word that a line begins with (`hoofdbehandelaar…`), and a word anywhere on a line
of facts (`~dekking`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from projectkit.parsing.lines.marks import is_prose
from projectkit.parsing.vocabulary.phrases import normalise

_LONGEST_HEAD = 60
_FAR = 4
_WORD = re.compile(r"[^\W\d_]{4,}")
NOWHERE = "-"
"""Where no landmark is."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line is between the landmarks of its page.

    Attributes:
        own: the landmark that the line is or begins with, if it does.
        above: the nearest landmark above it.
        below: the nearest landmark below it.
        down: how many lines it is below the one above, at most four.
        up: how many lines it is above the one below, at most four.
    """

    own: str
    above: str
    below: str
    down: int
    up: int


def forms(line: str) -> list[str]:
    """The landmarks that a line may be or begin with, the most telling first."""
    if is_prose(line):
        return []
    head, _, rest = line.partition(":")
    whole = normalise(line)
    found = [whole] if whole else []
    label = normalise(head) if len(head) <= _LONGEST_HEAD else ""
    if rest and label:
        found.append(f"{label}:")
    first = _WORD.match(line)
    return [*found, f"{first[0].casefold()}…"] if first else found


def words_inside(line: str) -> Iterator[str]:
    """The words on a line of facts that may be landmarks."""
    if not is_prose(line):
        for word in _WORD.findall(line):
            yield word_form(word)


def word_form(word: str) -> str:
    """A word as a landmark on a line."""
    return f"~{word.casefold()}"


def own_landmark(line: str, known: frozenset[str]) -> str:
    """The landmark that a line is or begins with; empty if there is none."""
    return next((form for form in forms(line) if form in known), "")


def places(lines: Sequence[str], known: frozenset[str]) -> list[Place]:
    """Where each line of a page is between the landmarks."""
    own = [own_landmark(line, known) or NOWHERE for line in lines]
    above = _nearest(own)
    below = _nearest(own[::-1])[::-1]
    return [
        Place(mark, before[0], behind[0], before[1], behind[1])
        for mark, before, behind in zip(own, above, below, strict=True)
    ]


def _nearest(own: Sequence[str]) -> list[tuple[str, int]]:
    """For each line the landmark before it, and how far that is."""
    found: list[tuple[str, int]] = []
    near, distance = NOWHERE, 0
    for mark in own:
        distance += 1
        found.append((near, min(distance, _FAR)))
        if mark != NOWHERE:
            near, distance = mark, 0
    return found
