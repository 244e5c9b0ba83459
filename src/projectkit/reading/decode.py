"""Decodes the bytes of a page, whatever program saved them."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import NamedTuple

from projectkit.language.translate import _
from projectkit.model.errors import ProjectkitError
from projectkit.model.merge_conflict import told

# Longest first: the byte order mark of UTF-32 begins with the one of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What stands in a decoded text for bytes that are not in its encoding.
REPLACEMENT = "\ufffd"
# Letters, quotes, dashes and bullets of Dutch outside ASCII; how many wrong bytes one outweighs.
_OF_DUTCH = re.compile("[\u00a0-\u00ff\u2010-\u203a\u20ac]")
_WEIGHT_OF_LETTER = 3
# The five bytes that Windows-1252 leaves undefined are decoded as ISO-8859-1.
_OPEN_BYTES = {byte: chr(byte) for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
# The least share of the high bytes of UTF-16 that are zero in a text in the Latin alphabet.
_ZEROS = 0.6
_SHORTEST = 8
# The labels of the WHATWG Encoding Standard for `<meta charset>` that matter for Dutch. There, as
# here, the labels of ISO-8859-1 mean Windows-1252.
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([A-Za-z0-9_-]{3,20})""", re.IGNORECASE
)
_HEAD = 2048
_ENCODINGS = {"iso-8859-15": "iso-8859-15", "latin-9": "iso-8859-15", "macintosh": "mac-roman"}


class UnreadableError(ProjectkitError, ValueError):
    """The bytes are not text; the message says why.

    Attributes:
        says_remedy: whether it also says what to do about it.
    """

    def __init__(self, message: str, *, says_remedy: bool = False) -> None:
        super().__init__(message)
        self.says_remedy = says_remedy


class UnsettledError(UnreadableError):
    """The page holds both sides of a merge conflict of git.

    Attributes:
        line: where the conflict begins, from 1.
    """

    def __init__(self, line: int) -> None:
        super().__init__(
            _("line {line}, column {column}: {said}").format(line=line, column=1, said=told())
        )
        self.line = line


class Decoded(NamedTuple):
    """A text and the name of its encoding."""

    text: str
    encoding: str


def _windows_open_bytes(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    failed = error.object[error.start : error.end]
    return "".join(_OPEN_BYTES.get(byte, "\ufffd") for byte in failed), error.end


codecs.register_error("projectkit-open-bytes", _windows_open_bytes)


def decode(content: bytes) -> Decoded:
    """Decode a page.

    Tried in order: the byte order mark, UTF-8, the encoding that the markup declares, Windows-1252.
    A few bytes that are not UTF-8 do not make a page Windows-1252: each becomes U+FFFD.

    Raises:
        UnreadableError: if the bytes are not text, but an image or an archive for example.
    """
    if b"\0" in content and not content.startswith(tuple(mark for mark, _ in _MARKS)):
        return _without_mark(content)
    encoding = "utf-8"
    try:
        for mark, encoding in _MARKS:
            if content.startswith(mark):
                return Decoded(content.decode(encoding), encoding)
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if not error.encoding.startswith("utf-8"):
            if len(content) > _SHORTEST and _is_cut_off(content, encoding):
                return Decoded(content.decode(encoding, errors="replace"), encoding)
            message = _("it claims to be {encoding}, but is not from byte {start} on").format(
                encoding=error.encoding, start=error.start
            )
            raise UnreadableError(message) from None
    # A UTF-8 mark before text that is not UTF-8: some programs concatenate files in two encodings.
    body = content.removeprefix(codecs.BOM_UTF8)
    return _damaged_utf8(body) or _declared(body) or _windows(body)


def _windows(content: bytes) -> Decoded:
    return Decoded(content.decode("cp1252", errors="projectkit-open-bytes"), "windows-1252")


def _damaged_utf8(content: bytes) -> Decoded | None:
    """Decode UTF-8 in which some bytes are wrong, or which was cut off inside a character.

    In text of another encoding, hardly any letter with an accent happens to be a sequence of UTF-8,
    and then one of a letter that Dutch does not have: `CAFÉ”` would be `CAFɔ`. So each letter that
    it has tells more than a byte that is wrong.
    """
    text = content.decode("utf-8", errors="replace")
    lost = text.count(REPLACEMENT)
    sound = len(_OF_DUTCH.findall(text))
    is_cut = text.endswith(REPLACEMENT) and _is_cut_off(content, "utf-8")
    is_utf8 = sound * _WEIGHT_OF_LETTER >= lost
    return Decoded(text, "utf-8") if (sound and is_utf8) or is_cut else None


def _is_cut_off(content: bytes, encoding: str) -> bool:
    """Whether bytes end inside a character, and are sound up to there."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        decoder.decode(content)
    except UnicodeDecodeError:
        return False
    return True


def _without_mark(content: bytes) -> Decoded:
    """Decode UTF-16 without a byte order mark: in Dutch every other byte is zero.

    Raises:
        UnreadableError: if it is something else.
    """
    for high, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        text = content.decode(encoding, errors="replace") if _is_utf16(content, high) else ""
        if len(text) >= _SHORTEST and all(map(_is_text, text)):
            return Decoded(text, encoding)
    message = _("it contains zero bytes, so it is not text")
    raise UnreadableError(message)


def _is_utf16(content: bytes, high: int) -> bool:
    """Whether bytes may be UTF-16 in the Latin alphabet whose first high byte is at this index."""
    high_bytes, low_bytes = content[high::2], content[1 - high :: 2]
    mostly_zero = high_bytes.count(0) > _ZEROS * len(high_bytes)
    return len(content) % 2 == 0 and mostly_zero and 0 not in low_bytes


def _is_text(char: str) -> bool:
    """Whether a character occurs in text: visible, white space, or formatting (a soft hyphen)."""
    return char.isprintable() or char.isspace() or unicodedata.category(char) == "Cf"


def _declared(content: bytes) -> Decoded | None:
    """Decode by the encoding that the markup declares, where Windows-1252 would be wrong."""
    declared = _CHARSET.search(content[:_HEAD])
    encoding = _ENCODINGS.get(declared[1].decode("ascii").casefold()) if declared else None
    if encoding is None:
        return None
    try:
        return Decoded(content.decode(encoding), encoding)
    except UnicodeDecodeError:
        return None
