"""Identifiers that are safe as a file name, in a URL and in a shell."""

from __future__ import annotations

import re
from collections.abc import Callable

from projectkit.model.letters import without_accents

PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
MAX_LENGTH = 60

# Names that Windows keeps for devices: no file can be called so there, whatever its ending.
_PORTS = (f"{port}{digit}" for port in ("com", "lpt") for digit in range(10))
_DEVICES = frozenset({"con", "prn", "aux", "nul", *_PORTS})


def plain_words(text: str) -> list[str]:
    """The words of a text in lower case, with nothing but the letters and digits of ASCII.

    >>> plain_words("Cafés in 's-Gravenhage")
    ['cafes', 'in', 's', 'gravenhage']
    """
    plain = without_accents(text).encode("ascii", "ignore").decode()
    return re.findall(r"[a-z0-9]+", plain.replace("'", ""))


def slug(text: str) -> str:
    """The letters and digits of a text in lower case, joined by hyphens and cut at a word.

    >>> slug("Geen kind over boord!")
    'geen-kind-over-boord'
    """
    taken = ""
    for word in plain_words(text):
        longer = f"{taken}-{word}" if taken else word[:MAX_LENGTH]
        if len(longer) > MAX_LENGTH:
            break
        taken = longer
    return taken


def id_from(text: str) -> str:
    """The id that a text gives a record, which also names its file; empty if it gives none.

    >>> id_from("Con")
    'project-con'
    """
    made = slug(text)
    return f"project-{made}" if made in _DEVICES else made


def free_id(wanted: str, is_taken: Callable[[str], bool]) -> str:
    """An id itself, or with the first free number behind it.

    >>> free_id("zorg", {"zorg", "zorg-2"}.__contains__)
    'zorg-3'
    """
    found, number = wanted, 2
    while is_taken(found):
        found, number = f"{wanted}-{number}", number + 1
    return found
