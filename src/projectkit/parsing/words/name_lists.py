"""Lists of names: evidence that a word may belong to the name of a person, but never proof."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from projectkit.dutch.words import words


@cache
def given_names() -> frozenset[str]:
    """Given names in the Netherlands and Flanders, of many origins."""
    return _names("given_names.txt")


@cache
def proper_names() -> frozenset[str]:
    """Other Dutch proper names: surnames and some places."""
    return _names("proper_names.txt")


def may_be_name(word: str) -> bool:
    """Whether a word in lower case may be a name of a person."""
    name = word.capitalize()
    return not is_little(word) and (name in given_names() or name in proper_names())


def is_little(word: str) -> bool:
    """Whether a word is too common to tell of a person: `Aan` and `Om` are given names as well."""
    return len(word) == 1 or word in words()["open_ends"]


def _names(name: str) -> frozenset[str]:
    text = files("projectkit.dutch").joinpath(f"data/{name}").read_text("utf-8")
    _comment, *names = text.splitlines()
    return frozenset(names)
