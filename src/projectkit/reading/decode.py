"""Bytes to text, whatever program saved them."""

from __future__ import annotations

import codecs
from typing import NamedTuple

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


class UnreadableError(ValueError):
    """The bytes are no text; the message says why."""


class Decoded(NamedTuple):
    """A text and the name of the encoding it was in."""

    text: str
    encoding: str


def _windows_open_bytes(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(_OPEN_BYTES.get(byte, "\ufffd") for byte in error.object[error.start : error.end]), error.end


codecs.register_error("projectkit-open-bytes", _windows_open_bytes)


def decode(content: bytes) -> Decoded:
    """Decode a page: by its byte order mark, else as UTF-8, else as Windows-1252.

    Raises:
        UnreadableError: if the bytes are a picture, an archive or otherwise no text.
    """
    try:
        for mark, encoding in _MARKS:
            if content.startswith(mark):
                return Decoded(content.decode(encoding), encoding)
        if b"\0" in content:
            message = "it holds zero bytes, so it is no text"
            raise UnreadableError(message)
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if not error.encoding.startswith("utf-8"):
            message = f"it says to be {error.encoding} but is not, from byte {error.start}"
            raise UnreadableError(message) from None
    # A mark of UTF-8 before text that is not: some programs glue files of two encodings together.
    body = content.removeprefix(codecs.BOM_UTF8)
    return Decoded(body.decode("cp1252", errors="projectkit-open-bytes"), "windows-1252")
