"""Texts and addresses for pages: paragraphs and lists, links, and only characters that show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple
from urllib.parse import urlsplit

_ITEM = re.compile(r"\s*(?:(?P<number>[0-9]{1,2})\.|-)\s+(?P<text>\S.*)", re.DOTALL)
# What XML and HTML cannot express: control characters, surrogates and noncharacters.
_UNWRITABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_REPLACEMENT = "\ufffd"


class TextBlock(NamedTuple):
    """A paragraph or a list.

    Attributes:
        kind: `p`, `ul` or `ol`.
        parts: the paragraph, or the items, each after its number, if any.
    """

    kind: str
    parts: list[tuple[str, str]]


def clean(text: str) -> str:
    r"""A text that a page can hold: `\n` as the line end, and a mark for each other character.

    >>> clean("a\r\nb")
    'a\nb'
    """
    return _UNWRITABLE.sub(_REPLACEMENT, text.replace("\r\n", "\n").replace("\r", "\n"))


def blocks(text: str) -> Iterator[TextBlock]:
    r"""The paragraphs and lists of a text, in order.

    >>> [block.kind for block in blocks("Wij leren:\n- veel\n- snel\n\n1. Eerst")]
    ['p', 'ul', 'ol']
    """
    for paragraph in re.split(r"\n\s*\n", text):
        for kind, lines in groupby(filter(str.strip, paragraph.split("\n")), _kind):
            yield _block(kind, list(lines))


def _kind(line: str) -> str:
    item = _ITEM.fullmatch(line)
    if item is None:
        return "p"
    return "ol" if item["number"] else "ul"


def _block(kind: str, lines: list[str]) -> TextBlock:
    if kind == "p":
        return TextBlock(kind, [("", "\n".join(lines))])
    items = filter(None, map(_ITEM.fullmatch, lines))
    return TextBlock(kind, [(item["number"] or "", item["text"]) for item in items])


def short(text: str, length: int) -> str:
    """A text on one line, cut off at a length."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def web_address(text: str | None) -> str | None:
    """An address that a page may link to: a web address with a host; None for any other."""
    try:
        parts = urlsplit((text or "").strip())
    except ValueError:
        return None
    return parts.geturl() if parts.scheme in {"http", "https"} and parts.netloc else None


def host(address: str) -> str:
    """The host of a web address."""
    return urlsplit(address).netloc.rpartition("@")[2].removeprefix("www.")
