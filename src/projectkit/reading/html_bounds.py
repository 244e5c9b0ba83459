"""Bounds how deep the markup of a page nests, and how many attributes an element has.

An HTML5 parser takes time that is quadratic in both, and no real page comes near these bounds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

# What a parser closes by itself does not nest, and the rest of these contain nothing.
_FLAT = frozenset(
    "area base br col dd dt embed hr img input li link meta option p param source tbody td tfoot th "
    "thead tr track wbr".split()
)
# A parser opens these again in every paragraph after one in which they were not closed.
_FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
_DEEPEST, _DEEPEST_FORMATTING = 600, 30
_MOST_ATTRIBUTES, _LONG_TAG = 300, 2000
_TAG = re.compile(
    r"""<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]{0,20})(?:[^>"']++|"[^"]*+"?|'[^']*+'?)*+>?"""
)
_ATTRIBUTE = re.compile(r"""[^\s"'>=]++(?:\s*+=\s*+(?:"[^"]*+"?|'[^']*+'?|[^\s"'>]*+))?""")


def bounded(text: str) -> str:
    """The markup of a page without the tags and attributes beyond the bounds."""
    if text.count("<") <= _DEEPEST_FORMATTING and len(text) <= _LONG_TAG:
        return text
    pieces: list[str] = []
    copied = 0
    for start, end, instead in _beyond(text):
        pieces += [text[copied:start], instead]
        copied = end
    return "".join((*pieces, text[copied:])) if pieces else text


def _beyond(text: str) -> Iterator[tuple[int, int, str]]:
    """The places of tags beyond the bounds, and what to put there."""
    opened: Counter[str] = Counter()
    depth = formatting = 0
    for tag in _TAG.finditer(text):
        name = tag["name"].casefold()
        if name in _FLAT or (name == "a" and opened["a"] and not tag["close"]):
            pass  # a parser closes the one before
        elif tag["close"]:
            closes = opened[name] > 0
            opened[name] -= closes
            depth -= closes
            formatting -= closes and name in _FORMATTING
            continue
        elif depth >= _DEEPEST or (name in _FORMATTING and formatting >= _DEEPEST_FORMATTING):
            yield tag.start(), tag.end(), " "
            continue
        else:
            opened[name] += 1
            depth += 1
            formatting += name in _FORMATTING
        if tag.end() - tag.start() > _LONG_TAG:
            yield tag.start(), tag.end(), _with_few_attributes(tag[0])


def _with_few_attributes(tag: str) -> str:
    for count, attribute in enumerate(_ATTRIBUTE.finditer(tag, 1)):
        if count == _MOST_ATTRIBUTES:
            return f"{tag[: attribute.start()]}>"
    return tag
