"""Parts of the project that have a name of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from projectkit.model.source import How
from projectkit.parsing.finding import Finding, Page
from projectkit.parsing.marks import Part, Role
from projectkit.parsing.programme_words import named_subproject_item, subproject_heading, subproject_item
from projectkit.reading.blocks import flow, list_item

# What stands between the name of a part and what is said of it.
_BETWEEN = re.compile(r"\s{1,3}[–—-]\s+|:\s+")
# As in `WP1: Metingen in lege serres`.
_PACKAGE = re.compile(r"(?:WP|Werkpakket|Work package)\s?\d{1,2}\s?[:.–-]?\s+(?P<title>\S.*)", re.IGNORECASE)
_MAX_TITLE_WORDS = 12


def find_subprojects(page: Page) -> Iterator[Finding]:
    """Propose sections such as `Werkgroep 1: MijnPad` and list items such as `Project ‘Eén dossier’`."""
    for part in page.parts:
        if part.heading and part.kind == "subproject":
            body = [mark for mark in part.body if mark.role is not Role.NOISE]
            lines = (part.heading.number, *(mark.number for mark in body))
            value = {"title": part.heading.label, "text": flow(mark.line for mark in body)}
            yield Finding("subprojects", value, lines, How.LABELLED)
        elif part.heading and part.kind == "subprojects":
            yield from _listed(part)
    for mark in page.marks:
        item = list_item(mark.text) if mark.role is Role.ITEM else None
        named = item and subproject_heading().fullmatch(item.text)
        if item and named and re.search(r"\d", item.text[: named.start("title")]):
            yield Finding("subprojects", _parted(named["title"]), (mark.number,), How.POSITIONAL, claims=False)
            continue
        match = item and (subproject_item().fullmatch(item.text) or named_subproject_item().fullmatch(item.text))
        if match:
            value = {"title": match["title"], "text": match["text"].lstrip(" .,;:–-")}
            yield Finding("subprojects", value, (mark.number,), How.POSITIONAL, claims=False)


def _listed(part: Part) -> Iterator[Finding]:
    """The items of a list below `Deelprojecten`: a name, perhaps with what is said of it."""
    for mark in part.body:
        item = list_item(mark.text) if mark.role is Role.ITEM else None
        package = _PACKAGE.fullmatch(item.text if item else mark.text)
        listed = package["title"] if package else item.text if item else ""
        value = _parted(listed)
        title = value["title"]
        if title and len(title.split()) <= _MAX_TITLE_WORDS and not title.endswith("."):
            yield Finding("subprojects", value, (mark.number,), How.POSITIONAL)


def _parted(text: str) -> dict[str, str]:
    """The name of a part, and what is said of it behind a dash or a colon."""
    title, *rest = _BETWEEN.split(text, maxsplit=1)
    return {"title": title.rstrip(" ;,"), "text": rest[0] if rest else ""}
