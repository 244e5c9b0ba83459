"""A process that reads pages for a worker: a page that crashes it, hangs it or fills its memory costs that page only.

It speaks pickle over its pipes, each message after its length.
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

# Seconds after which a page ends its reader where the worker that should have is gone.
_GRACE = 5
_LENGTH = struct.Struct("<Q")
PATIENCE, MEMORY = 60.0, 2_000_000_000
"""How long a page may take, in seconds, and how much memory its reader may use, in bytes."""


class BulkPage(NamedTuple):
    """What a page was read as.

    Attributes:
        record: the record as plain data, with the digest and the layout in `source`; None if there
            is none.
        reason: why there is none.
        leftover: ranges of lines that ended in no field.
        unknown: labels and headings that are not known.
    """

    record: dict[str, Any] | None
    reason: str | None = None
    leftover: tuple[str, ...] = ()
    unknown: tuple[tuple[str, str], ...] = ()


class Reader:
    """A process to read pages in, started when it is needed and again when it is lost.

    Attributes:
        patience: how long a page may take, in seconds.
    """

    def __init__(self, patience: float = PATIENCE, memory: int = MEMORY) -> None:
        self.patience = patience
        self._memory = memory
        self._process: subprocess.Popen[bytes] | None = None
        self._recurring: frozenset[str] = frozenset()

    def __enter__(self) -> Self:
        """Read pages; the process ends afterwards."""
        return self

    def __exit__(self, *error: object) -> None:
        """End the process."""
        self.close()

    def read(self, name: str, content: bytes, recurring: frozenset[str] = frozenset()) -> BulkPage:
        """Read a page; whatever happens is in the answer.

        Args:
            name: what the page is called.
            content: its bytes.
            recurring: lines that stand on many pages of its site.
        """
        if not self._process:
            self._start()
        told = None if recurring == self._recurring else recurring
        found, problem = self._ask(_Request(name, content, told))
        self._recurring = recurring
        return found if isinstance(found, BulkPage) else BulkPage(None, problem)

    def lines(self, name: str, content: bytes) -> set[str]:
        """The lines of a page, as they are compared with those of others; none if it cannot be read."""
        found, _ = self._ask(_Request(name, content, None, only_lines=True))
        return found if isinstance(found, set) else set()

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
        self._process = None

    def _ask(self, request: _Request) -> tuple[object, str]:
        """What the process makes of a page, or None and why there is nothing."""
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
        return None, "reading it ended its reader: it crashed or ran out of memory"

    def _start(self) -> subprocess.Popen[bytes]:
        # Without the working folder among the places of modules: what a crawl saved there is not
        # run.
        program = f"from projectkit.bulk.reader import main; main({self._memory}, {self.patience + _GRACE})"
        command = [sys.executable, "-P", "-c", program]
        # In a session of its own: Ctrl-C is for who asked, and a reader that ends costs a page. Why
        # a page was skipped is kept with the records: in English, whatever machine read it.
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


class _Request(NamedTuple):
    """A page to read; `recurring` is None where it is what it was for the page before."""

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
    except Exception as error:  # noqa: BLE001  (a fault of ours on one page must not cost the other pages)
        return BulkPage(
            None, f"a fault in projectkit, please report it: {type(error).__name__}: {error}"
        )
    unknown = tuple((word.kind.value, word.text) for word in parsed.unknown)
    if parsed.record is None or parsed.record.source is None:
        return BulkPage(None, parsed.reason, unknown=unknown)
    source = parsed.record.source
    told = {
        "file": source.file,
        "url": source.url,
        "sha256": source.sha256,
        "layout": source.layout,
    }
    return BulkPage(plain(parsed.record) | {"source": told}, None, tuple(source.leftover), unknown)


def _send(pipe: BinaryIO | Any, message: object) -> None:
    data = pickle.dumps(message, protocol=5)
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


def _receive(pipe: BinaryIO | Any) -> Any:
    (length,) = _LENGTH.unpack(pipe.read(_LENGTH.size))
    return pickle.loads(pipe.read(length))  # noqa: S301  (from a process of our own)


def main(memory: int, patience: float) -> None:
    """Read pages until there are no more, in so many bytes and each in so many seconds: nobody may wait any more."""
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    source, target = sys.stdin.buffer, sys.stdout.buffer
    recurring: frozenset[str] = frozenset()
    while True:
        try:
            request: _Request = _receive(source)
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
