"""What a crawl costs: pages a second of `projectkit bulk` on generated WARC files, beside `ingest` of the same pages.

python benchmarks/bulk.py [--pages 10000] [--workers 1 2]
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generate import as_text

# Pages of a WARC file: a unit of work.
IN_FILE = 1000


def write_warc(folder: Path, count: int) -> None:
    """Write so many invented pages as WARC files (ISO 28500)."""
    folder.mkdir()
    for start in range(0, count, IN_FILE):
        with gzip.open(folder / f"{start:08}.warc.gz", "wb", compresslevel=1) as file:
            for number in range(start, min(start + IN_FILE, count)):
                body = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + as_text(number).encode()
                head = (
                    f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://crawl.example/{number}\r\n"
                    f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
                )
                file.write(head.encode() + body + b"\r\n\r\n")


def seconds(root: Path, *arguments: str) -> tuple[float, str]:
    """How long a command takes, its start included, and what it wrote."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "projectkit", *arguments]
    done = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)  # noqa: S603
    return time.perf_counter() - began, done.stdout


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        write_warc(root / "crawl", arguments.pages)
        for workers in arguments.workers:
            took, out = seconds(root, "bulk", "crawl", "--to", f"parts-{workers}", "--workers", str(workers), "--json")
            records = json.loads(out)["records"]
            sys.stdout.write(f"bulk, {workers} workers: {took:.1f} s, {arguments.pages / took:.0f} pages a second, ")
            sys.stdout.write(f"{records} records\n")
        raw = root / "data/raw"
        raw.mkdir(parents=True)
        (root / "data/structured").mkdir()
        for number in range(arguments.pages):
            (raw / f"{number:06}.txt").write_text(as_text(number), "utf-8")
        took, _ = seconds(root, "ingest", "--json")
        sys.stdout.write(
            f"ingest on all cores, YAML included: {took:.1f} s, {arguments.pages / took:.0f} pages a second\n"
        )


if __name__ == "__main__":
    main()
