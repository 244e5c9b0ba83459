"""Work on all cores, in order, a few batches at a time; a process that is killed costs nothing."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, resource_tracker
from typing import Any, TypeVar

from projectkit.catalogue.cores import cores

# Batches under way for each process: enough to keep it busy, few enough to keep memory flat.
_AHEAD = 4

State = TypeVar("State")
Job = TypeVar("Job")
Answer = TypeVar("Answer")
Work = Callable[[State, Job], Answer]


def work_in_pool(
    work: Work[State, Job, Answer], state: State, jobs: Iterable[Job]
) -> Iterator[Answer]:
    """Do jobs in processes of their own, started afresh so that no state is copied halfway.

    Args:
        work: what to do; a function of a module, since it is sent by name.
        state: what every job needs; sent to each process once.
        jobs: what to do it to. They are taken only a few ahead of the answers.

    Yields:
        The answers, in the order of the jobs. What a process was doing when it was killed
        is done here.
    """
    workers = cores()
    waiting: deque[tuple[Job, Future[Answer] | None]] = deque()
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _start, (work, state))
    with _without_broken_pipes():
        try:
            for job in jobs:
                waiting.append((job, _submitted(pool, job)))
                if len(waiting) > workers * _AHEAD:
                    yield _answer(work, state, *waiting.popleft())
            while waiting:
                yield _answer(work, state, *waiting.popleft())
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _submitted(pool: ProcessPoolExecutor, job: Job) -> Future[Any] | None:
    """The answer to come; none if the processes of the pool were killed."""
    with born_deaf():
        try:
            return pool.submit(_do, job)
        except BrokenProcessPool:
            return None


@contextlib.contextmanager
def born_deaf() -> Iterator[None]:
    """Processes and threads started meanwhile ignore interrupts: those go to the one that waits."""
    masks = hasattr(signal, "pthread_sigmask")
    if masks:
        # It is started with the first process, and then lets interrupts through again.
        resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if masks else set()
    try:
        yield
    finally:
        if masks:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _answer(
    work: Work[State, Job, Answer], state: State, job: Job, future: Future[Answer] | None
) -> Answer:
    if future is not None:
        with contextlib.suppress(BrokenProcessPool):
            return future.result()
    return work(state, job)


@contextlib.contextmanager
def _without_broken_pipes() -> Iterator[None]:
    """While a pool lives, a pipe to a killed process raises and does not end this one."""
    usable = hasattr(signal, "SIGPIPE") and threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGPIPE, signal.SIG_IGN) if usable else None
    try:
        yield
    finally:
        if usable:
            signal.signal(signal.SIGPIPE, before)


_MINE: list[tuple[Work[Any, Any, Any], Any]] = []


def _start(work: Work[Any, Any, Any], state: Any) -> None:
    """Keep the work in a new process, so that it is sent once, and ignore interrupts."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _MINE[:] = [(work, state)]


def _do(job: Any) -> Any:
    work, state = _MINE[0]
    return work(state, job)
