"""Reads MHTML (RFC 2557): a page with its pictures and frames, as Chrome and Edge save it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projectkit.language.translate import _
from projectkit.reading.decode import UnreadableError
from projectkit.reading.kinds import PageKind
from projectkit.reading.mime import HTML_TYPES, header, parsed, text_of
from projectkit.reading.page_text import PageText

if TYPE_CHECKING:
    from email.message import Message


def mhtml_text(content: bytes) -> PageText:
    """The page in an MHTML file.

    Raises:
        UnreadableError: if it holds none.
    """
    message = parsed(content)
    pages = [part for part in message.walk() if part.get_content_type() in HTML_TYPES]
    if not pages:
        reason = _("it holds no web page")
        raise UnreadableError(reason)
    page = _main(message, pages)
    text, encoding = text_of(page)
    frames = tuple(text_of(part).text for part in pages if part is not page)
    return PageText(PageKind.HTML, text, encoding, _address(message, page), frames=frames)


def _main(message: Message, pages: list[Message]) -> Message:
    """The part that is the page itself; the others are frames of it."""
    start, address = message.get_param("start"), message.get("Snapshot-Content-Location")
    for name, wanted in (("Content-ID", start), ("Content-Location", address)):
        found = [part for part in pages if wanted and part.get(name) == wanted]
        if found:
            return found[0]
    return pages[0]


def _address(message: Message, page: Message) -> str:
    places = (
        (message, "Snapshot-Content-Location"),
        (page, "Content-Location"),
        (message, "Content-Location"),
        (page, "Content-Base"),
    )
    return next(filter(None, (header(part, name) for part, name in places)), "")
