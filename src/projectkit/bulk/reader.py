"""A process that reads pages for a worker: a page that crashes it, hangs it or fills its memory costs that page only.

It speaks pickle over its pipes, each message after its length.
"""

from __future__ import annotations

import contextlib
import pickle
import resource
import select
import struct
import subprocess
import sys
from typing import Any, BinaryIO, NamedTuple

from projectkit.parsing.page import parse_page
from projectkit.reading.decode import UnreadableError
from projectkit.search.stored import plain

_LENGTH = struct.Struct("<Q")
# How long a page may take, in seconds, and how much memory its reader may use, in bytes.
PATIENCE = 60.0
_MEMORY = 2_000_000_000


class Answer(NamedTuple):
    """What a page was read as.

    Attributes:
        record: the record as plain data, with the digest and the layout in `source`; None if there is none.
        reason: why there is none.
        leftover: ranges of lines that ended in no field.
        unknown: labels and headings that are not known.
    """

    record: dict[str, Any] | None
    reason: str | None = None
    leftover: tuple[str, ...] = ()
    unknown: tuple[tuple[str, str], ...] = ()


class Reader:
    """A process to read pages in, started when it is needed and again when it is lost."""

    def __init__(self, recurring: frozenset[str], patience: float = PATIENCE) -> None:
        self._recurring = recurring
        self._patience = patience
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, name: str, content: bytes) -> Answer:
        """Read a page; whatever happens is in the answer."""
        process = self._process or self._start()
        if process.stdin is None or process.stdout is None:
            return Answer(None, "no reader could be started")
        with contextlib.suppress(OSError, EOFError, pickle.UnpicklingError, struct.error):
            _send(process.stdin, (name, content))
            ready, _, _ = select.select([process.stdout], [], [], self._patience)
            if not ready:
                self.close()
                return Answer(None, f"reading it took longer than {self._patience:.0f} seconds")
            answer: Answer = _receive(process.stdout)
            return answer
        self.close()
        return Answer(None, "reading it ended its reader: it crashed or ran out of memory")

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
        self._process = None

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", "from projectkit.bulk.reader import main; main()"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603  (ourselves)
        if self._process.stdin:
            _send(self._process.stdin, self._recurring)
        return self._process


def answer(name: str, content: bytes, recurring: frozenset[str]) -> Answer:
    """Read a page as `projectkit ingest` does."""
    try:
        parsed = parse_page(content, name, recurring=recurring)
    except UnreadableError as error:
        return Answer(None, str(error))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  (a fault of ours on one page must not cost the other pages)
        return Answer(None, f"a fault in projectkit, please report it: {type(error).__name__}: {error}")
    unknown = tuple((word.kind.value, word.text) for word in parsed.unknown)
    if parsed.record is None or parsed.record.source is None:
        return Answer(None, parsed.reason, unknown=unknown)
    source = parsed.record.source
    told = {"file": source.file, "url": source.url, "sha256": source.sha256, "layout": source.layout}
    return Answer(plain(parsed.record) | {"source": told}, None, tuple(source.leftover), unknown)


def _send(pipe: BinaryIO | Any, message: object) -> None:
    data = pickle.dumps(message, protocol=5)
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


def _receive(pipe: BinaryIO | Any) -> Any:
    (length,) = _LENGTH.unpack(pipe.read(_LENGTH.size))
    return pickle.loads(pipe.read(length))  # noqa: S301  (from a process of our own)


def main() -> None:
    """Read pages until there are no more."""
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
    source, target = sys.stdin.buffer, sys.stdout.buffer
    recurring: frozenset[str] = _receive(source)
    while True:
        try:
            name, content = _receive(source)
        except (EOFError, struct.error):
            return
        _send(target, answer(name, content, recurring))
