"""`projectkit bulk`."""

from __future__ import annotations

import logging
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from projectkit.cli.options import Json
from projectkit.language.figures import number as written
from projectkit.language.translate import _, language, plural

if TYPE_CHECKING:
    from projectkit.bulk.run import Progress

_NEEDED = ("distributed", "fsspec", "pyarrow", "fastwarc")
_TOLD = 5


def bulk_command(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar=_("SOURCE..."),
            help=_("Folders, globs or URLs of pages, WARC files or Parquet files."),
            show_default=False,
        ),
    ],
    to: Annotated[
        str,
        typer.Option(
            "--to", metavar=_("DEST"), help=_("Folder or URL that receives the Parquet files.")
        ),
    ],
    scheduler: Annotated[
        str | None,
        typer.Option(
            "--scheduler",
            metavar=_("URL"),
            help=_("Address of a Dask cluster, such as tcp://host:8786."),
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers", min=1, help=_("Processes on this machine; usually one per core.")
        ),
    ] = None,
    patience: Annotated[
        float, typer.Option("--patience", min=1, help=_("Seconds that one page may take."))
    ] = 60.0,
    as_json: Json = False,
) -> None:
    """Turn a crawl into Parquet, on all cores or on a Dask cluster.

    The records are those that `projectkit ingest` makes from the same pages. A run that was stopped
    continues where it ended, and pages that changed since are read again. `search`, `report` and
    others query the result with --from; `projectkit import DEST --where QUERY` brings records into
    a catalogue.
    """
    from projectkit.export.format import required

    for package in _NEEDED:
        required(package, "cluster")
    from projectkit.bulk.run import run

    last = None
    try:
        with _shown() as show, _interrupts() as check:
            for last in run(sources, to, lambda: _connected(scheduler, workers), patience):
                show(last)
                check()
    except KeyboardInterrupt:
        told = _("{done} of {of} units are done; the same command continues")
        raise KeyboardInterrupt(told.format(done=last.units, of=last.of) if last else "") from None
    if last:
        _tell(last, as_json=as_json)


@contextmanager
def _interrupts() -> Iterator[Callable[[], None]]:
    """Remember an interrupt: one that is raised while Python tidies up is lost."""
    heard = False

    def hear(*_signal: object) -> None:
        nonlocal heard
        heard = True
        raise KeyboardInterrupt

    def check() -> None:
        if heard:
            raise KeyboardInterrupt

    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        # A job in the background: whoever started it wants it to ignore interrupts.
        yield check
        return
    before = signal.signal(signal.SIGINT, hear)
    try:
        yield check
    finally:
        signal.signal(signal.SIGINT, before)


def _tell(last: Progress, *, as_json: bool) -> None:
    """Report the totals; exit code 1 if something failed."""
    from projectkit.cli.terminal import json_text, tell

    for problem in list(last.failed.values())[:_TOLD]:
        tell(_("failed: {problem}").format(problem=problem))
    counts = {"units": last.units, "of": last.of, **last.counts}
    if as_json:
        sys.stdout.write(json_text(counts | {"failed": sorted(last.failed.values())}))
    else:
        tell(", ".join(_totals(last)))
    if last.failed:
        raise typer.Exit(1)


def _totals(last: Progress) -> Iterator[str]:
    """How much was read and made, each as words."""
    counts = last.counts
    named = (
        (last.units, plural("{number} unit", "{number} units", last.units)),
        (counts["pages"], plural("{number} page", "{number} pages", counts["pages"])),
        (counts["records"], plural("{number} record", "{number} records", counts["records"])),
        (counts["skipped"], _("{number} skipped")),
        (
            counts["diagnostics"],
            plural("{number} diagnostic", "{number} diagnostics", counts["diagnostics"]),
        ),
        (len(last.failed), _("{number} failed")),
    )
    return (told.format(number=written(number, language())) for number, told in named)


@contextmanager
def _connected(scheduler: str | None, workers: int | None) -> Iterator[Any]:
    """A client of the cluster at an address, or of one over the cores of this machine."""
    from dask import config
    from distributed import Client

    from projectkit.cli.terminal import tell

    # What Dask logs of connections that come and go is reported in fewer words.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    if scheduler:
        with _client(scheduler) as client:
            tell(_("dashboard: {address}").format(address=client.dashboard_link))
            yield client
        return
    # A unit that loses its worker is tried again; a page that crashes only takes its reader along.
    with (
        config.set({"distributed.scheduler.allowed-failures": 10}),
        _local_cluster(workers) as cluster,
        Client(cluster) as client,
    ):
        tell(_("dashboard: {address}").format(address=client.dashboard_link))
        yield client


def _local_cluster(workers: int | None) -> Any:
    """A cluster of workers on this machine that Ctrl-C does not reach: it is for this process."""
    from distributed import LocalCluster

    from projectkit.catalogue.cores import cores
    from projectkit.catalogue.pool import born_deaf

    with born_deaf():
        return LocalCluster(
            n_workers=workers or cores(),
            threads_per_worker=1,
            dashboard_address="127.0.0.1:0",
            silence_logs=logging.CRITICAL,
        )


def _client(scheduler: str) -> Any:
    """A client of a cluster.

    Raises:
        BadParameter: if the text is not an address.
        OSError: if nobody answers there.
    """
    from distributed import Client

    try:
        return Client(scheduler)
    except ValueError as error:
        message = _("{error}: an address looks like tcp://host:8786").format(error=error)
        raise typer.BadParameter(message, param_hint="--scheduler") from None


@contextmanager
def _shown() -> Iterator[Callable[[Progress], None]]:
    """A progress bar on a terminal, with speed and failures; elsewhere nothing."""
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        BarColumn(bar_width=20),
        TextColumn("{task.fields[told]}"),
        TimeRemainingColumn(compact=True),
    )
    console, began, at_first = Console(stderr=True), time.monotonic(), -1
    with Bar(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None, told=_("starting"))

        def show(progress: Progress) -> None:
            nonlocal began, at_first
            pages = progress.counts.get("pages", 0)
            if at_first < 0:
                # Pages of earlier runs say nothing about the speed of this one.
                began, at_first = time.monotonic(), pages
            rate = (pages - at_first) / max(time.monotonic() - began, 1e-9)
            failed = (
                _(", {number} failed").format(number=len(progress.failed))
                if progress.failed
                else ""
            )
            told = _("{units}/{of} units, {pages} pages, {rate}/s{failed}").format(
                units=written(progress.units, language()),
                of=written(progress.of, language()),
                pages=written(pages, language()),
                rate=written(round(rate), language()),
                failed=failed,
            )
            bar.update(task, completed=progress.units, total=progress.of, told=told)

        yield show
