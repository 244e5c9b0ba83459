"""Words that reveal the name of an organisation or of a part of one."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from projectkit.parsing.vocabulary.phrases import load_vocabulary


@cache
def _organisation_words() -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    words = load_vocabulary("organisations")["words"]
    whole = frozenset(word for word in words if "*" not in word)
    return (
        whole,
        tuple(w[:-1] for w in words if w.endswith("*")),
        tuple(w[1:] for w in words if w.startswith("*")),
    )


@cache
def _organisation_names() -> re.Pattern[str]:
    names = "|".join(map(re.escape, load_vocabulary("organisations")["names"]))
    return re.compile(rf"(?:{names})(?!\w)")


@lru_cache(maxsize=4096)
def names_organisation(text: str) -> bool:
    """Whether a short text has a word that occurs in names of organisations."""
    whole, prefixes, suffixes = _organisation_words()
    first_names = load_vocabulary("organisations")["first_names"]
    if _organisation_names().match(text):
        return True
    for word in re.findall(r"[\w.&+'-]+", text.casefold()):
        plain = word.strip(".'") if word not in whole else word
        known = plain in whole or plain.startswith(prefixes) or plain.endswith(suffixes)
        if known and plain not in first_names:
            return True
    return False


def is_organisation_word_form(word: str) -> bool:
    """Whether a lower-case word, or its beginning or end, occurs in names of organisations."""
    whole, prefixes, suffixes = _organisation_words()
    return word in whole or word.startswith(prefixes) or word.endswith(suffixes)


def is_known_organisation(word: str) -> bool:
    """Whether a word begins the name of a known organisation, such as `ZonMw`."""
    return bool(_organisation_names().match(word))


def names_unit(text: str) -> bool:
    """Whether a text begins with a word for a part of an organisation, such as `lectoraat`."""
    return text.casefold().startswith(tuple(load_vocabulary("organisations")["units"]))
