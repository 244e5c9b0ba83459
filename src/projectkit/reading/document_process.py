"""The process in which a document becomes HTML: bytes on stdin, an answer on stdout.

The first line of the answer says what follows: markup, or why there is none.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import sys

from projectkit.language.translate import _
from projectkit.reading.decode import UnreadableError
from projectkit.reading.kinds import PageKind

HTML, DERIVED, PROBLEM = "html", "derived", "problem"
SECONDS = 60
"""The most seconds of work that a document may take."""

_MEMORY = 1_500_000_000


class _TooLongError(Exception):
    """The document takes too long."""


def main() -> None:
    """Read a document of the kind that the first argument names."""
    _bound()
    # A library that warns of what is odd in a file would be in the way of the answer.
    logging.disable(logging.CRITICAL)
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    answer = "\n".join(_answer(sys.stdin.buffer.read(), PageKind(sys.argv[1])))
    out.write(answer.encode("utf-8", "replace"))
    out.flush()
    # Taking apart what was read takes time and is of no use.
    os._exit(0)


def _answer(content: bytes, kind: PageKind) -> tuple[str, str]:
    try:
        return _read(content, kind)
    except UnreadableError as error:
        return PROBLEM, str(error)
    except MemoryError:
        return PROBLEM, _("it takes too much memory to read")
    except _TooLongError:
        return PROBLEM, _("it takes longer than {seconds} seconds to read").format(seconds=SECONDS)
    # What is damaged makes a library fail in any way.
    except Exception as error:  # noqa: BLE001
        reason = _("it is damaged: {problem}")
        return PROBLEM, reason.format(problem=_short(error))


def _read(content: bytes, kind: PageKind) -> tuple[str, str]:
    if kind is PageKind.DOCX:
        from projectkit.reading.docx import docx_html  # noqa: PLC0415  (each its own library)

        return HTML, docx_html(content)
    from projectkit.reading.pdf import pdf_html  # noqa: PLC0415

    return DERIVED, pdf_html(content)


def _short(error: BaseException) -> str:
    """An error on one short line."""
    told = " ".join(str(error).split())
    return f"{type(error).__name__}: {told[:100]}" if told else type(error).__name__


def _bound() -> None:
    """Bound the time and memory of this process, where the system can."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415  (not on Windows)

        resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
        # The signal gives a message; the limit ends what does not listen to it.
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
        signal.signal(signal.SIGXCPU, _too_long)


def _too_long(_signal: int, _frame: object) -> None:
    raise _TooLongError


if __name__ == "__main__":
    main()
