"""Reads MIME messages (RFC 2045): the mails and the single-file pages of browsers."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from projectkit.language.translate import _
from projectkit.reading.decode import Decoded, UnreadableError, decode

if TYPE_CHECKING:
    from email.message import Message

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
# The encodings that a sender means by these names; others would be read as Windows-1252 all the
# same, or are UTF-8.
_READ_AS_GIVEN = frozenset(
    {"iso8859-15", "mac-roman", "utf-16", "cp1250", "iso8859-2", "iso8859-9"}
)


def parsed(content: bytes) -> Message:
    """A message with its parts.

    Raises:
        UnreadableError: if its parts are nested too deeply.
    """
    from email import message_from_bytes  # noqa: PLC0415  (few pages are messages)

    try:
        return message_from_bytes(content)
    except RecursionError:
        message = _("it is damaged: its parts are nested too deeply")
        raise UnreadableError(message) from None


def text_of(part: Message) -> Decoded:
    """The text of a part; many browsers name no encoding, so that the bytes have to tell it."""
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    return text_in(content, part.get_param("charset"))


def text_in(content: bytes, charset: object) -> Decoded:
    """A text whose encoding is perhaps named.

    Raises:
        UnreadableError: if the bytes are not text.
    """
    try:
        encoding = codecs.lookup(charset).name if isinstance(charset, str) else ""
        if encoding in _READ_AS_GIVEN:
            return Decoded(content.decode(encoding), encoding)
    except (LookupError, UnicodeDecodeError, ValueError):
        pass  # the bytes tell better
    return decode(content)


def header(part: Message, name: str) -> str:
    """A header on one line; empty if there is none."""
    from email.errors import HeaderParseError  # noqa: PLC0415
    from email.header import decode_header, make_header  # noqa: PLC0415

    raw = part.get(name)
    try:
        text = str(make_header(decode_header(raw))) if raw is not None else ""
    except (HeaderParseError, LookupError, ValueError):
        text = str(raw)
    return " ".join(text.split()).encode("utf-8", "replace").decode()
