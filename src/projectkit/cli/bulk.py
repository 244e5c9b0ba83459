"""`projectkit bulk`."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from projectkit.cli.options import Json

if TYPE_CHECKING:
    from projectkit.bulk.run import Progress

_NEEDED = ("distributed", "fsspec", "pyarrow", "fastwarc")
_TOLD = 5


def bulk_command(
    source: Annotated[str, typer.Argument(help="Folder, glob or URL of pages, WARC files or Parquet files.")],
    to: Annotated[str, typer.Option("--to", help="Folder or URL that receives the Parquet files.")],
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", help="Address of a Dask cluster, such as tcp://host:8786.")
    ] = None,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Processes on this machine; usually one per core.")
    ] = None,
    patience: Annotated[float, typer.Option("--patience", min=1, help="Seconds that one page may take.")] = 60.0,
    as_json: Json = False,
) -> None:
    """Turn a crawl into Parquet, on all cores or on a Dask cluster.

    Records are those that `projectkit ingest` makes of the same pages. A run that was stopped goes on where it ended;
    `projectkit import DEST --where QUERY` brings records into a catalogue.
    """
    from projectkit.cli.terminal import json_text, tell
    from projectkit.export.format import required

    for package in _NEEDED:
        required(package, "cluster")
    from projectkit.bulk.run import run

    began, last = time.monotonic(), None
    for last in run(source, to, lambda: _connected(scheduler, workers), patience):
        _show(last, time.monotonic() - began)
    if last is None:
        return
    if sys.stderr.isatty():
        sys.stderr.write("\n")
    for name, reason in list(last.failed.items())[:_TOLD]:
        tell(f"failed: {name}: {reason}")
    counts = {"units": last.units, "of": last.of, **last.counts, "failed": len(last.failed)}
    if as_json:
        sys.stdout.write(json_text(counts))
    else:
        tell(", ".join(f"{number} {name}" for name, number in counts.items() if name != "of"))
    if last.failed:
        raise typer.Exit(1)


@contextmanager
def _connected(scheduler: str | None, workers: int | None) -> Iterator[Any]:
    """A client of the cluster at an address, or of one over the cores of this machine."""
    from dask import config
    from distributed import Client, LocalCluster

    from projectkit.catalogue.pool import cores
    from projectkit.cli.terminal import tell

    if scheduler:
        with Client(scheduler) as client:
            tell(f"dashboard: {client.dashboard_link}")
            yield client
        return
    # A unit that loses its worker is tried again; what crashes on its pages are only their readers.
    with (
        config.set({"distributed.scheduler.allowed-failures": 10}),
        LocalCluster(
            n_workers=workers or cores(),
            threads_per_worker=1,
            dashboard_address="127.0.0.1:0",
            silence_logs=logging.CRITICAL,
        ) as cluster,
        Client(cluster) as client,
    ):
        tell(f"dashboard: {client.dashboard_link}")
        yield client


def _show(progress: Progress, seconds: float) -> None:
    """One line on a terminal that says how far it is."""
    if not sys.stderr.isatty():
        return
    pages = progress.counts.get("pages", 0)
    rate = pages / seconds if seconds else 0
    line = f"{progress.units}/{progress.of} units, {pages:,} pages, {rate:,.0f} a second, {len(progress.failed)} failed"
    sys.stderr.write(f"\r{line:<79}")
    sys.stderr.flush()
