"""`projectkit bulk`."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
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

    last = None
    try:
        with _shown() as show:
            for last in run(source, to, lambda: _connected(scheduler, workers), patience):
                show(last)
    except KeyboardInterrupt:
        told = f"{last.units} of {last.of} units are done, the same command goes on" if last else ""
        raise KeyboardInterrupt(told) from None
    if last is None:
        return
    for problem in list(last.failed.values())[:_TOLD]:
        tell(f"failed: {problem}")
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

    from projectkit.catalogue.pool import born_deaf, cores
    from projectkit.cli.terminal import tell

    # What it has to say of connections that come and go is told in fewer words.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    if scheduler:
        with Client(scheduler) as client:
            tell(f"dashboard: {client.dashboard_link}")
            yield client
        return
    # A unit that loses its worker is tried again; what crashes on its pages are only their readers.
    with config.set({"distributed.scheduler.allowed-failures": 10}), ExitStack() as opened:
        with born_deaf():
            cluster = LocalCluster(
                n_workers=workers or cores(),
                threads_per_worker=1,
                dashboard_address="127.0.0.1:0",
                silence_logs=logging.CRITICAL,
            )
            client = opened.enter_context(Client(opened.enter_context(cluster)))
        tell(f"dashboard: {client.dashboard_link}")
        yield client


@contextmanager
def _shown() -> Iterator[Callable[[Progress], None]]:
    """A bar on a terminal that says how far it is, how fast, and what went wrong; elsewhere nothing."""
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(bar_width=20), TextColumn("{task.fields[told]}"), TimeRemainingColumn(compact=True))
    console, began, at_first = Console(stderr=True), time.monotonic(), -1
    with Bar(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None, told="starting")

        def show(progress: Progress) -> None:
            nonlocal began, at_first
            pages = progress.counts.get("pages", 0)
            if at_first < 0:
                # What earlier runs did says nothing of how fast this one is.
                began, at_first = time.monotonic(), pages
            rate = (pages - at_first) / max(time.monotonic() - began, 1e-9)
            failed = f", {len(progress.failed)} failed" if progress.failed else ""
            told = f"{progress.units}/{progress.of} units, {pages:,} pages, {rate:,.0f}/s{failed}"
            bar.update(task, completed=progress.units, total=progress.of, told=told)

        yield show
