"""Tells what kind of page a file holds: by its content, or by its name if that does not say."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import PurePosixPath

from projectkit.reading.kinds import BY_ENDING, PageKind

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a file in the older format of Office begins, which also wraps what is encrypted."""
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The name of the stream in which such a file holds an encrypted one."""

_HEAD = 1024
# The header of a message, and the headings of a text, are looked for in so many bytes.
_BEGINNING = 64_000
_HTML = re.compile(
    rb"(?:\s|<\?xml[^>]{0,200}>|<!--.{0,500}?-->)*<(?:!doctype\s+html|html[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(rb"\s*<\?xml\s")
# The header of a message, perhaps below the line that separates messages in a mailbox.
_HEADER = re.compile(rb"(?:From [^\n:]{0,200}\n)?(?:[!-9;-~]{1,80}:[^\n]*\n|[ \t][^\n]*\n)+?\r?\n")
_MIME = re.compile(rb"^mime-version:", re.IGNORECASE | re.MULTILINE)
_TYPE = re.compile(rb"^content-type:\s*(?P<type>[\w/+.-]+)", re.IGNORECASE | re.MULTILINE)
_SENT = re.compile(rb"^(?:received|to|delivered-to|message-id):", re.IGNORECASE | re.MULTILINE)
# A heading in Markdown: number signs, a blank, and a letter somewhere behind it.
_HEADING = rb" {0,3}#{1,6}[ \t]++(?=[^\n]*[A-Za-z\x80-\xff])"
# A text that begins with a heading above a blank line, perhaps below front matter.
_HEADED = re.compile(
    rb"(?:\s*\n)?(?:---[ \t]*\r?\n(?:[^\n]*\n){0,40}?---[ \t]*\r?\n\s*?)?"
    + _HEADING
    + rb"[^\n]*(?:\n[ \t\r]*(?:\n|\Z)|\Z)"
)
_HEADING_APART = re.compile(rb"(?:\A|\n)[ \t\r]*\n" + _HEADING)
_FEWEST_HEADINGS = 2
# Lines with a tab are rows of a table, whose cells Markdown does not know.
_ROW = re.compile(rb"^[^\n\t]*[^\s]\t++[^\s]", re.MULTILINE)
_FEWEST_ROWS = 2
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def kind_of(content: bytes, name: str) -> PageKind:
    """The kind of a page.

    Args:
        content: its bytes.
        name: its name; a name with an unknown ending is one of plain text.
    """
    named = BY_ENDING.get(PurePosixPath(name).suffix.lower(), PageKind.TEXT)
    return _kind_of_content(content, named) or named


def _kind_of_content(content: bytes, named: PageKind) -> PageKind | None:
    head = _without_mark(content[:_HEAD])
    if head.lstrip().startswith(b"%PDF-"):
        return PageKind.PDF
    if head.startswith(b"PK\x03\x04") and b"word/document" in content:
        return PageKind.DOCX
    if head.startswith(b"bplist"):
        return PageKind.WEBARCHIVE
    # Markdown may begin with HTML, and UTF-16 has a zero beside each letter.
    if named is not PageKind.MARKDOWN and _HTML.match(head.replace(b"\0", b"")):
        return PageKind.XHTML if _XML.match(head) else PageKind.HTML
    return _kind_of_message(content, named) or _kind_of_text(content, named)


def _without_mark(content: bytes) -> bytes:
    """The content of a file without its byte order mark."""
    for mark in _MARKS:
        content = content.removeprefix(mark)
    return content


def _kind_of_text(content: bytes, named: PageKind) -> PageKind | None:
    """Markdown if a text begins with a heading in Markdown, or has several; else None."""
    if named is not PageKind.TEXT:
        return None
    text = _without_mark(content[:_BEGINNING]).replace(b"\0", b"")
    is_marked = bool(_HEADED.match(text)) or _has(_FEWEST_HEADINGS, _HEADING_APART, text)
    return PageKind.MARKDOWN if is_marked and not _has(_FEWEST_ROWS, _ROW, text) else None


def _has(times: int, pattern: re.Pattern[bytes], text: bytes) -> bool:
    return len(list(islice(pattern.finditer(text), times))) == times


def _kind_of_message(content: bytes, named: PageKind) -> PageKind | None:
    """The kind of a file that begins with the header of a MIME message; None for other files."""
    header = _HEADER.match(content[:_BEGINNING])
    if header is None or not _MIME.search(header[0]):
        return None
    if named in {PageKind.MHTML, PageKind.MAIL}:
        return named
    kind = _TYPE.search(header[0])
    is_snapshot = kind is not None and kind["type"].lower() == b"multipart/related"
    return PageKind.MHTML if is_snapshot and not _SENT.search(header[0]) else PageKind.MAIL
