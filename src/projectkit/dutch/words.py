"""The word lists of this layer, loaded once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words() -> dict[str, Any]:
    """The lists of `data/words.yaml` by name."""
    # Names are joined and split in many places that need no list.
    from projectkit.model import yaml_text  # noqa: PLC0415

    text = files("projectkit.dutch").joinpath("data/words.yaml").read_text("utf-8")
    data: dict[str, Any] = yaml_text.load_data(text)
    return data


def is_abbreviated(word: str) -> bool:
    """Whether a full stop belongs to a word, like that of `Bos & Zn`."""
    return word.casefold() in words()["abbreviated"]


def breaks_off(text: str) -> bool:
    """Whether a text ends in a word that asks for another, such as an article or a preposition."""
    return text.rpartition(" ")[2] in words()["open_ends"]


def is_salutation(text: str) -> bool:
    """Whether a text begins a letter: `Beste collega,`."""
    return text.endswith(",") and text.partition(" ")[0].casefold() in words()["salutations"]


def has_verb(text: str) -> bool:
    """Whether a text has a verb that makes it a sentence, rather than a title or a name."""
    return not _verbs().isdisjoint(text.split())


@cache
def _verbs() -> frozenset[str]:
    return frozenset(words()["verbs"])
