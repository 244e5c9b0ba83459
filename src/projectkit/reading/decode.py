"""Bytes to text, whatever program saved them."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import NamedTuple

from projectkit.language.translate import _
from projectkit.model.errors import ProjectkitError

# Longest first: the mark of UTF-32 starts with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The five bytes that Windows-1252 leaves open become what ISO-8859-1 makes of them.
_OPEN_BYTES = {byte: chr(byte) for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
# How much of the bytes beside the letters of UTF-16 is zero in a text of the Latin alphabet, at the
# least.
_ZEROS = 0.6
_SHORTEST = 8
# What the WHATWG standard on encodings lets `<meta charset>` say, where it matters for Dutch. The
# labels of ISO-8859-1 mean Windows-1252 there, and here.
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([A-Za-z0-9_-]{3,20})""", re.IGNORECASE
)
_HEAD = 2048
_ENCODINGS = {"iso-8859-15": "iso-8859-15", "latin-9": "iso-8859-15", "macintosh": "mac-roman"}


class UnreadableError(ProjectkitError, ValueError):
    """The bytes are no text; the message says why."""


class Decoded(NamedTuple):
    """A text and the name of the encoding it was in."""

    text: str
    encoding: str


def _windows_open_bytes(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(
        _OPEN_BYTES.get(byte, "\ufffd") for byte in error.object[error.start : error.end]
    ), error.end


codecs.register_error("projectkit-open-bytes", _windows_open_bytes)


def decode(content: bytes) -> Decoded:
    """Decode a page: by its byte order mark, else as UTF-8, else as it says of itself, else as Windows-1252.

    Raises:
        UnreadableError: if the bytes are a picture, an archive or otherwise no text.
    """
    if b"\0" in content and not content.startswith(tuple(mark for mark, _ in _MARKS)):
        return _without_mark(content)
    try:
        for mark, encoding in _MARKS:
            if content.startswith(mark):
                return Decoded(content.decode(encoding), encoding)
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if not error.encoding.startswith("utf-8"):
            message = _("it says to be {encoding} but is not, from byte {start}").format(
                encoding=error.encoding, start=error.start
            )
            raise UnreadableError(message) from None
    # A mark of UTF-8 before text that is not: some programs glue files of two encodings together.
    body = content.removeprefix(codecs.BOM_UTF8)
    declared = _declared(body)
    if declared:
        return declared
    return Decoded(body.decode("cp1252", errors="projectkit-open-bytes"), "windows-1252")


def _without_mark(content: bytes) -> Decoded:
    """UTF-16 without a byte order mark: in Dutch every other byte is zero.

    Raises:
        UnreadableError: if it is something else.
    """
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        beside = content[first::2]
        if (
            len(content) % 2 == 0
            and beside.count(0) > _ZEROS * len(beside)
            and not content[1 - first :: 2].count(0)
        ):
            text = content.decode(encoding, errors="replace")
            if len(text) >= _SHORTEST and all(map(_is_text, text)):
                return Decoded(text, encoding)
    message = _("it holds zero bytes, so it is no text")
    raise UnreadableError(message)


def _is_text(char: str) -> bool:
    """Whether a character stands in texts: it shows, parts words, or says how others show (a soft hyphen)."""
    return char.isprintable() or char.isspace() or unicodedata.category(char) == "Cf"


def _declared(content: bytes) -> Decoded | None:
    """A text in the encoding that its markup names, of those that Windows-1252 would read wrongly."""
    named = _CHARSET.search(content[:_HEAD])
    encoding = _ENCODINGS.get(named[1].decode("ascii").casefold()) if named else None
    try:
        return Decoded(content.decode(encoding), encoding) if encoding else None
    except UnicodeDecodeError:
        return None
