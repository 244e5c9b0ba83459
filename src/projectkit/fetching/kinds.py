"""Which kinds of pages are saved, and how the names of their files end."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import urlsplit

_ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/x-markdown": ".md",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
# What servers say of files that they know nothing of: then the address tells.
_VAGUE = {"", "text/plain", "application/octet-stream", "binary/octet-stream"}
_OF_ADDRESSES = {ending: ending for ending in _ENDINGS.values()} | {
    ".htm": ".html",
    ".xhtml": ".html",
    ".markdown": ".md",
}

ENDINGS = tuple(dict.fromkeys(_ENDINGS.values()))
"""The endings of pages that are saved."""


def media_type(headers: Mapping[str, str]) -> str:
    """The kind of content that an answer states, such as `text/html`."""
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def ending_of(url: str, headers: Mapping[str, str]) -> str | None:
    """The ending of the file for an answer; None if it is not a kind of page that is saved."""
    stated = media_type(headers)
    ending = _ENDINGS.get(stated)
    if stated not in _VAGUE:
        return ending
    named = PurePosixPath(urlsplit(url).path).suffix.lower()
    return _OF_ADDRESSES.get(named, ending)
