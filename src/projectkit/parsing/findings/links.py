"""Addresses on the web in the text."""

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
    """Propose every address once; the text around it stays where it is."""
    for mark in page.marks:
        if mark.role is Role.NOISE:
            continue
        for match in _URL.finditer(mark.text):
            url = _trimmed(match[0])
            url = url if url.startswith("http") else f"https://{url}"
            yield Finding("links", {"url": url}, (mark.number,), How.POSITIONAL)
        for label, url in mark.line.links:
            value = (
                {"url": url, "label": label} if label and not _URL.match(label) else {"url": url}
            )
            yield Finding("links", value, (mark.number,), How.POSITIONAL)
    for span in page.spans:
        if (
            span.tag is Tag.LINK
            and not _URL.match(span.text)
            and "." in span.text
            and " " not in span.text
        ):
            value = {"url": f"https://{_trimmed(span.text)}"}
            yield Finding(
                "links", value, (span.mark.number,), How.LEARNED, span.certainty, spans=(span,)
            )


def _trimmed(url: str) -> str:
    """Without the punctuation of the sentence; a closing bracket belongs to the address only if it opens there."""
    url = url.rstrip(_OUTER)
    while url.endswith(")") and url.count(")") > url.count("("):
        url = url[:-1].rstrip(_OUTER)
    return url
