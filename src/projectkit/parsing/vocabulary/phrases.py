"""Phrases of the vocabulary: where they are read from, and how they are compared with a line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from projectkit.model import yaml_text

_QUOTES = str.maketrans("‘’`´“”", "''''\"\"")
# What is no part of a label such as Financier(s), Kennisinstelling(en) or Totale investering (€).
_PLURAL = re.compile(r"\s?\((?:s|n|en|ën|€|euro|in euro's|in euro)\)")
_NUMBERING = re.compile(r"^(?:\d{1,2}[.)]|[#*]+)\s+")
# Stands in for an asterisk where outer ones would be taken for decoration; from the private use
# area of Unicode.
_ANY = "\ue000"


@lru_cache(maxsize=4096)
def normalise(text: str) -> str:
    """A text for comparison: without case, curly quotes, numbering and outer punctuation."""
    plain = _PLURAL.sub("", text.translate(_QUOTES).casefold())
    return _NUMBERING.sub("", plain).strip(" .:;,!?–-*#")


@cache
def load_vocabulary(name: str) -> dict[str, Any]:
    """One file of the vocabulary as data."""
    text = files("projectkit.parsing").joinpath(f"vocabulary/data/{name}.yaml").read_text("utf-8")
    data: dict[str, Any] = yaml_text.load_data(text)
    return data


def wildcards(phrases: Iterable[str]) -> re.Pattern[str]:
    """One pattern for phrases in which an asterisk stands for any words."""
    return re.compile("|".join(map(_wildcard, phrases)) or r"(?!)")


def _wildcard(phrase: str) -> str:
    """The pattern of one phrase; a line costs time linear in its length.

    What stands between asterisks is taken where it is first found, and never looked for again
    further on. The last of it is looked for only once anyway.
    """
    first, *rest = map(re.escape, normalise_phrase(phrase).split("*"))
    behind = [".*"] if rest and not rest[-1] else []
    rest = rest[:-1] if behind else rest
    once = "".join(f"(?>.*?{part})" for part in rest[:-1])
    return "".join([first, once, *(f".*{part}" for part in rest[-1:]), *behind])


def normalise_phrase(phrase: str) -> str:
    """A phrase of the vocabulary as text is normalised, its asterisks left alone."""
    return normalise(phrase.replace("*", _ANY)).replace(_ANY, "*")
