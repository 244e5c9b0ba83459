"""Loads the phrases of the vocabulary and compares them with lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from projectkit.model import yaml_text

_QUOTES = str.maketrans("‘’`´“”", "''''\"\"")
# What to ignore in labels such as Financier(s), Kennisinstelling(en) or Totale investering (€).
_PLURAL = re.compile(r"\s?\((?:s|n|en|ën|€|euro|in euro's|in euro)\)")
_NUMBERING = re.compile(r"^(?:\d{1,2}[.)]|[#*]+)\s+")
# Replaces asterisks where outer ones would be taken for decoration; from the private use area of
# Unicode.
_ANY = "\ue000"


@lru_cache(maxsize=4096)
def normalise(text: str) -> str:
    """Normalise a text: without case, curly quotes, numbering and surrounding punctuation."""
    plain = _PLURAL.sub("", text.translate(_QUOTES).casefold())
    return _NUMBERING.sub("", plain).strip(" .:;,!?–-*#")


@cache
def load_vocabulary(name: str) -> dict[str, Any]:
    """One file of the vocabulary as data."""
    text = files("projectkit.parsing").joinpath(f"vocabulary/data/{name}.yaml").read_text("utf-8")
    data: dict[str, Any] = yaml_text.load_data(text)
    return data


def cues_in(kind: str, text: str) -> list[str]:
    """The cues of a kind in a text, each once, in order and without case.

    Args:
        kind: `sentence`, `project` or `no_project`.
        text: a sentence, or a whole page.
    """
    # A pattern for small letters is three times faster than one for both.
    return list(dict.fromkeys(_cue_pattern(kind).findall(text.casefold())))


@cache
def _cue_pattern(kind: str) -> re.Pattern[str]:
    cues = sorted(load_vocabulary("cues")[kind], key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(cues)})")


def wildcards(phrases: Iterable[str]) -> re.Pattern[str]:
    """One pattern for phrases in which an asterisk matches any words."""
    return re.compile("|".join(map(_wildcard, phrases)) or r"(?!)")


def _wildcard(phrase: str) -> str:
    """The pattern of one phrase; matching takes linear time.

    Each text between asterisks is matched where it first occurs, without backtracking to a later
    occurrence. The last one is only searched for once anyway.
    """
    first, *rest = map(re.escape, normalise_phrase(phrase).split("*"))
    tail = [".*"] if rest and not rest[-1] else []
    rest = rest[:-1] if tail else rest
    once = "".join(f"(?>.*?{part})" for part in rest[:-1])
    return "".join([first, once, *(f".*{part}" for part in rest[-1:]), *tail])


def normalise_phrase(phrase: str) -> str:
    """Normalise a phrase of the vocabulary, except for its asterisks."""
    return normalise(phrase.replace("*", _ANY)).replace(_ANY, "*")
