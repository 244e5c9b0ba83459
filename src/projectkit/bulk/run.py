"""A run over a crawl on Dask: units to workers, what is done counted, what is done already left alone."""

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

# How often a unit is tried again where reading or writing failed, and units under way for each
# worker. A unit whose worker is lost is given to another by Dask itself.
_RETRIES = 2
_AHEAD = 3
# How often a scheduler is looked for; Dask waits for it, half a minute as it comes.
_CONNECTIONS = 5


class ClusterLostError(OSError):
    """The scheduler was lost, and did not come back."""

    def __init__(self) -> None:
        super().__init__(
            _("the scheduler of the cluster was lost: run this again, it goes on where it ended")
        )


class Progress(NamedTuple):
    """How far a run is.

    Attributes:
        units: how many are done, those of earlier runs among them.
        of: how many there are.
        counts: pages, records, skipped and diagnostics so far.
        failed: which units could not be done and why, by the names of their parts.
        parts: those that were done when it began.
    """

    units: int
    of: int
    counts: Counter[str]
    failed: dict[str, str]
    parts: frozenset[str] = frozenset()

    def after(self, unit: Unit, made: dict[str, int] | None, problem: str) -> Progress:
        """How far it is when a unit is done, or could not be."""
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
    """Turn a crawl into parts; a run that was stopped goes on where it ended.

    What changed in the sources is read again, and what was made of what is no longer there is
    removed at the end.

    Args:
        sources: folders, globs, or URLs of fsspec.
        dest: a folder or a URL of fsspec.
        connect: opens a client of Dask.
        patience: how long a page may take, in seconds.

    Yields:
        How far it is, after every unit.

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
        waiting = [
            unit for name, unit in listed.items() if name not in last.parts and name not in failed
        ]
        if not waiting:
            break
        connected = left < _CONNECTIONS
        try:
            with connect() as client:
                connected = True
                _say_what_is_to_come(dest, parts, listed, failed)
                for unit, made, problem in _results(client, waiting, dest, patience):
                    left = _CONNECTIONS
                    last = last.after(unit, made, problem)
                    yield last
        except OSError as error:
            # The first connection is the user's to get right; for later ones Dask waits until the
            # scheduler is back.
            if not connected:
                raise
            left -= 1
            if not left:
                raise ClusterLostError from error
    remove_leavings(dest, last.parts)
    if not failed:
        _remove_superseded(listed, dest)
    _say_what_is_to_come(dest, done(dest), listed, failed)


def _say_what_is_to_come(
    dest: str, parts: dict[str, Done], listed: dict[str, Unit], failed: dict[str, str]
) -> None:
    """Write the manifest.

    Raises:
        SourceError: if nothing can be written there; that is no fault of the cluster.
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
    """How far earlier runs and connections came."""
    finished = {name: part.counts for name, part in parts.items() if name in listed}
    total: Counter[str] = Counter()
    for counts in finished.values():
        total.update(counts)
    return Progress(len(finished), len(listed), total, failed, frozenset(finished))


def _remove_superseded(listed: dict[str, Unit], dest: str) -> None:
    """Remove parts of these sources that no unit makes any more: their pages changed, moved or are gone."""
    sources = {unit.source for unit in listed.values()}
    for name, part in done(dest).items():
        # Also of what was a source of its own, and lies in one now.
        if name not in listed and not sources.isdisjoint(and_above(part.source)):
            remove_part(dest, name)


def _results(
    client: Any, waiting: list[Unit], dest: str, patience: float
) -> Iterator[tuple[Unit, dict[str, int] | None, str]]:
    """What became of each unit, a few under way for each worker."""
    from distributed import CancelledError, as_completed  # noqa: PLC0415  (an extra)

    remaining = iter(waiting)
    by_key: dict[str, Unit] = {}
    # Of this run alone: on a cluster that others use too, a key that two give is one task.
    mine = uuid4().hex[:8]

    def submit(unit: Unit) -> Any:
        key = f"unit-{unit.part}-{mine}"
        by_key[key] = unit
        return client.submit(convert, unit, dest, patience, key=key, retries=_RETRIES, pure=False)

    def more() -> list[Any]:
        """As many as the workers that there are now can do with; at first there may be none."""
        if client.status != "running":
            raise ClusterLostError
        ahead = max(1, sum(client.nthreads().values())) * _AHEAD
        return [submit(unit) for unit in islice(remaining, max(0, ahead - len(by_key)))]

    try:
        under_way = as_completed(more())
        for future in under_way:
            unit = by_key.pop(future.key)
            error = future.exception()
            yield (
                (unit, future.result(), "")
                if error is None
                else (unit, None, f"{type(error).__name__}: {error}")
            )
            future.release()
            under_way.update(more())
    except (OSError, CancelledError) as error:
        # What goes wrong in a unit is its result: this is the connection.
        raise ClusterLostError from error
