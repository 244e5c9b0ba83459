"""Runs the command line within the process of the tests, without starting Python each time."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, chdir, contextmanager
from io import BytesIO, TextIOWrapper
from pathlib import Path
from unittest.mock import patch

from projectkit.cli.start import main


def run_in_process(
    arguments: Sequence[str], cwd: Path, environment: Mapping[str, str], stdin: str = ""
) -> tuple[int, str, str]:
    """Exit code, output and errors of a command; the process is left as it was."""
    out, err = _text(), _text()
    with ExitStack() as changed:
        changed.enter_context(chdir(cwd))
        changed.enter_context(patch.dict(os.environ, environment, clear=True))
        changed.enter_context(patch.object(sys, "argv", ["projectkit", *arguments]))
        for name, stream in (("stdin", _text(stdin)), ("stdout", out), ("stderr", err)):
            changed.enter_context(patch.object(sys, name, stream))
        changed.enter_context(_signals_kept())
        # What a test writes need not outlive the machine.
        changed.enter_context(patch.object(os, "fsync", lambda _file: None))
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
    return code, _written(out), _written(err)


def _text(content: str = "") -> TextIOWrapper:
    return TextIOWrapper(BytesIO(content.encode()), encoding="utf-8", newline="\n")


def _written(stream: TextIOWrapper) -> str:
    stream.flush()
    written = stream.buffer
    assert isinstance(written, BytesIO)
    return written.getvalue().decode("utf-8")


@contextmanager
def _signals_kept() -> Iterator[None]:
    """Restore the signal handlers that a command replaces."""
    kept = {
        name: signal.getsignal(name) for name in (signal.SIGPIPE, signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for name, handler in kept.items():
            signal.signal(name, handler)
