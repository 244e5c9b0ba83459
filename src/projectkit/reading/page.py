"""Reads a saved page of any kind as lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from projectkit.model.merge_conflict import line_of_conflict
from projectkit.reading.content_kind import kind_of
from projectkit.reading.decode import REPLACEMENT, UnsettledError, decode
from projectkit.reading.html import HtmlPage, read_html
from projectkit.reading.kinds import PageKind
from projectkit.reading.lines import Line, split_lines
from projectkit.reading.markdown import read_markdown
from projectkit.reading.notes import without_notes
from projectkit.reading.page_text import PageText
from projectkit.reading.wrapped import unwrapped

# An address and nothing else, and what Markdown puts around it.
_ADDRESS = re.compile(r"https?://[^\s<>/@]{3,253}(?:/[^\s<>]{0,2000})?", re.IGNORECASE)
_TEXTS = frozenset({PageKind.TEXT, PageKind.MARKDOWN})
_BRACKETS = re.compile(r"^<|>$")


@dataclass(frozen=True)
class SavedPage:
    """The lines of a page, its encoding and its own address.

    Attributes:
        lines: its lines.
        encoding: the name of its encoding.
        url: the address that the page gives as its own, if any.
        lost: how many of its characters cannot be read.
        is_derived: whether its lines were made of the places of words on paper.
    """

    lines: tuple[Line, ...]
    encoding: str
    url: str | None = None
    lost: int = 0
    is_derived: bool = False


def read_page(content: bytes, name: str, url: str | None = None) -> SavedPage:
    """Read a page by its content and its file extension; others are read as plain text.

    Args:
        content: its bytes.
        name: its name.
        url: the address that it was fetched from, if that is known.

    Raises:
        UnreadableError: if it cannot be read, or holds the text of two versions.
    """
    page = page_text(content, name)
    saved_from = next(filter(_is_web_address, (page.url, url or "")), "")
    kind, read = kind_of(content, name), _read(page, saved_from)
    read = _with_address_above(read) if kind in _TEXTS else read
    lines = _with_title(read.lines, page.title)
    if kind is PageKind.MAIL:
        from projectkit.reading.mail import of_page  # noqa: PLC0415  (few pages are mails)

        lines = of_page(lines)
    lines += _of_frames(page, len(lines))
    lines = without_notes(lines)
    return SavedPage(
        unwrapped(lines) if page.kind in _TEXTS else lines,
        page.encoding,
        read.url,
        page.text.count(REPLACEMENT),
        page.is_derived,
    )


def page_text(content: bytes, name: str) -> PageText:
    """The text of a page, taken out of its file.

    Raises:
        UnreadableError: if the file is damaged, or holds no text.
    """
    # The reader of each kind is imported where there is a page of that kind.
    kind = kind_of(content, name)
    if kind is PageKind.MHTML:
        from projectkit.reading.mhtml import mhtml_text  # noqa: PLC0415

        return mhtml_text(content)
    if kind is PageKind.MAIL:
        from projectkit.reading.mail import mail_text  # noqa: PLC0415

        return mail_text(content)
    if kind is PageKind.WEBARCHIVE:
        from projectkit.reading.webarchive import webarchive_text  # noqa: PLC0415

        return webarchive_text(content)
    if kind in {PageKind.DOCX, PageKind.PDF}:
        from projectkit.reading.document import document_text  # noqa: PLC0415

        return document_text(content, kind)
    text, encoding = decode(content)
    conflict = line_of_conflict(text)
    if conflict is not None:
        raise UnsettledError(conflict)
    if kind is PageKind.XHTML:
        from projectkit.reading.xhtml import as_html  # noqa: PLC0415

        return PageText(PageKind.HTML, as_html(text), encoding)
    return PageText(kind, text, encoding)


def _read(page: PageText, url: str) -> HtmlPage:
    if page.kind is PageKind.HTML:
        return read_html(page.text, url)
    read = read_markdown if page.kind is PageKind.MARKDOWN else split_lines
    return HtmlPage(read(page.text), url or None)


def _with_address_above(read: HtmlPage) -> HtmlPage:
    """A text whose first line is nothing but its address, as people put it above what they copy."""
    lines = read.lines
    at = next((at for at, line in enumerate(lines) if line.text), None)
    address = _BRACKETS.sub("", lines[at].text) if at is not None else ""
    if at is None or not _ADDRESS.fullmatch(address) or not _is_web_address(address):
        return read
    of_site = replace(lines[at], noise=True, links=())
    return HtmlPage((*lines[:at], of_site, *lines[at + 1 :]), read.url or address)


def _with_title(lines: tuple[Line, ...], title: str) -> tuple[Line, ...]:
    """The lines of a page, in which the first that repeats what its file calls it is a heading."""
    if not title or any(line.level for line in lines):
        return lines
    at = next((at for at, line in enumerate(lines) if line.text == title), None)
    if at is None:
        return lines
    return (*lines[:at], replace(lines[at], level=1), *lines[at + 1 :])


def _of_frames(page: PageText, last: int) -> tuple[Line, ...]:
    """Lines for what is shown inside a page: it is listed, and says nothing about the project."""
    texts = [line.text for frame in page.frames for line in read_html(frame).lines]
    return tuple(
        Line(last + at, text, noise=True, unread=True)
        for at, text in enumerate(filter(None, texts), 1)
    )


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme.casefold() in {"http", "https"} and bool(parts.netloc)
