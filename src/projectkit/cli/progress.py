"""A bar on the last line of a terminal, for work that takes longer than a moment."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from projectkit.cli.screen import cut, screen_width
from projectkit.cli.terminal import is_quiet
from projectkit.language.figures import number
from projectkit.language.translate import _, language

# Seconds before a bar is shown, and between two times that it is drawn.
_MOMENT = 0.5
_BEAT = 0.1
_BAR = 24
_WIPE = "\r\x1b[K"

T = TypeVar("T")


class ProgressBar:
    """The bar: hears how much is done, of how much."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._began = self._drawn = time.monotonic()
        self._is_shown = False
        self._can_show = sys.stderr.isatty() and not is_quiet()

    def __call__(self, done: int, of: int) -> None:
        """Draw how far the work is, if it is time to."""
        now = time.monotonic()
        is_due = now - self._began >= _MOMENT and now - self._drawn >= _BEAT
        if not (is_due and self._can_show):
            return
        self._drawn, self._is_shown = now, True
        filled = _BAR * done // max(of, 1)
        bar = f"{'━' * filled}{'╌' * (_BAR - filled)}"
        line = f"{self._label} {bar} {self._counted(done, of)}{self._left(done, of, now)}"
        sys.stderr.write(f"{_WIPE}{cut(line, screen_width() - 1)}")
        sys.stderr.flush()

    def _counted(self, done: int, of: int) -> str:
        figures = (number(each, language()) for each in (done, of))
        return _("{done} of {of}").format(**dict(zip(("done", "of"), figures, strict=True)))

    def _left(self, done: int, of: int, now: float) -> str:
        """How long it will take still, in words."""
        if not done:
            return ""
        seconds = round((now - self._began) / done * (of - done))
        minutes, seconds = divmod(seconds, 60)
        return " · " + _("{minutes}:{seconds:02} left").format(minutes=minutes, seconds=seconds)

    def wipe(self) -> None:
        """Take the bar off the screen."""
        if self._is_shown:
            sys.stderr.write(_WIPE)
            sys.stderr.flush()


@contextlib.contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on a terminal; it hears how much is done, of how much."""
    bar = ProgressBar(label)
    try:
        yield bar
    finally:
        bar.wipe()


def with_progress(items: Iterable[T], label: str, of: int) -> Iterator[T]:
    """Pass items on, with a bar that shows how many of them have come."""
    with progress_bar(label) as told:
        for done, item in enumerate(items, 1):
            told(done, of)
            yield item
