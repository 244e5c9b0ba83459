"""What the readers of files hand on: the text of a page and what its file says about it."""

from __future__ import annotations

from dataclasses import dataclass

from projectkit.reading.kinds import PageKind


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of a page, taken out of its file.

    Attributes:
        kind: what the text is: HTML, Markdown or plain text.
        text: the text.
        encoding: the name of its encoding.
        url: the address that the file gives for the page; empty if it gives none.
        title: what the file calls the page, which need not be its title.
        frames: the texts of pages that are shown inside it, in HTML.
        is_derived: whether its lines were made of the places of words on paper.
    """

    kind: PageKind
    text: str
    encoding: str
    url: str = ""
    title: str = ""
    frames: tuple[str, ...] = ()
    is_derived: bool = False
