"""Turns DOCX (ECMA-376) into HTML by mammoth: headings, lists and tables by their styles."""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

from projectkit.language.translate import _
from projectkit.reading.content_kind import COMPOUND, ENCRYPTED
from projectkit.reading.decode import UnreadableError

_MB = 1_000_000
# A document of 500 pages has 10 MB of XML and some hundreds of parts.
_MOST_XML, _MOST_PARTS, _MOST_RATIO = 20 * _MB, 5_000, 250
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
# Word in a browser numbers it: `word/document2.xml`.
_MAIN = re.compile(r"word/document\d{0,3}\.xml")
# What a reader sees on every sheet of paper, which is of the site as it were.
_AROUND = re.compile(r"word/(?:header|footer)\d{0,3}\.xml")
_NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PROPERTIES, _WRITERS = "docProps/core.xml", ("}creator", "}lastModifiedBy")
_STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p:fresh
r[style-name='footnote reference'] =>
comment-reference =>
"""
# A cell or an item that is one paragraph: to the reader of web pages its text alone.
_ONLY_PARAGRAPH = re.compile(r"<(?P<tag>td|th|li)><p>(?P<text>(?:(?!</?p>).)*+)</p></(?P=tag)>")
_WITH_TABS = re.compile(r"<p>(?P<text>(?:(?!</p>)[^\t])*+\t(?:(?!</p>).)*+)</p>")
# A document with a title has its chapters below it.
_TITLE = '<h1 class="title">'
_FIRST_LEVEL = re.compile(r"<(?P<end>/?)h1>")
# The link from a footnote to its mark.
_BACK = re.compile(r'\s?<a href="#(?:foot|end)note-ref-[^"]{0,40}">↑</a>')


def docx_html(content: bytes) -> str:
    """The markup of a document.

    Raises:
        UnreadableError: if it is encrypted, damaged, or larger than any real one.
    """
    if content.startswith(COMPOUND):
        raise UnreadableError(_why_ole(content), says_remedy=True)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            _check(parts)
            around = [text for name in parts.namelist() for text in _around(parts, name)]
            authors = _authors(parts)
    except (zipfile.BadZipFile, zlib.error, ET.ParseError, EOFError, OSError):
        message = _("it is not a Word document, or it is damaged")
        raise UnreadableError(message) from None
    import mammoth  # noqa: PLC0415  (of the extra `documents`)

    found = mammoth.convert_to_html(
        io.BytesIO(content),
        style_map=_STYLES,
        convert_image=mammoth.images.img_element(_without_picture),
        include_embedded_style_map=False,
    )
    body = _ONLY_PARAGRAPH.sub(r"<\g<tag>>\g<text></\g<tag>>", _BACK.sub("", found.value))
    body = _WITH_TABS.sub(_row, body)
    if _TITLE in body:
        body = _FIRST_LEVEL.sub(r"<\g<end>h2>", body)
    footer = f"<footer>{_paragraphs(around)}</footer>"
    unseen = f'<div class="sr-only" hidden>{_paragraphs(authors)}</div>'
    return f"<html><body>{body}{footer}{unseen}</body></html>"


def _paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{html.escape(text)}</p>" for text in texts)


def _why_ole(content: bytes) -> str:
    """Why a file in the older format of Office cannot be read."""
    if ENCRYPTED in content:
        return _("it is protected with a password: save it without one")
    return _("it is in the older format of Word: save it as .docx")


def _check(parts: zipfile.ZipFile) -> None:
    """Refuse what is encrypted, or grows larger than any real document.

    The sizes that a part declares are checked by reading it, up to that size.

    Raises:
        UnreadableError: if it is refused.
    """
    files = parts.infolist()
    if any(file.flag_bits & 1 for file in files):
        told = _("it is protected with a password: save it without one")
        raise UnreadableError(told, says_remedy=True)
    if any(file.compress_type not in _METHODS for file in files):
        raise UnreadableError(_("it is compressed in a way that Word does not use"))
    texts = [file for file in files if file.filename.endswith((".xml", ".rels"))]
    size = sum(file.file_size for file in texts)
    if len(files) > _MOST_PARTS:
        raise UnreadableError(_("it is too large: it has {parts} parts").format(parts=len(files)))
    if size > _MOST_XML:
        told = _("it is too large: it has {size} MB of text")
        raise UnreadableError(told.format(size=size // _MB))
    if size > _MB and size > _MOST_RATIO * sum(file.compress_size for file in texts):
        raise UnreadableError(_("it expands beyond what documents do: it may be a zip bomb"))
    if not any(map(_MAIN.fullmatch, parts.namelist())):
        raise UnreadableError(_("it is not a Word document"))
    for file in texts:
        if b"<!DOCTYPE" in parts.read(file):
            raise UnreadableError(_("it declares entities, which no Word document does"))


def _around(parts: zipfile.ZipFile, name: str) -> Iterator[str]:
    """The paragraphs of a header or footer."""
    if not _AROUND.fullmatch(name):
        return
    for paragraph in ET.fromstring(parts.read(name)).iter(f"{_NAMESPACE}p"):  # noqa: S314  (no entities)
        text = "".join(part.text or "" for part in paragraph.iter(f"{_NAMESPACE}t"))
        if text.strip():
            yield text


def _authors(parts: zipfile.ZipFile) -> list[str]:
    """Who wrote a document according to its properties, which no reader of its pages sees."""
    if _PROPERTIES not in parts.namelist():
        return []
    properties = ET.fromstring(parts.read(_PROPERTIES))  # noqa: S314  (no entities)
    return [each.text for each in properties if each.text and each.tag.endswith(_WRITERS)]


def _without_picture(_image: Any) -> dict[str, str]:
    """An image by its alternative text alone."""
    return {"src": ""}


def _row(paragraph: re.Match[str]) -> str:
    """A paragraph with tabs as the row of a table, which is what they make of it."""
    cells = paragraph["text"].strip("\t").split("\t")
    if len(cells) == 1:
        return f"<p>{cells[0]}</p>"
    return f"<table><tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr></table>"
