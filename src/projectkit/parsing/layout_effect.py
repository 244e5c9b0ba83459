"""Shows what a layout changes in the record of a page."""

from __future__ import annotations

from dataclasses import dataclass

from projectkit.model.record import Record
from projectkit.parsing.layout import Layout
from projectkit.parsing.page import parse_page
from projectkit.reading.page import read_page


@dataclass(frozen=True)
class LayoutEffect:
    """A page read without and with a layout.

    Attributes:
        missing: lines that identify the site but are missing from the page; empty if the page is
            recognised.
        before: the record without the layout.
        after: the record with it.
    """

    missing: tuple[str, ...]
    before: Record
    after: Record


def layout_effect(content: bytes, name: str, layout: Layout) -> LayoutEffect:
    """Read a page without and with a layout.

    Args:
        content: the bytes of the page.
        name: its name.
        layout: the layout to try.

    Raises:
        UnreadableError: if the bytes are not text.
    """
    before = parse_page(content, name, force=True).record
    after = parse_page(content, name, force=True, layouts=(layout,)).record
    if before is None or after is None:  # impossible with `force`
        message = "reading a page with `force` always gives a record"
        raise AssertionError(message)
    return LayoutEffect(layout.missing(read_page(content, name).lines), before, after)
