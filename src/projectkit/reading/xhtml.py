"""Writes XHTML as HTML: an HTML parser does not end an element that is written as `<a/>`."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

# In HTML these never have an end.
_VOID = frozenset(
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
        "track", "wbr",
    }
)  # fmt: skip
_CLOSED = re.compile(
    r"""<(?P<name>[A-Za-z][\w-]{0,40}+)(?P<rest>(?:[^<>"'/]++|/(?!>)|"[^"<]*+"|'[^'<]*+')*+)/>"""
)
_RAW, _LITERAL = "raw", "literal"
_MARK = re.compile(
    r"(?P<raw><(?:script|style)\b)|(?P<end></(?:script|style)\b)|(?P<literal><!\[CDATA\[)",
    re.IGNORECASE,
)


def as_html(text: str) -> str:
    """The markup of an XHTML page as HTML."""
    return "".join(_without_literals(_CLOSED.sub(_with_end, text)))


def _with_end(tag: re.Match[str]) -> str:
    name = tag["name"]
    return tag[0] if name.casefold() in _VOID else f"<{name}{tag['rest']}></{name}>"


def _without_literals(text: str) -> Iterator[str]:
    """The markup with the text of `<![CDATA[…]]>` escaped, except in scripts and style sheets."""
    copied = 0
    is_raw = False
    for mark in _MARK.finditer(text):
        if mark.start() < copied:
            continue
        if mark.lastgroup != _LITERAL:
            is_raw = mark.lastgroup == _RAW
            continue
        yield text[copied : mark.start()]
        end = text.find("]]>", mark.end())
        inside = text[mark.end() : end if end >= 0 else len(text)]
        yield inside if is_raw else html.escape(inside, quote=False)
        copied = mark.end() + len(inside) + len("]]>")
    yield text[copied:]
