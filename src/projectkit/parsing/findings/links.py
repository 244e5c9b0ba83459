"""Reads web addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from projectkit.model.source import How
from projectkit.parsing.findings.finding import Finding, Page
from projectkit.parsing.lines.marks import Role
from projectkit.parsing.words.spans import Tag

_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'’”]{3,500}")
_OUTER = ".,;:!?"


def find_links(page: Page) -> Iterator[Finding]:
    """Propose every address; the text around it stays where it is."""
    for mark in page.marks:
        if mark.role is Role.NOISE:
            continue
        for match in _URL.finditer(mark.text):
            url = _trimmed(match[0])
            url = url if url.startswith("http") else f"https://{url}"
            yield Finding("links", {"url": url}, (mark.number,), How.POSITIONAL)
        for label, url in mark.line.links:
            is_named = bool(label) and not _URL.match(label)
            value = {"url": url, "label": label} if is_named else {"url": url}
            yield Finding("links", value, (mark.number,), How.POSITIONAL)
    for span in page.spans:
        if span.tag is Tag.LINK and _is_bare_address(span.text):
            value = {"url": f"https://{_trimmed(span.text)}"}
            yield Finding(
                "links", value, (span.mark.number,), How.LEARNED, span.certainty, spans=(span,)
            )


def _is_bare_address(text: str) -> bool:
    """Whether a text looks like a web address without `https://` or `www.`."""
    return "." in text and " " not in text and not _URL.match(text)


def _trimmed(url: str) -> str:
    """An address without the punctuation around it; a bracket it opens, it may close."""
    url = url.rstrip(_OUTER)
    while url.endswith(")") and url.count(")") > url.count("("):
        url = url[:-1].rstrip(_OUTER)
    return url
