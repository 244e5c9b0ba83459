"""A process that reads pages for a worker, so that a page that crashes or hangs costs only itself.

It exchanges pickled messages over its pipes, each after its length.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import resource
import select
import signal
import struct
import subprocess
import sys
from typing import Any, BinaryIO, NamedTuple, Self

from projectkit.catalogue.recurring import lines_of
from projectkit.language.translate import VARIABLE
from projectkit.parsing.page import parse_page
from projectkit.reading.decode import UnreadableError
from projectkit.store.stored import plain

# Extra seconds after which the reader ends itself, in case its worker is gone.
_GRACE = 5
_LENGTH = struct.Struct("<Q")
PATIENCE, MEMORY = 60.0, 2_000_000_000
"""The time limit of a page in seconds, and the memory limit of its reader in bytes."""


class BulkPage(NamedTuple):
    """What was read from a page.

    Attributes:
        record: the record as plain data, with the digest and the layout in `source`; None if there
            is none.
        reason: why there is none.
        leftover: ranges of lines that went to no field.
        unknown: unknown labels and headings.
    """

    record: dict[str, Any] | None
    reason: str | None = None
    leftover: tuple[str, ...] = ()
    unknown: tuple[tuple[str, str], ...] = ()


class Reader:
    """A process to read pages in, started when needed and restarted when lost.

    Attributes:
        patience: the time limit of a page, in seconds.
    """

    def __init__(self, patience: float = PATIENCE, memory: int = MEMORY) -> None:
        self.patience = patience
        self._memory = memory
        self._process: subprocess.Popen[bytes] | None = None
        self._recurring: frozenset[str] = frozenset()

    def __enter__(self) -> Self:
        """Return the reader, whose process ends with the block."""
        return self

    def __exit__(self, *error: object) -> None:
        """End the process."""
        self.close()

    def read(self, name: str, content: bytes, recurring: frozenset[str] = frozenset()) -> BulkPage:
        """Read a page; a failure becomes the reason in the result.

        Args:
            name: the name of the page.
            content: its bytes.
            recurring: the lines that recur on its site.
        """
        if not self._process:
            self._start()
        changed = None if recurring == self._recurring else recurring
        found, problem = self._ask(_PageRequest(name, content, changed))
        self._recurring = recurring
        return found if isinstance(found, BulkPage) else BulkPage(None, problem)

    def lines(self, name: str, content: bytes) -> set[str]:
        """The lines of a page in the form that is compared between pages; none if unreadable."""
        found, _ = self._ask(_PageRequest(name, content, None, only_lines=True))
        return found if isinstance(found, set) else set()

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
        self._process = None

    def _ask(self, request: _PageRequest) -> tuple[object, str]:
        """The result of the process for a page, or None and the problem."""
        process = self._process or self._start()
        if process.stdin is None or process.stdout is None:
            return None, "no reader could be started"
        with contextlib.suppress(OSError, EOFError, pickle.UnpicklingError, struct.error):
            _send(process.stdin, request)
            waiting = select.poll()
            waiting.register(process.stdout, select.POLLIN)
            if not waiting.poll(self.patience * 1000):
                self.close()
                return None, f"reading it took longer than {self.patience:.0f} seconds"
            return _receive(process.stdout), ""
        self.close()
        return None, "its reader crashed or ran out of memory"

    def _start(self) -> subprocess.Popen[bytes]:
        arguments = f"{self._memory}, {self.patience + _GRACE}"
        program = f"from projectkit.bulk.reader import main; main({arguments})"
        # -P keeps the working folder off the module path: code that a crawl saved there must not
        # run.
        command = [sys.executable, "-P", "-c", program]
        # In its own session, since Ctrl-C is for the caller, and a reader that ends costs a page.
        # In English, since the reasons for skipping pages are kept, whatever machine reads them.
        self._process = subprocess.Popen(  # noqa: S603  (ourselves)
            command,
            env=os.environ | {VARIABLE: "en"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._recurring = frozenset()
        return self._process


class _PageRequest(NamedTuple):
    """A page to read; `recurring` is None if it is the same as for the previous page."""

    name: str
    content: bytes
    recurring: frozenset[str] | None
    only_lines: bool = False


def answer(name: str, content: bytes, recurring: frozenset[str]) -> BulkPage:
    """Read a page as `projectkit ingest` does."""
    try:
        parsed = parse_page(content, name, recurring=recurring)
    except UnreadableError as error:
        return BulkPage(None, str(error))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  (a bug on one page must not cost the other pages)
        reason = f"a bug in projectkit, please report it: {type(error).__name__}: {error}"
        return BulkPage(None, reason)
    unknown = tuple((word.kind.value, word.text) for word in parsed.unknown)
    if parsed.record is None or parsed.record.source is None:
        return BulkPage(None, parsed.reason, unknown=unknown)
    source = parsed.record.source
    kept = {
        "file": source.file,
        "url": source.url,
        "sha256": source.sha256,
        "layout": source.layout,
    }
    return BulkPage(plain(parsed.record) | {"source": kept}, None, tuple(source.leftover), unknown)


def _send(pipe: BinaryIO | Any, message: object) -> None:
    data = pickle.dumps(message, protocol=5)
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


def _receive(pipe: BinaryIO | Any) -> Any:
    (length,) = _LENGTH.unpack(pipe.read(_LENGTH.size))
    return pickle.loads(pipe.read(length))  # noqa: S301  (from our own process)


def main(memory: int, patience: float) -> None:
    """Read pages until the pipe closes.

    Args:
        memory: the memory limit, in bytes.
        patience: the time limit of a page in seconds, after which no worker can be waiting.
    """
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    source, target = sys.stdin.buffer, sys.stdout.buffer
    recurring: frozenset[str] = frozenset()
    while True:
        try:
            request: _PageRequest = _receive(source)
        except (EOFError, struct.error):
            return
        signal.setitimer(signal.ITIMER_REAL, patience)
        recurring = recurring if request.recurring is None else request.recurring
        if request.only_lines:
            found: object = lines_of(request.content, request.name)
        else:
            found = answer(request.name, request.content, recurring)
        signal.setitimer(signal.ITIMER_REAL, 0)
        _send(target, found)
