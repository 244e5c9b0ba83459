"""Work on as many cores as are worth it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import TypeVar

State = TypeVar("State")
Job = TypeVar("Job")
Answer = TypeVar("Answer")
Work = Callable[[State, Iterable[Job]], Iterable[Answer]]


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def work_on_many(
    work: Work[State, Job, Answer], state: State, jobs: Iterable[Job], *, few: int, batch: int
) -> Iterator[Answer]:
    """Do jobs here if they are few, and else in batches on all cores.

    Args:
        work: what to do; a function of a module, since it is sent by name.
        state: what every job needs.
        jobs: what to do it to.
        few: how many jobs one core does in the time that starting a pool takes.
        batch: how many jobs a process gets at a time.

    Yields:
        The answers, in the order of the jobs.
    """
    rest = iter(jobs)
    first = list(islice(rest, few + 1))
    every = chain(first, rest)
    if len(first) <= few or cores() == 1:
        yield from work(state, every)
        return
    from projectkit.catalogue.pool import work_in_pool  # noqa: PLC0415  (few questions are so large)

    batches = iter(lambda: list(islice(every, batch)), [])
    for answers in work_in_pool(_listed, (work, state), batches):
        yield from answers


def _listed(both: tuple[Work[State, Job, Answer], State], jobs: list[Job]) -> list[Answer]:
    work, state = both
    return list(work(state, jobs))
