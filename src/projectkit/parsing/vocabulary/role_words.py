"""Words for what people do in a project: `projectleider`, `lector`, `contactpersoon`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from projectkit.parsing.vocabulary.phrases import load_vocabulary, normalise

OTHER_WORK = "other"
"""The role of those who do something else than work on projects: `verpleegkundige`, `architect`."""

_MAX_ROLE_WORDS = 10
_LONG_WORD = 7
_RANKS = frozenset({"Senior", "Junior", "Associate"})


def _compounds(words: Iterable[str]) -> str:
    """A pattern for words, the longest first; long ones may end a compound (`ouderonderzoeker`)."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    long = [re.escape(word) for word in ordered if len(word) >= _LONG_WORD]
    short = [re.escape(word) for word in ordered if len(word) < _LONG_WORD]
    # What precedes a long word in a compound is tried once for all of them.
    return "|".join([*([rf"\w{{0,20}}(?:{'|'.join(long)})"] if long else []), *short])


def _words(words: Iterable[str], plural: str = "") -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_compounds(words)}){plural}(?![\w-])", re.IGNORECASE)


@cache
def _role_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (role, _words(words, plural="(?:s|en|n)?"))
        for role, words in load_vocabulary("roles").items()
    )


@cache
def _role_stems() -> tuple[str, ...]:
    words = sorted(
        {word.casefold() for names in load_vocabulary("roles").values() for word in names}, key=len
    )
    # A word that contains a shorter one is found by it.
    return tuple(
        word
        for index, word in enumerate(words)
        if not any(short in word for short in words[:index])
    )


def mentions_role(text: str) -> bool:
    """Whether a text contains a word for a role, even inside another word."""
    folded = text.casefold()
    # A generator takes three times as long, and every line passes here.
    for stem in _role_stems():  # noqa: SIM110
        if stem in folded:
            return True
    return False


@lru_cache(maxsize=4096)
def roles(text: str) -> tuple[str, ...]:
    """The roles that a text names, in the order of the vocabulary; none for a whole sentence."""
    if len(text.split()) > _MAX_ROLE_WORDS or not mentions_role(text):
        return (load_vocabulary("role_codes")[text],) if is_role_code(text) else ()
    found = tuple(role for role, pattern in _role_patterns() if pattern.search(text))
    return tuple(role for role in found if role != OTHER_WORK) or found


def is_role_code(text: str) -> bool:
    """Whether a text is what research portals put behind a name: `PI`, `CoI`."""
    return text in load_vocabulary("role_codes")


def is_role(text: str) -> bool:
    """Whether a text names a role and nobody in it: `projectleider`, `Senior onderzoekers`."""
    if not roles(text):
        return False
    first, *others = text.split()
    if any(word[:1].isupper() for word in others):
        return False
    return first.islower() or first in _RANKS or mentions_role(first)


def names_role_of_each(heading: str) -> bool:
    """Whether a heading gives the role of each person below it: not `Projectteam`."""
    return normalise(heading) in _roles_of_each()


@cache
def _roles_of_each() -> frozenset[str]:
    groups = load_vocabulary("headings")["people"]["groups"]
    words = {word for names in load_vocabulary("roles").values() for word in names}
    plurals = {f"{word}{ending}" for word in words for ending in ("s", "en", "n")}
    return frozenset({*words, *plurals} - set(groups))
