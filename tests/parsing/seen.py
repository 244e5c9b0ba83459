"""Finds the words that a reader of a page can see, without the readers of lines.

What those lose, a comparison with these words shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from projectkit.reading.html_bounds import bounded
from projectkit.reading.html_data import html_data
from projectkit.reading.kinds import PageKind
from projectkit.reading.lines import clean
from projectkit.reading.page import page_text

_WORD = re.compile(r"(?:(?![⁰¹²³⁴⁵⁶⁷⁸⁹])[^\W\d_]){2,}")
# What is no text of Markdown: comments, tags, and the languages of code.
_NOT_SHOWN = re.compile(
    r"<!--.*?-->|</?[A-Za-z][^<>]{0,300}>|^\s{0,3}(?:```|~~~).*$|^\s{0,3}\[(?://|comment)\]:.*$",
    re.DOTALL | re.MULTILINE,
)


def seen_words(content: bytes, name: str) -> Iterator[str]:
    """The words on a page, in the order of the page.

    A word that is written in pieces, as `Wa<b>ter</b>`, gives its pieces.

    Args:
        content: the bytes of the page.
        name: its name, whose ending says what it is if the bytes do not.

    Raises:
        UnreadableError: if it cannot be read.
    """
    page = page_text(content, name)
    pieces = [_pieces(page.kind, page.text), *map(_pieces_of_html, page.frames)]
    for piece in chain.from_iterable(pieces):
        yield from words(piece)


def _pieces(kind: PageKind, text: str) -> Iterator[str]:
    if kind is PageKind.HTML:
        return _pieces_of_html(text)
    shown = _NOT_SHOWN.sub(" ", text) if kind is PageKind.MARKDOWN else text
    return iter(shown.split("\n"))


def words(text: str) -> list[str]:
    """The words of a text, of letters only and without case."""
    return _WORD.findall(clean(text).casefold())


def _pieces_of_html(text: str) -> Iterator[str]:
    """Every text of a web page, also what is hidden."""
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415

    body = LexborHTMLParser(bounded(text)).body
    for node in body.traverse(include_text=True) if body is not None else ():
        if node.tag == "-text" and not _is_without_text(node.parent):
            yield node.text(deep=False)


def _is_without_text(node: Any) -> bool:
    return node is not None and node.tag in html_data()["without_text"]
