"""Names of programmes, and words for kinds of projects and their parts."""

from __future__ import annotations

import re
from functools import cache

from projectkit.parsing.vocabulary.phrases import load_vocabulary, wildcards

_SORTS_OF_PROGRAMMES = frozenset(
    {"programma", "project", "onderzoek", "traject", "regeling", "subsidie"}
)

# Of programmes that are not known, the other sorts may be a part of the name: `LIFE-programma`.
_PAID_FOR = re.compile(r"[-\s](?:bijdrage|project|subsidie)\Z", re.IGNORECASE)


@cache
def programme_names() -> re.Pattern[str]:
    """The names of known programmes, the longest first."""
    names = sorted(load_vocabulary("programmes")["names"], key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, names))})(?!\w)")


@cache
def _funders() -> dict[str, frozenset[str]]:
    return {
        word: frozenset(names) for word, names in load_vocabulary("programmes")["funders"].items()
    }


def known_programme(text: str) -> str | None:
    """The programme that a text names, without a word such as `-programma` after it."""
    match = programme_names().match(text)
    rest = text[match.end() :].lstrip(" -") if match else ""
    return match[0] if match and rest in _SORTS_OF_PROGRAMMES else None


def name_of_programme(text: str) -> str:
    """A programme without a word behind it for its money, or for what it pays for."""
    return known_programme(text) or _PAID_FOR.sub("", text)


def is_programme(name: str) -> bool:
    """Whether a name belongs to a programme with a known funder, so it is not a funder itself."""
    return any(name in names for names in _funders().values())


def funds(funder: str, programme: str) -> bool:
    """Whether a funder is known to fund a programme."""
    words = set(re.findall(r"\w+", funder))
    return any(word in words and programme in names for word, names in _funders().items())


@cache
def kind_patterns(place: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The kinds of record with the patterns of their titles (`title`) or headings (`heading`)."""
    return tuple(
        (kind, wildcards(entry[place]))
        for kind, entry in load_vocabulary("kinds").items()
        if place in entry
    )


@cache
def subproject_heading() -> re.Pattern[str]:
    """A line such as `Werkgroep 1: MijnPad`; the group `title` is the name of the part."""
    words = "|".join(load_vocabulary("subprojects")["words"])
    return re.compile(
        rf"(?:{words})\s{{0,3}}(?:\d{{1,2}}|[A-H])\s{{0,3}}[:.–-]\s+(?P<title>\S.*)", re.IGNORECASE
    )


@cache
def subproject_item() -> re.Pattern[str]:
    """A list item such as `Project ‘Eén dossier’, een proef`; the groups are `title` and `text`."""
    words = "|".join(load_vocabulary("subprojects")["quoted"])
    return re.compile(
        rf"(?:{words})\s{{1,3}}\d{{0,2}}:?\s{{0,3}}"
        r"[‘'“\"](?P<title>[^’'”\"]{2,160})[’'”\"](?P<text>.*)",
        re.IGNORECASE,
    )


@cache
def subproject_numbering() -> re.Pattern[str]:
    """What precedes the name of a part: `Werkgroep 1: `, `WP2 `, `3. `, `Les 1 t/m 3 `."""
    vocabulary = load_vocabulary("subprojects")
    words = "|".join([*vocabulary["words"], *vocabulary["numbered"]])
    number = r"(?:\d{1,2}|[A-H]|I{1,3}|IV|V)"
    several = rf"{number}(?:\s?(?:t/m|tot en met|en|-|–)\s?{number})?"
    return re.compile(
        rf"^(?:(?:{words})\s?(?:{several})?\s{{0,2}}[:.–—|)-]\s{{0,2}}"
        rf"|(?:{words})\s?{several}\s{{1,2}}"
        # A number in a column of its own may touch the name: `WP1Inventaris`.
        rf"|(?:{words})\d{{1,2}}(?-i:(?=[A-Z][a-z]))"
        rf"|{number}[.):]\s{{1,2}}|\d\s?[|–-]\s)(?=\S)",
        re.IGNORECASE,
    )
