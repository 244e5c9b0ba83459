"""A run over a crawl on Dask: units to workers, what is done counted, what is done already left alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from itertools import islice
from typing import Any, NamedTuple

from projectkit.bulk.parts import absolute, done, write_manifest
from projectkit.bulk.units import Unit, units
from projectkit.bulk.work import convert
from projectkit.language.translate import _

# How often a unit is tried again where reading or writing failed, and units under way for each worker. A unit whose
# worker is lost is given to another by Dask itself.
_RETRIES = 2
_AHEAD = 3
# How often a scheduler is looked for; Dask waits for it, half a minute as it comes.
_CONNECTIONS = 5


class ClusterLostError(OSError):
    """The scheduler was lost, and did not come back."""

    def __init__(self) -> None:
        super().__init__(_("the scheduler of the cluster was lost: run this again, it goes on where it ended"))


class Progress(NamedTuple):
    """How far a run is.

    Attributes:
        units: how many are done, those of earlier runs among them.
        of: how many there are.
        counts: pages, records, skipped and diagnostics so far.
        failed: which units could not be done and why, by the names of their parts.
    """

    units: int
    of: int
    counts: Counter[str]
    failed: dict[str, str]

    def after(self, unit: Unit, made: dict[str, int] | None, problem: str) -> Progress:
        """How far it is when a unit is done, or could not be."""
        if made is None:
            self.failed[unit.part] = f"{unit.name}: {problem}"
            return self
        self.counts.update(made)
        return self._replace(units=self.units + 1)


def run(
    source: str,
    dest: str,
    connect: Callable[[], AbstractContextManager[Any]],
    patience: float,
) -> Iterator[Progress]:
    """Turn a crawl into parts; a run that was stopped goes on where it ended.

    Args:
        source: a folder, a glob, or a URL of fsspec.
        dest: a folder or a URL of fsspec.
        connect: opens a client of Dask.
        patience: how long a page may take, in seconds.

    Yields:
        How far it is, after every unit.

    Raises:
        SourceError: if there is nothing to read.
        ClusterLostError: if the cluster was lost, and did not come back.
        OSError: if the cluster, the source or the destination cannot be reached.
    """
    dest = absolute(dest)
    # What an earlier run wrote is no page, though it may lie within the source.
    listed = {unit.part: unit for unit in units(source) if not unit.urls[0].startswith(f"{dest}/")}
    failed: dict[str, str] = {}
    for attempt in range(_CONNECTIONS):
        finished = {name: counts for name, counts in done(dest).items() if name in listed}
        waiting = [unit for name, unit in listed.items() if name not in finished and name not in failed]
        last = Progress(len(finished), len(listed), _total(finished.values()), failed)
        yield last
        if not waiting:
            break
        try:
            with connect() as client:
                for unit, made, problem in _results(client, waiting, dest, patience):
                    last = last.after(unit, made, problem)
                    yield last
            break
        except OSError as error:
            # The first connection is the user's to get right; for later ones Dask waits until the scheduler is back.
            if not attempt and not isinstance(error, ClusterLostError):
                raise
    else:
        raise ClusterLostError
    write_manifest(dest, {"parts": last.units, **last.counts, "failed": len(failed)})


def _results(
    client: Any, waiting: list[Unit], dest: str, patience: float
) -> Iterator[tuple[Unit, dict[str, int] | None, str]]:
    """What became of each unit, a few under way for each worker."""
    from distributed import CancelledError, as_completed  # noqa: PLC0415  (an extra)

    remaining = iter(waiting)
    by_key: dict[str, Unit] = {}

    def submit(unit: Unit) -> Any:
        by_key[f"unit-{unit.part}"] = unit
        return client.submit(convert, unit, dest, patience, key=f"unit-{unit.part}", retries=_RETRIES, pure=False)

    ahead = max(1, sum(client.nthreads().values())) * _AHEAD
    try:
        under_way = as_completed([submit(unit) for unit in islice(remaining, ahead)])
        for future in under_way:
            unit = by_key.pop(future.key)
            error = future.exception()
            yield (unit, future.result(), "") if error is None else (unit, None, f"{type(error).__name__}: {error}")
            future.release()
            following = next(remaining, None)
            if following is not None:
                under_way.add(submit(following))
    except (OSError, CancelledError) as error:
        # What goes wrong in a unit is its result: this is the connection.
        raise ClusterLostError from error


def _total(finished: Iterable[dict[str, int]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for counts in finished:
        total.update(counts)
    return total
