"""The user's pager: for what is longer than the screen, and only where somebody can leave it."""

from __future__ import annotations

import contextlib
import io
import os
import re
import signal
import sys
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from projectkit.cli.screen import screen_size
from projectkit.cli.variables import NO_PAGER
from projectkit.language.translate import _

# Leave what was shown on the screen, show colours, and stop by itself where all fits after all.
_LESS = "FRX"
_PROGRAMS = ("less", "more")
# The hyperlinks of a terminal, which not every pager knows.
_LINK = re.compile(r"\x1b\]8;;[^\x1b]*\x1b\\")


def show_paged(lines: Iterable[str]) -> None:
    """Print lines; on a terminal where they do not fit, through the pager."""
    waiting = iter(lines)
    command = chosen_pager()
    if command:
        # The last line of the screen is for the prompt of the shell.
        first = list(islice(waiting, screen_size().lines - 1))
        more = next(waiting, None)
        waiting = iter(first) if more is None else chain(first, [more], waiting)
        if more is not None and _paged(command, waiting):
            return
    for line in waiting:
        sys.stdout.write(f"{line}\n")


def chosen_pager() -> list[str] | None:
    """The program that pages on this terminal, with its arguments; None if nothing does."""
    if os.environ.get(NO_PAGER) or os.environ.get("TERM") == "dumb":
        return None
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return None
    from shutil import which

    chosen = os.environ.get("PAGER")
    if chosen is None:
        chosen = next(filter(which, _PROGRAMS), "")
    command = _words(chosen)
    if not command or command[0] == "cat" or not which(command[0]):
        return None
    is_less = os.path.basename(command[0]) == "less"  # noqa: PTH119  (pathlib costs time here)
    return [*command, f"-Ps{_prompt()}"] if is_less else command


def _words(command: str) -> list[str]:
    import shlex

    with contextlib.suppress(ValueError):
        return shlex.split(command)
    return []


def _prompt() -> str:
    """What `less` says on its last line: signs that it would read as its own are escaped."""
    text = _("q: leave, space: next page, /word: find")
    return "".join(f"\\{char}" if char in "?:.%\\" else char for char in text)


def _paged(command: list[str], lines: Iterable[str]) -> bool:
    """Show lines in a pager; False if it does not start, before any line is taken."""
    import subprocess

    sys.stdout.flush()
    environment = {"LESS": _LESS, "LESSCHARSET": "utf-8"} | os.environ
    try:
        pager = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)  # noqa: S603  (the pager that the user chose, and no shell)
    except OSError:
        return False
    with _undisturbed():
        # A user who leaves early closes the pipe.
        with contextlib.suppress(BrokenPipeError), pager.stdin or io.BytesIO() as stdin:
            for line in lines:
                shown = _LINK.sub("", line)
                stdin.write(f"{shown}\n".encode("utf-8", "backslashreplace"))
        pager.wait()
    return True


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Let the pager have the interrupts, and let it be left before it has seen everything."""
    signals = [getattr(signal, name) for name in ("SIGINT", "SIGPIPE") if hasattr(signal, name)]
    before = [(each, signal.signal(each, signal.SIG_IGN)) for each in signals]
    try:
        yield
    finally:
        for each, handler in before:
            signal.signal(each, handler)
