"""Reads web archives: a page with its pictures and frames, as Safari saves it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from projectkit.language.translate import _
from projectkit.reading.decode import UnreadableError
from projectkit.reading.kinds import PageKind
from projectkit.reading.mime import text_in
from projectkit.reading.page_text import PageText

_MOST_FRAMES = 100


def webarchive_text(content: bytes) -> PageText:
    """The page in a web archive.

    Raises:
        UnreadableError: if it is damaged.
    """
    archive = _loaded(content)
    page = _resource(archive)
    kind = PageKind.TEXT if page.get("WebResourceMIMEType") == "text/plain" else PageKind.HTML
    data, charset = page["WebResourceData"], page.get("WebResourceTextEncodingName")
    text, encoding = text_in(data, charset)
    url = page.get("WebResourceURL")
    frames = tuple(
        text_in(frame["WebResourceData"], frame.get("WebResourceTextEncodingName")).text
        for frame in _frames(archive)
    )
    return PageText(kind, text, encoding, url if isinstance(url, str) else "", frames=frames)


def _loaded(content: bytes) -> Any:
    """The property list of an archive.

    Raises:
        UnreadableError: if it is damaged.
    """
    import plistlib  # noqa: PLC0415  (only web archives need it)

    try:
        return plistlib.loads(content)
    # What is damaged makes the parser fail in any way.
    except Exception:  # noqa: BLE001
        message = _("it is not a web archive, or it is damaged")
        raise UnreadableError(message) from None


def _resource(archive: Any) -> dict[str, Any]:
    """The page of an archive.

    Raises:
        UnreadableError: if there is none.
    """
    page = archive.get("WebMainResource") if isinstance(archive, dict) else None
    if isinstance(page, dict) and isinstance(page.get("WebResourceData"), bytes):
        return page
    message = _("it holds no web page")
    raise UnreadableError(message)


def _frames(archive: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The pages that are shown inside the page of an archive."""
    waiting = [archive]
    for _at in range(_MOST_FRAMES):
        if not waiting:
            return
        inside = waiting.pop().get("WebSubframeArchives")
        for frame in inside if isinstance(inside, list) else ():
            page = frame.get("WebMainResource") if isinstance(frame, dict) else None
            if isinstance(page, dict) and isinstance(page.get("WebResourceData"), bytes):
                yield page
                waiting.append(frame)
