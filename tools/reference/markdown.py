"""Small pieces of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

MADE = "<!-- Made by `python tools/reference`: change the code, not this file. -->"


def page(title: str, *parts: str) -> str:
    """A page with a title and a note on how it is generated."""
    return "\n\n".join((MADE, f"# {title}", *parts)) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; pipes in cells are escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    )


def code(text: str) -> str:
    """A piece of code in running text."""
    return f"`{text}`"


def codes(texts: Iterable[str]) -> str:
    """Pieces of code with spaces between."""
    return " ".join(map(code, texts))
