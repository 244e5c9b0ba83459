"""Work on a file of others in a process of its own, bounded in time and memory.

Libraries expand what a file holds, and a hostile file may hold gigabytes or never end: the process
costs only its file. Its answer begins with a line that says what follows, or that it is a problem.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from typing import NamedTuple

from projectkit.language.translate import _
from projectkit.reading.decode import UnreadableError

SECONDS, MEMORY = 60, 1_500_000_000
"""The most seconds of work, and bytes of memory, that a file may take."""
# What a process answers if it cannot read a file: why, and perhaps what to do about it.
_PROBLEM, _WITH_REMEDY = "problem", "problem with remedy"


class ProcessAnswer(NamedTuple):
    """What a process made of a file.

    Attributes:
        kind: what the text is, in the terms of the process.
        text: the text.
    """

    kind: str
    text: str


class _TooLongError(Exception):
    """The file takes too long."""


def ask(module: str, argument: str, content: bytes, kinds: set[str]) -> ProcessAnswer:
    """What the process of a module makes of a file.

    Args:
        module: the module, which calls `serve`.
        argument: what it is told beside the content.
        content: the bytes of the file.
        kinds: the kinds of answer that it can give.

    Raises:
        UnreadableError: if it cannot read the file, or takes too much time or memory.
    """
    # -P keeps the working folder off the module path: code that lies there must not run.
    command = [sys.executable, "-P", "-m", module, argument]
    try:
        done = subprocess.run(  # noqa: S603  (ourselves)
            command,
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=2 * SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise UnreadableError(_too_long(2 * SECONDS)) from None
    kind, _line, text = done.stdout.decode("utf-8", "replace").partition("\n")
    if kind not in kinds:
        # What ends without an answer ran out of memory.
        raise UnreadableError(text or _too_much(), says_remedy=kind == _WITH_REMEDY)
    return ProcessAnswer(kind, text)


def serve(read: Callable[[bytes, str], ProcessAnswer]) -> None:
    """Answer on stdout for the bytes on stdin, within bounds, and end the process.

    Args:
        read: makes an answer of the bytes and the first argument.
    """
    _bound()
    # A library that warns of what is odd in a file would be in the way of the answer.
    logging.disable(logging.CRITICAL)
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    answer = "\n".join(_answer(read))
    out.write(answer.encode("utf-8", "replace"))
    out.flush()
    # Taking apart what was read takes time and is of no use.
    os._exit(0)


def _answer(read: Callable[[bytes, str], ProcessAnswer]) -> ProcessAnswer:
    try:
        return read(sys.stdin.buffer.read(), sys.argv[1])
    except UnreadableError as error:
        return ProcessAnswer(_WITH_REMEDY if error.says_remedy else _PROBLEM, str(error))
    except MemoryError:
        return ProcessAnswer(_PROBLEM, _too_much())
    except _TooLongError:
        return ProcessAnswer(_PROBLEM, _too_long(SECONDS))
    # What is damaged makes a library fail in any way.
    except Exception as error:  # noqa: BLE001
        reason = _("it is damaged: {problem}")
        return ProcessAnswer(_PROBLEM, reason.format(problem=_short(error)))


def _too_much() -> str:
    return _("it takes too much memory to read")


def _too_long(seconds: int) -> str:
    return _("it takes longer than {seconds} seconds to read").format(seconds=seconds)


def _short(error: BaseException) -> str:
    """An error on one short line."""
    told = " ".join(str(error).split())
    return f"{type(error).__name__}: {told[:100]}" if told else type(error).__name__


def _bound() -> None:
    """Bound the time and memory of this process, where the system can."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415  (not on Windows)

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        # The signal gives a message; the limit ends what does not listen to it.
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
        signal.signal(signal.SIGXCPU, _stop)


def _stop(_signal: int, _frame: object) -> None:
    raise _TooLongError
