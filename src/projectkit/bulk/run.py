"""A run over a crawl on Dask: workers get the units that no earlier run has done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from itertools import islice
from typing import Any, NamedTuple
from uuid import uuid4

from projectkit.bulk.parts import (
    Done,
    absolute,
    and_above,
    done,
    remove_leavings,
    remove_part,
    write_manifest,
)
from projectkit.bulk.place import SourceError
from projectkit.bulk.units import Unit, units
from projectkit.bulk.work import convert
from projectkit.language.system import system_message
from projectkit.language.translate import _

# How often a unit is retried if reading or writing fails, and how many units a worker has queued.
# Dask itself gives the units of a lost worker to another.
_RETRIES = 2
_AHEAD = 3
# How often to connect to the scheduler; each time Dask waits, half a minute by default.
_CONNECTIONS = 5


class ClusterLostError(OSError):
    """The scheduler was lost, and did not come back."""

    def __init__(self) -> None:
        super().__init__(
            _("the cluster's scheduler was lost: run this again to continue where it stopped")
        )


class Progress(NamedTuple):
    """The progress of a run.

    Attributes:
        units: how many are done, including those of earlier runs.
        of: how many there are.
        counts: pages, records, skipped and diagnostics so far.
        failed: the units that failed and why, by the names of their parts.
        parts: the parts that were done when it began.
    """

    units: int
    of: int
    counts: Counter[str]
    failed: dict[str, str]
    parts: frozenset[str] = frozenset()

    def after(self, unit: Unit, made: dict[str, int] | None, problem: str) -> Progress:
        """The progress when a unit is done, or has failed."""
        if made is None:
            self.failed[unit.part] = f"{unit.name}: {problem}"
            return self
        self.counts.update(made)
        return self._replace(units=self.units + 1)


def run(
    sources: Iterable[str],
    dest: str,
    connect: Callable[[], AbstractContextManager[Any]],
    patience: float,
) -> Iterator[Progress]:
    """Turn a crawl into parts; a run that was stopped continues where it stopped.

    Changed sources are read again, and parts of removed ones are removed at the end.

    Args:
        sources: folders, globs, or URLs for fsspec.
        dest: a folder or a URL for fsspec.
        connect: opens a Dask client.
        patience: the time limit of a page, in seconds.

    Yields:
        The progress after every unit.

    Raises:
        SourceError: if there is nothing to read, or sources or destination cannot be reached.
        ClusterLostError: if the cluster was lost, and did not come back.
        OSError: if the cluster cannot be reached.
    """
    dest = absolute(dest)
    listed = {unit.part: unit for source in sources for unit in units(source)}
    failed: dict[str, str] = {}
    left = _CONNECTIONS
    while True:
        parts = done(dest)
        last = _so_far(listed, parts, failed)
        yield last
        settled = last.parts | failed.keys()
        waiting = [unit for name, unit in listed.items() if name not in settled]
        if not waiting:
            break
        connected = left < _CONNECTIONS
        try:
            with connect() as client:
                connected = True
                _write_manifest(dest, parts, listed, failed)
                for unit, made, problem in _results(client, waiting, dest, patience):
                    left = _CONNECTIONS
                    last = last.after(unit, made, problem)
                    yield last
        except OSError as error:
            # If the first connection fails, the user must act; a lost scheduler may come back.
            if not connected:
                raise
            left -= 1
            if not left:
                raise ClusterLostError from error
    remove_leavings(dest, last.parts)
    if not failed:
        _remove_superseded(listed, dest)
    _write_manifest(dest, done(dest), listed, failed)


def _write_manifest(
    dest: str, parts: dict[str, Done], listed: dict[str, Unit], failed: dict[str, str]
) -> None:
    """Write what is done, and what is unfinished for each source.

    Raises:
        SourceError: if nothing can be written there, which is not the cluster's fault.
    """
    unfinished: dict[str, dict[str, str]] = {}
    for part, unit in listed.items():
        unfinished.setdefault(unit.source, {})[part] = failed.get(part, "")
    try:
        write_manifest(dest, parts, unfinished)
    except OSError as error:
        message = f"{dest}: {system_message(error)}"
        raise SourceError(message) from error


def _so_far(listed: dict[str, Unit], parts: dict[str, Done], failed: dict[str, str]) -> Progress:
    """The progress of earlier runs and connections."""
    finished = {name: part.counts for name, part in parts.items() if name in listed}
    total: Counter[str] = Counter()
    for counts in finished.values():
        total.update(counts)
    return Progress(len(finished), len(listed), total, failed, frozenset(finished))


def _remove_superseded(listed: dict[str, Unit], dest: str) -> None:
    """Remove parts of these sources whose pages changed, moved or disappeared."""
    sources = {unit.source for unit in listed.values()}
    for name, part in done(dest).items():
        # Also parts of what was a source of its own and is now inside one of these.
        if name not in listed and not sources.isdisjoint(and_above(part.source)):
            remove_part(dest, name)


def _results(
    client: Any, waiting: list[Unit], dest: str, patience: float
) -> Iterator[tuple[Unit, dict[str, int] | None, str]]:
    """The result or the problem of each unit, a few of them queued for each worker."""
    from distributed import CancelledError, as_completed  # noqa: PLC0415  (an extra)

    remaining = iter(waiting)
    by_key: dict[str, Unit] = {}
    # Unique to this run: on a shared cluster, tasks with the same key are one task.
    mine = uuid4().hex[:8]

    def submit(unit: Unit) -> Any:
        key = f"unit-{unit.part}-{mine}"
        by_key[key] = unit
        return client.submit(convert, unit, dest, patience, key=key, retries=_RETRIES, pure=False)

    def more() -> list[Any]:
        """As many units as the current workers can queue; at first there may be no workers."""
        if client.status != "running":
            raise ClusterLostError
        ahead = max(1, sum(client.nthreads().values())) * _AHEAD
        return [submit(unit) for unit in islice(remaining, max(0, ahead - len(by_key)))]

    try:
        under_way = as_completed(more())
        for future in under_way:
            unit = by_key.pop(future.key)
            error = future.exception()
            if error is None:
                yield unit, future.result(), ""
            else:
                yield unit, None, f"{type(error).__name__}: {error}"
            future.release()
            under_way.update(more())
    except (OSError, CancelledError) as error:
        # A failing unit has its error as a result: this error is the connection's.
        raise ClusterLostError from error
