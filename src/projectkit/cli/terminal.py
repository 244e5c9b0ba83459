"""Writing to people: consoles, and text that cannot do anything to a terminal."""

from __future__ import annotations

import os
import pydoc
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

_KEPT = {"\n"}


def safe(text: str) -> str:
    """A text without control characters, which a terminal would obey."""
    return "".join(char if char.isprintable() or char in _KEPT else " " for char in text)


def plain(value: str, style: str = "") -> Text:
    """Text for rich that is never read as markup."""
    from rich.text import Text

    return Text(safe(value), style=style)


def console(*, stderr: bool = False) -> Console:
    """A console that neither guesses at emoji codes nor colours numbers in the text of others."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, markup=False, emoji=False)


def print_paged(*parts: RenderableType) -> None:
    """Print to a terminal; what is longer than it goes through the user's pager."""
    screen = console()
    with screen.capture() as capture:
        for part in parts:
            screen.print(part)
    text = capture.get()
    if screen.is_terminal and sys.stdin.isatty() and text.count("\n") >= screen.height:
        os.environ.setdefault("LESS", "-RFX")
        pydoc.pager(text)
    else:
        sys.stdout.write(text)


def language(chosen: str | None, settings: dict[str, object]) -> str:
    """Language of labels: as chosen, else as in the settings, else that of the computer, else English."""
    if chosen:
        return str(chosen)
    wanted = settings.get("lang")
    if wanted in {"nl", "en"}:
        return str(wanted)
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "nl" if locale.startswith("nl") else "en"
