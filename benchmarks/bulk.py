"""The cost of a crawl: pages per second and memory of `projectkit bulk` on generated WARC files.

    python benchmarks/bulk.py [--pages 10000 200000] [--workers 1 2] [--compare 10000]

Each run is a separate process and includes the start of Dask. The two hosts are a cluster with a
scheduler and two workers, each at its own loopback address. Core seconds are the sum over all
processes, so that they show the cost whatever else the machine does. Memory is the most that a
worker and its reader held together, sampled every half second. The first pages are also read in a
plain loop and by `ingest`.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Self

import psutil
from fastwarc.warc import ArchiveIterator as FastArchive
from generate import as_html
from warcio.archiveiterator import ArchiveIterator as PlainArchive

from projectkit.parsing.page import parse_page

# Pages per WARC file, which is a unit of work, and the number of sites.
IN_FILE, SITES = 1000, 20
LOOK = 0.5


def write_warc(folder: Path, count: int) -> None:
    """Write invented pages as WARC files (ISO 28500), with a gzip member for each page."""
    folder.mkdir()
    for start in range(0, count, IN_FILE):
        with (folder / f"{start:08}.warc.gz").open("wb") as file:
            for number in range(start, min(start + IN_FILE, count)):
                answer = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
                body = f"{answer}{as_html(number)}".encode()
                head = (
                    "WARC/1.0\r\nWARC-Type: response\r\n"
                    f"WARC-Target-URI: https://site{number % SITES}.example/{number}\r\n"
                    "Content-Type: application/http; msgtype=response\r\n"
                    f"Content-Length: {len(body)}\r\n\r\n"
                )
                file.write(gzip.compress(head.encode() + body + b"\r\n\r\n", compresslevel=1))


class Watch:
    """Samples a run: the most megabytes of a worker with its reader, and the core seconds."""

    def __init__(self) -> None:
        self.most = 0.0
        self.cores: dict[int, float] = {}
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._done.wait(LOOK):
            for process in psutil.Process().children(recursive=True):
                with contextlib.suppress(psutil.Error):
                    times = process.cpu_times()
                    self.cores[process.pid] = times.user + times.system
                    if "projectkit.bulk.reader" in " ".join(process.cmdline()):
                        worker = process.parent()
                        held = process.memory_info().rss + (
                            worker.memory_info().rss if worker else 0
                        )
                        self.most = max(self.most, held / 1e6)


def bulk(root: Path, crawl: str, *options: str) -> tuple[float, Watch, int]:
    """The duration of a crawl, its cost, and the number of records."""
    command = [
        sys.executable,
        "-m",
        "projectkit",
        "bulk",
        crawl,
        "--to",
        f"parts-{time.time_ns()}",
        "--json",
        *options,
    ]
    began = time.perf_counter()
    with Watch() as watch:
        done = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)  # noqa: S603
    return time.perf_counter() - began, watch, json.loads(done.stdout)["records"]


@contextlib.contextmanager
def two_hosts() -> Iterator[str]:
    """The address of a cluster of two hosts, each with a worker."""
    dask = [sys.executable, "-m", "dask"]
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    place = ["--host", "127.0.0.1", "--port", "18786", "--no-dashboard"]
    address = f"tcp://{place[1]}:{place[3]}"
    started = [subprocess.Popen([*dask, "scheduler", *place], **quiet)]  # noqa: S603
    try:
        for host in ("127.0.0.2", "127.0.0.3"):
            options = ["--host", host, "--nworkers", "1", "--nthreads", "1", "--no-dashboard"]
            started.append(subprocess.Popen([*dask, "worker", address, *options], **quiet))  # noqa: S603
        time.sleep(10)
        yield address
    finally:
        for each in reversed(started):
            each.terminate()
            each.wait()


def rate(count: int, took: float) -> str:
    """Seconds and pages per second."""
    return f"{took:9.1f} s {count / took:7.0f} pages a second"


def compare(root: Path, count: int) -> None:
    """Read pages in a plain loop and by `ingest`, and their WARC files by both libraries."""
    files = sorted((root / f"crawl-{count}").iterdir())
    for name, contents in (("fastwarc", _fast), ("warcio", _plain)):
        began = time.perf_counter()
        total = sum(contents(files))
        say(
            f"reading WARC files alone, {name}",
            rate(count, time.perf_counter() - began),
            f"{total:,} bytes",
        )
    made = [as_html(number).encode() for number in range(min(count, 2000))]
    began = time.perf_counter()
    for number, page in enumerate(made):
        parse_page(page, f"{number}.html")
    say("parse_page in a loop", rate(len(made), time.perf_counter() - began))
    raw = root / "data/raw"
    raw.mkdir(parents=True)
    (root / "data/structured").mkdir()
    for number in range(count):
        (raw / f"{number:06}.html").write_text(as_html(number), "utf-8")
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "projectkit", "ingest"], cwd=root, check=True, capture_output=True
    )
    say("ingest on all cores, YAML included", rate(count, time.perf_counter() - began))


def _fast(files: Iterable[Path]) -> Iterator[int]:
    for path in files:
        with path.open("rb") as file:
            yield from (len(record.reader.read()) for record in FastArchive(file, parse_http=True))


def _plain(files: Iterable[Path]) -> Iterator[int]:
    for path in files:
        with path.open("rb") as file:
            yield from (len(record.content_stream().read()) for record in PlainArchive(file))


def say(*cells: str) -> None:
    """Print a line."""
    sys.stdout.write("  ".join((f"{cells[0]:42}", *cells[1:])) + "\n")
    sys.stdout.flush()


def measure(count: int, name: str, run: Callable[[], tuple[float, Watch, int]]) -> None:
    """Print the cost of a run."""
    took, watch, records = run()
    cores = sum(watch.cores.values())
    say(
        f"{count:,} pages, {name}", rate(count, took), f"{cores / count * 1000:6.2f} core ms a page"
    )
    say("", f"{watch.most:5.0f} MB a worker, {records:,} records")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, nargs="+", default=[10_000, 200_000])
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--compare", type=int, default=10_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for count in {*arguments.pages, arguments.compare}:
            write_warc(root / f"crawl-{count}", count)
        compare(root, arguments.compare)
        for count in arguments.pages:
            crawl = f"crawl-{count}"
            for workers in arguments.workers:
                measure(
                    count,
                    f"{workers} workers",
                    partial(bulk, root, crawl, "--workers", str(workers)),
                )
            with two_hosts() as address:
                measure(
                    count,
                    "two hosts of 1 worker",
                    partial(bulk, root, crawl, "--scheduler", address),
                )


if __name__ == "__main__":
    main()
