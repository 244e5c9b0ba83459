"""Names of programmes, and words for kinds of projects and their parts."""

from __future__ import annotations

import re
from functools import cache

from projectkit.parsing.phrases import load_vocabulary, wildcards


@cache
def programme_names() -> re.Pattern[str]:
    """The names of programmes that are known, the longest first."""
    names = sorted(load_vocabulary("programmes")["names"], key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, names))})(?!\w)")


@cache
def _funders() -> dict[str, frozenset[str]]:
    return {word: frozenset(names) for word, names in load_vocabulary("programmes")["funders"].items()}


def is_programme(name: str) -> bool:
    """Whether a name is that of a programme whose funder is known, so that it is no funder itself."""
    return any(name in names for names in _funders().values())


def funds(funder: str, programme: str) -> bool:
    """Whether a funder is the one of a programme."""
    words = set(re.findall(r"\w+", funder))
    return any(word in words and programme in names for word, names in _funders().items())


@cache
def _programme_hints() -> tuple[str, ...]:
    return tuple({name.casefold() for name in load_vocabulary("programmes")["names"]})


def mentions_programme(text: str) -> bool:
    """Whether the name of a programme that is known stands anywhere in a text."""
    folded = text.casefold()
    return any(name in folded for name in _programme_hints())


@cache
def programme_patterns() -> tuple[re.Pattern[str], ...]:
    """Patterns for the ways in which running text names its programme; the group `name` is the programme."""
    data = load_vocabulary("programmes")
    names = "|".join(re.escape(name) for name in sorted(data["names"], key=len, reverse=True))
    return tuple(
        re.compile(pattern.replace("{name}", f"(?P<name>{names})"), re.IGNORECASE) for pattern in data["patterns"]
    )


@cache
def kind_patterns(place: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Kinds of record and what their titles (`title`) or headings (`heading`) look like."""
    return tuple((kind, wildcards(entry[place])) for kind, entry in load_vocabulary("kinds").items() if place in entry)


@cache
def subproject_heading() -> re.Pattern[str]:
    """A heading such as `Werkgroep 1: MijnPad`; the group `title` is the name of the part."""
    words = "|".join(load_vocabulary("subprojects")["headings"])
    return re.compile(rf"(?:{words})\s{{0,3}}(?:\d{{1,2}}|[A-Z])?\s{{0,3}}[:.–-]\s+(?P<title>\S.*)", re.IGNORECASE)


@cache
def named_subproject_item() -> re.Pattern[str]:
    """A list item such as `Leeratelier Eigen Voordeur, met A en B`; the groups are `title` and `text`."""
    words = "|".join(load_vocabulary("subprojects")["named_items"])
    return re.compile(rf"(?P<title>(?i:{words})\s[A-ZÀ-Ý‘'\"][^,.;:(]{{1,80}}?)(?P<text>[,.;:(].*|$)")


@cache
def subproject_item() -> re.Pattern[str]:
    """A list item such as `Project ‘Eén dossier’, een proef`; the groups are `title` and `text`."""
    words = "|".join(load_vocabulary("subprojects")["items"])
    return re.compile(
        rf"(?:{words})\s{{1,3}}\d{{0,2}}:?\s{{0,3}}[‘'“\"](?P<title>[^’'”\"]{{2,160}})[’'”\"](?P<text>.*)",
        re.IGNORECASE,
    )
