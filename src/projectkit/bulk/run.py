"""A run over a crawl on Dask: units to workers, what is done counted, what is done already left alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from itertools import islice
from typing import Any, NamedTuple

from projectkit.bulk.parts import absolute, done, write_manifest
from projectkit.bulk.units import Unit, units
from projectkit.bulk.work import convert

# How often a unit is tried again where reading or writing failed, and units under way for each worker. A unit whose
# worker is lost is given to another by Dask itself.
_RETRIES = 2
_AHEAD = 3


class Progress(NamedTuple):
    """How far a run is.

    Attributes:
        units: how many are done, those of earlier runs among them.
        of: how many there are.
        counts: pages, records, skipped and diagnostics so far.
        failed: units that could not be done, with the reason.
    """

    units: int
    of: int
    counts: dict[str, int]
    failed: dict[str, str]


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
    """
    dest = absolute(dest)
    # What an earlier run wrote is no page, though it may lie within the source.
    listed = {unit.part: unit for unit in units(source) if not unit.urls[0].startswith(f"{dest}/")}
    finished = {name: counts for name, counts in done(dest).items() if name in listed}
    waiting = [unit for name, unit in listed.items() if name not in finished]
    total: dict[str, int] = {}
    for counts in finished.values():
        _add(total, counts)
    failed: dict[str, str] = {}
    count = len(finished)
    yield Progress(count, len(listed), total, failed)
    if waiting:
        with connect() as client:
            for unit, made, problem in _results(client, waiting, dest, patience):
                if made is None:
                    failed[unit.name] = problem
                else:
                    count += 1
                    _add(total, made)
                yield Progress(count, len(listed), total, failed)
    write_manifest(dest, {"parts": count, **total, "failed": len(failed)})


def _results(
    client: Any, waiting: list[Unit], dest: str, patience: float
) -> Iterator[tuple[Unit, dict[str, int] | None, str]]:
    """What became of each unit, a few under way for each worker."""
    from distributed import as_completed  # noqa: PLC0415  (an extra)

    remaining = iter(waiting)
    by_key: dict[str, Unit] = {}

    def submit(unit: Unit) -> Any:
        by_key[f"unit-{unit.part}"] = unit
        return client.submit(convert, unit, dest, patience, key=f"unit-{unit.part}", retries=_RETRIES, pure=False)

    ahead = max(1, sum(client.nthreads().values())) * _AHEAD
    under_way = as_completed([submit(unit) for unit in islice(remaining, ahead)])
    for future in under_way:
        unit = by_key.pop(future.key)
        error = future.exception()
        if error is None:
            yield unit, future.result(), ""
        else:
            yield unit, None, f"{type(error).__name__}: {error}"
        future.release()
        following = next(remaining, None)
        if following is not None:
            under_way.add(submit(following))


def _add(total: dict[str, int], counts: dict[str, int]) -> None:
    for name, number in counts.items():
        total[name] = total.get(name, 0) + number
