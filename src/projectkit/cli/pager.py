"""The user's pager: for what is longer than the screen, and only where somebody can leave it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable


def show_paged(lines: Iterable[str]) -> None:
    """Print lines; on a terminal where they do not fit, through the pager."""
    text = "".join(f"{line}\n" for line in lines)
    is_watched = sys.stdin.isatty() and sys.stdout.isatty()
    if is_watched and text.count("\n") >= shutil.get_terminal_size().lines:
        from pydoc import pager

        os.environ.setdefault("LESS", "-RFX")
        pager(text)
    else:
        sys.stdout.write(text)
