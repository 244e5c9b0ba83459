"""Many pages into records on all cores, in the order in which they were given, a few of them at a time."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from typing import TypeVar

from projectkit.catalogue.page_reader import PageReader
from projectkit.parsing.page import ParsedPage
from projectkit.reading.decode import UnreadableError

# Starting a pool takes as long as reading this many pages on one core.
_ALONE = 48
_BATCH = 16
# Batches under way for each process: enough to keep it busy, few enough to keep memory flat.
_AHEAD = 4

T = TypeVar("T")


@dataclass(frozen=True)
class RawPage:
    """A page that is to be read: its bytes and its name in the catalogue."""

    content: bytes
    name: str


@dataclass(frozen=True)
class Reading:
    """What a page was read as, or why it could not be read."""

    parsed: ParsedPage | None
    problem: str | None = None


def read_raw(page: RawPage, reader: PageReader) -> Reading:
    """Read a page; whatever goes wrong is in the result."""
    try:
        return Reading(reader.read(page.content, page.name))
    except UnreadableError as error:
        return Reading(None, str(error))
    except Exception as error:  # noqa: BLE001  (a fault of ours on one page must not cost the other pages)
        return Reading(None, fault(error))


def fault(error: Exception) -> str:
    """What to tell a user of an error that is ours."""
    return f"a fault in projectkit, please report it: {type(error).__name__}: {error}"


def read_all(
    items: Iterable[T], raw: Callable[[T], RawPage | None], reader: PageReader
) -> Iterator[tuple[T, Reading | None]]:
    """Read what there is to read among items; each comes back in its place.

    Args:
        items: anything.
        raw: the page to read for an item, or None if there is nothing to read for it.
        reader: how to read.
    """
    stream = iter(items)
    alone = 0
    while alone < _ALONE or _cores() == 1:
        item = next(stream, None)
        if item is None:
            return
        page = raw(item)
        alone += page is not None
        yield item, read_raw(page, reader) if page else None
    yield from _in_a_pool(stream, raw, reader)


def _in_a_pool(
    stream: Iterator[T], raw: Callable[[T], RawPage | None], reader: PageReader
) -> Iterator[tuple[T, Reading | None]]:
    """Read in processes of their own, started afresh so that no state of this one is copied halfway."""
    workers = _cores()
    waiting: deque[tuple[list[tuple[T, RawPage | None]], Future[list[Reading]] | None]] = deque()
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _start, (reader,))
    with _without_broken_pipes():
        try:
            while batch := [(item, raw(item)) for item in islice(stream, _BATCH)]:
                pages = [page for _, page in batch if page]
                waiting.append((batch, _submitted(pool, pages) if pages else None))
                if len(waiting) > workers * _AHEAD:
                    yield from _answers(*waiting.popleft(), reader)
            while waiting:
                yield from _answers(*waiting.popleft(), reader)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _submitted(pool: ProcessPoolExecutor, pages: list[RawPage]) -> Future[list[Reading]] | None:
    """The answer to come for some pages; none if the processes of the pool were ended from outside."""
    # Processes are started here: an interrupt is for the one that waits, so they are born deaf to it.
    masks = hasattr(signal, "pthread_sigmask")
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if masks else set()
    try:
        return pool.submit(_read_batch, pages)
    except BrokenProcessPool:
        return None
    finally:
        if masks:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextlib.contextmanager
def _without_broken_pipes() -> Iterator[None]:
    """While a pool lives, a pipe to a process that was ended is an error to catch and not the end of this one."""
    usable = hasattr(signal, "SIGPIPE") and threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGPIPE, signal.SIG_IGN) if usable else None
    try:
        yield
    finally:
        if usable:
            signal.signal(signal.SIGPIPE, before)


def _cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _answers(
    batch: list[tuple[T, RawPage | None]], future: Future[list[Reading]] | None, reader: PageReader
) -> Iterator[tuple[T, Reading | None]]:
    try:
        found = future.result() if future else None
    except BrokenProcessPool:
        found = None
    if found is None:
        # A process was ended from outside: its pages are read here, so that none is missed.
        found = [read_raw(page, reader) for _, page in batch if page]
    readings = iter(found)
    for item, page in batch:
        yield item, next(readings) if page else None


_READER: list[PageReader] = []


def _start(reader: PageReader) -> None:
    """Keep the reader in a new process, so that it is sent once; an interrupt is for the process that waits."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _READER[:] = [reader]


def _read_batch(pages: list[RawPage]) -> list[Reading]:
    return [read_raw(page, _READER[0]) for page in pages]
