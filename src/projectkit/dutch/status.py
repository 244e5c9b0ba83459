"""Reads words for the stage that a project has reached.

The words are in `data/words.yaml`, under `status`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from projectkit.dutch.words import words

# Separates two words for it, as in: Goedgekeurd en lopend.
_AND = re.compile(r"\s{1,3}en\s{1,3}|\s{0,3}[,/]\s{0,3}")
# Separates it from what is said of it: `Loopt, derde jaar`.
_PARTS = re.compile(r"\s{0,3}[,;/]\s{0,3}")
# What takes back what stands before it.
_TAKEN_BACK = re.compile(r"\b(?:geen|niet|nooit|on hold|opgeschort|suspended|voortijdig)\b")
_MOST_WORDS = 4
# Words that may accompany a status without changing it.
_BESIDE = frozenset({"goedgekeurd", "toegekend", "gepubliceerd"})
# A note after the word, as in: Afgerond (2022).
_NOTE = re.compile(r"\s{0,3}\([^()\d]*\d[^()]*\)\s{0,3}$")


@cache
def _statuses() -> dict[str, str]:
    return {word: status for status, names in words()["status"].items() for word in names}


@cache
def _behind_labels() -> dict[str, str]:
    named = words()["status_behind_label"].items()
    return _statuses() | {word: status for status, names in named for word in names}


@lru_cache(maxsize=4096)
def read_status(text: str) -> str | None:
    """The status that a text consists of: `planned`, `active`, `completed` or `cancelled`."""
    plain = _NOTE.sub("", text).strip(" .:!").casefold()
    if plain in _statuses():
        return _statuses()[plain]
    parts = _AND.split(plain)
    found = {_statuses()[part] for part in parts if part in _statuses()}
    others = [part for part in parts if part not in _statuses()]
    sure = (
        len(found) == 1
        and len(plain.split()) <= _MOST_WORDS
        and all(part in _BESIDE for part in others)
    )
    return found.pop() if sure else None


def read_stated_status(text: str) -> str | None:
    """The status behind a label that asks for one: `vastgesteld`, `Loopt, derde jaar`.

    The first words say it, if no others on the line say another: `gepland / lopend` says nothing.
    """
    status = status_behind_label(text)
    if status is not None:
        return status
    plain = text.strip(" .:!").casefold()
    known = _behind_labels()
    first, *rest = _PARTS.split(plain)
    others = {known[part] for part in rest if part in known}
    others |= {status for part in rest for status in _all_in(part)}
    is_sure = others <= {known.get(first)} and not _TAKEN_BACK.search(plain)
    return known.get(first) if is_sure else None


def status_behind_label(text: str) -> str | None:
    """The status that a text consists of, if a label asks for one: `vastgesteld`."""
    return read_status(text) or _behind_labels().get(text.strip(" .:!").casefold())


def status_in(text: str) -> str | None:
    """The only status that is named anywhere in a text: `al afgerond`, `het project loopt nu`."""
    found = _all_in(text)
    return found.pop() if len(found) == 1 else None


def says_finished(text: str) -> bool:
    """Whether a sentence says that the project is over: `Dit onderzoek is inmiddels afgerond`."""
    return _finished().search(text.casefold()) is not None


@cache
def _finished() -> re.Pattern[str]:
    """A sentence such as `Het project is inmiddels afgerond`, from its first word to its last.

    What goes on may say something else: `is afgelopen jaar gestart`, `is afgerond met een feest`,
    `is in 2030 afgerond`.
    """
    subjects, beside, ends = (
        "|".join(words()["finished"][kind]) for kind in ("subjects", "beside", "words")
    )
    return re.compile(
        rf"(?:^|[.:;!?] )(?:dit|het|deze|de|ons|onze|this|the) (?:\w{{1,12}}-)?(?:{subjects})"
        rf" (?:is|werd|was|has been) (?:(?:{beside}|in [a-z]{{3,9}} \d{{4}}) ){{0,2}}(?:{ends})"
        r"(?: in (?:[a-z]{3,9} )?\d{4})?(?= ?(?:[.,;!(]|$)| en )"
    )


def _all_in(text: str) -> set[str]:
    """Every status that is named anywhere in a text."""
    plain = f" {text.casefold().strip(' .:!')} "
    return {status for word, status in _statuses().items() if f" {word} " in plain}
