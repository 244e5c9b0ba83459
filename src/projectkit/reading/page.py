"""Reads a saved page of any format as lines."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from projectkit.reading.decode import REPLACEMENT, decode
from projectkit.reading.endings import HTML_ENDINGS, MARKDOWN_ENDINGS
from projectkit.reading.html import read_html
from projectkit.reading.lines import Line, split_lines
from projectkit.reading.markdown import read_markdown
from projectkit.reading.notes import without_notes


@dataclass(frozen=True)
class SavedPage:
    """The lines of a page, its encoding and its own address.

    Attributes:
        lines: its lines.
        encoding: the name of its encoding.
        url: the address that the page gives as its own, if any.
        lost: how many of its characters cannot be read.
    """

    lines: tuple[Line, ...]
    encoding: str
    url: str | None = None
    lost: int = 0


def read_page(content: bytes, name: str) -> SavedPage:
    """Read a page by its file extension; unknown ones are read as plain text.

    Raises:
        UnreadableError: if the bytes are not text.
    """
    text, encoding = decode(content)
    lost = text.count(REPLACEMENT)
    ending = PurePosixPath(name).suffix.lower()
    if ending in HTML_ENDINGS:
        page = read_html(text)
        return SavedPage(without_notes(page.lines), encoding, page.url, lost)
    lines = read_markdown(text) if ending in MARKDOWN_ENDINGS else split_lines(text)
    return SavedPage(without_notes(lines), encoding, lost=lost)
