"""Which parsers repair broken pages as the HTML standard requires, and how fast.

    pip install html5lib lxml; python benchmarks/html_parsers.py

Invented pages lose some of their closing tags, as many pages of the web do. The reference is
html5lib, which follows the standard step by step and is slow. A page counts if a parser finds the
same pieces of text in the same order, in headings, paragraphs, list items and menus.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections.abc import Callable

import html5lib
import lxml.html
from generate import as_html
from selectolax.lexbor import LexborHTMLParser

PAGES = 300
LOST = 0.15
STRUCTURE = ("h1", "h2", "li", "p", "nav")
Facts = dict[str, list[str]]


def damaged(number: int) -> str:
    """An invented page that lost one closing tag in seven."""
    draw = random.Random(number)  # noqa: S311  (invented pages need no secrets)
    pieces = re.split(r"(<[^>]+>)", as_html(number))
    return "".join(piece for piece in pieces if not piece.startswith("</") or draw.random() > LOST)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def by_html5lib(page: str) -> Facts:
    """The reference."""
    tree = html5lib.parse(page, treebuilder="lxml", namespaceHTMLElements=False)
    return {tag: [_plain("".join(node.itertext())) for node in tree.iter(tag)] for tag in STRUCTURE}


def by_lxml(page: str) -> Facts:
    """libxml2, which has its own rules."""
    tree = lxml.html.fromstring(page)
    return {tag: [_plain("".join(node.itertext())) for node in tree.iter(tag)] for tag in STRUCTURE}


def by_selectolax(page: str) -> Facts:
    """lexbor, through selectolax."""
    tree = LexborHTMLParser(page)
    return {tag: [_plain(node.text()) for node in tree.css(tag)] for tag in STRUCTURE}


def main() -> None:
    """Measure and print."""
    pages = [damaged(number) for number in range(PAGES)]
    readers: dict[str, Callable[[str], Facts]] = {
        "html5lib": by_html5lib,
        "lxml": by_lxml,
        "selectolax": by_selectolax,
    }
    found: dict[str, list[Facts]] = {}
    spent: dict[str, float] = {}
    for name, read in readers.items():
        began = time.process_time()
        found[name] = [read(page) for page in pages]
        spent[name] = time.process_time() - began
    sys.stdout.write(f"{PAGES} damaged pages    as the standard says    ms a page    ratio\n")
    for name in readers:
        same = sum(
            own == reference for own, reference in zip(found[name], found["html5lib"], strict=True)
        )
        per_page = spent[name] / PAGES * 1000
        ratio = spent[name] / spent["selectolax"]
        sys.stdout.write(f"{name:22}{same / PAGES:19.0%}{per_page:13.2f}{ratio:9.1f}\n")


if __name__ == "__main__":
    main()
