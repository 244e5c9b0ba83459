"""The kinds of pages, and what the names of each end with.

Every run over pages needs this, so it imports next to nothing.
"""

from __future__ import annotations

from enum import StrEnum


class PageKind(StrEnum):
    """A kind of page, each with a reader of its own."""

    TEXT = "text"
    HTML = "html"
    XHTML = "xhtml"
    MARKDOWN = "markdown"
    MHTML = "mhtml"
    MAIL = "mail"
    WEBARCHIVE = "webarchive"
    DOCX = "docx"
    PDF = "pdf"


BY_ENDING = {
    ".docx": PageKind.DOCX,
    ".eml": PageKind.MAIL,
    ".htm": PageKind.HTML,
    ".html": PageKind.HTML,
    ".markdown": PageKind.MARKDOWN,
    ".md": PageKind.MARKDOWN,
    ".mht": PageKind.MHTML,
    ".mhtml": PageKind.MHTML,
    ".pdf": PageKind.PDF,
    ".txt": PageKind.TEXT,
    ".webarchive": PageKind.WEBARCHIVE,
    ".xhtml": PageKind.XHTML,
}
ENDINGS = frozenset(BY_ENDING)
"""What the names of pages end with."""

WORDS_OF_FILE = frozenset({PageKind.TEXT, PageKind.MARKDOWN})
"""The kinds whose lines are those of the file; the lines of others are as a reader sees them."""

DOCUMENTS = {PageKind.DOCX: "mammoth", PageKind.PDF: "pdfminer"}
"""The kinds that need a package of the extra `documents`, with that package."""
