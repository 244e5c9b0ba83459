"""Annotated pages with other names for their organisations, and another title.

Whoever invents a page also invents names that say what they name: `Stichting De Spade`,
`Zorggroep Lindehof`. On real pages most names say nothing: `Cordaan`, `Deltares`, `Beeld & Geluid`.
And where an inventor thinks of `Kiosk in het park`, a funder registers `Onderzoek naar de
inrichting van stadsparken`. Models that have only seen the former learn to look for such words, and
not at what the page says of a name. So some pages that they learn from are called otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cache
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path

from tools.train.annotated import AnnotatedLine, AnnotatedPage

from projectkit.model.slug import slug

_FOLDER = Path(__file__).parents[2] / "training"

ORGANISATIONS = _FOLDER / "organisations.txt"
"""Names of organisations in the Netherlands and Flanders, one a line."""

TITLES = _FOLDER / "titles.txt"
"""Invented titles in the manner of those that funders register, one a line."""

UNSEEN = {
    ORGANISATIONS: _FOLDER / "organisations-unseen.txt",
    TITLES: _FOLDER / "titles-unseen.txt",
}
"""More names of each sort, which no annotated page that is learned from marks as such."""

_ORGANISATIONS = frozenset({"lead", "partner", "funder", "org"})
_TITLES = frozenset({"title"})
_SHORTEST = 3
_SHORTEST_TITLE = 8
# One name in so many stays as it is.
_KEPT = 4
# `de Stichting De Spade`, but `Cordaan`.
_ARTICLE = re.compile(r"\b(?:de|het)\s$", re.IGNORECASE)


def renamed(page: AnnotatedPage, *, unseen: bool = False) -> AnnotatedPage:
    """The page with names of real organisations for most of its own, and with another title.

    Args:
        page: the page.
        unseen: with names that no model learns from, to measure how well such names are read.
    """
    paths = [UNSEEN[path] if unseen else path for path in (TITLES, ORGANISATIONS)]
    names: dict[str, str] = {}
    for old, path in [
        *((old, paths[0]) for old in _titles_of(page)),
        *((old, paths[1]) for old in _organisations_of(page)),
    ]:
        if _number(page, old, "kept") % _KEPT:
            names[old] = _new(page, old, _names_in(path), names.values())
    if not names:
        return page
    longest_first = sorted(names, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    return replace(page, lines=tuple(_with_names(line, pattern, names) for line in page.lines))


def _organisations_of(page: AnnotatedPage) -> list[str]:
    return [name for name in _only_marked_as(_ORGANISATIONS, page) if len(name) >= _SHORTEST]


def _titles_of(page: AnnotatedPage) -> list[str]:
    """Its titles, unless an address on the page is made of one."""
    return [
        title
        for title in _only_marked_as(_TITLES, page)
        if len(title) >= _SHORTEST_TITLE and slug(title) not in page.text
    ]


def _only_marked_as(tags: frozenset[str], page: AnnotatedPage) -> list[str]:
    """What is marked so on one line each, and is no part of anything else that is marked."""
    names: set[str] = set()
    elsewhere: set[str] = set()
    for line, following in pairwise([*page.lines, AnnotatedLine("", ())]):
        goes_on = bool(following.annotations and following.annotations[0].continues)
        for place, each in enumerate(line.annotations):
            words = line.text[each.start : each.end]
            is_last = place == len(line.annotations) - 1
            whole = not each.continues and not (is_last and goes_on)
            if each.tag in tags and whole:
                names.add(words)
            elif each.tag != "noise":
                elsewhere.add(words)
    others = "\n".join(elsewhere)
    return sorted(name for name in names if name not in others)


def _new(page: AnnotatedPage, old: str, names: Sequence[str], taken: Collection[str]) -> str:
    """A name that the page does not have yet."""
    first = _number(page, old, "name")
    in_turn = (names[(first + turn) % len(names)] for turn in range(len(names)))
    return next(name for name in in_turn if name not in taken and name not in page.text)


def _number(page: AnnotatedPage, name: str, purpose: str) -> int:
    """A number that is the same whenever the model is trained."""
    text = f"{purpose}/{page.name}/{name}"
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest())


def _with_names(
    line: AnnotatedLine, pattern: re.Pattern[str], names: dict[str, str]
) -> AnnotatedLine:
    """A line with other names, and with its annotations where they are then."""
    text = ""
    moved: list[tuple[int, int]] = []
    for start, end, is_marked in _pieces(line):
        words = line.text[start:end]
        if is_marked and words in names:
            text = text[: moved[-1][0]] + _ARTICLE.sub("", text[moved[-1][0] :])
        words = pattern.sub(lambda found: names[found[0]], words)
        moved.append((len(text), len(text) + len(words)))
        text += words
    marked = [
        replace(each, start=start, end=end)
        for each, (start, end) in zip(line.annotations, moved[1::2], strict=True)
    ]
    return AnnotatedLine(text, tuple(marked))


def _pieces(line: AnnotatedLine) -> Iterator[tuple[int, int, bool]]:
    """What lies before each annotation, each annotation, and the rest; and whether it is marked."""
    at = 0
    for each in line.annotations:
        yield at, each.start, False
        yield each.start, each.end, True
        at = each.end
    yield at, len(line.text), False


@cache
def _names_in(path: Path) -> tuple[str, ...]:
    return tuple(path.read_text("utf-8").splitlines())
