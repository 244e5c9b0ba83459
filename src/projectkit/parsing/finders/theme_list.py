"""Themes in a list that a sentence announces: `vier leerkringen, ieder met een eigen thema:`."""

from __future__ import annotations

from collections.abc import Iterator

from projectkit.model.source import How
from projectkit.parsing.finding import Finding, Page
from projectkit.parsing.marks import Role, is_prose
from projectkit.parsing.prose import pattern
from projectkit.reading.blocks import list_item


def find_theme_list(page: Page) -> Iterator[Finding]:
    """Propose the items of the list right below such a sentence."""
    announced = False
    for mark in page.marks:
        item = list_item(mark.text) if mark.role is Role.ITEM else None
        if announced and item and not is_prose(item.text):
            theme = item.text.rstrip(" .;,")
            yield Finding("themes", theme, (mark.number,), How.POSITIONAL, weight=0.6, claims=False)
        else:
            announced = mark.role is Role.TEXT and bool(pattern("themes_lead").search(mark.text))
