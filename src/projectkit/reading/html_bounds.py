"""Bounds how deep the markup of a page nests, and how many attributes an element has.

An HTML5 parser takes time that is quadratic in both, and no real page comes near these bounds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from projectkit.reading.html_data import html_data

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
    nesting = _Nesting()
    for tag in _TAG.finditer(text):
        name = tag["name"].casefold()
        if tag["close"]:
            nesting.close(name)
        elif not nesting.open(name):
            yield tag.start(), tag.end(), " "
        elif tag.end() - tag.start() > _LONG_TAG:
            yield tag.start(), tag.end(), _with_few_attributes(tag[0])


class _Nesting:
    """The elements that are open at a place of a page."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()
        self._depth = self._formatting = 0

    def open(self, name: str) -> bool:
        """Open an element; returns whether there is room for it."""
        is_second_link = name == "a" and self._open["a"] > 0  # the first ends here
        if is_second_link or name in html_data()["flat"]:
            return True
        is_formatting = name in html_data()["formatting"]
        has_room = not is_formatting or self._formatting < _DEEPEST_FORMATTING
        if not has_room or self._depth >= _DEEPEST:
            return False
        self._open[name] += 1
        self._depth += 1
        self._formatting += is_formatting
        return True

    def close(self, name: str) -> None:
        """Close an element, if one is open."""
        if self._open[name]:
            self._open[name] -= 1
            self._depth -= 1
            self._formatting -= name in html_data()["formatting"]


def _with_few_attributes(tag: str) -> str:
    for count, attribute in enumerate(_ATTRIBUTE.finditer(tag, 1)):
        if count == _MOST_ATTRIBUTES:
            return f"{tag[: attribute.start()]}>"
    return tag
