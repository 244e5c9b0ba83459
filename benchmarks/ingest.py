"""The time and memory that `ingest` takes, compared with other programs that read the same pages.

    python benchmarks/ingest.py [--pages 10000] [--peers PYTHON]

Invented pages are written to a temporary catalogue and ingested by `projectkit ingest`, once as
text and once as web pages. With `--peers`, a Python that has trafilatura and markitdown installed
reads the same web pages with each of them on the same cores; they give text only, so the ratio
compares two different jobs. Memory is the largest resident set of any single process, since that
grows if a program keeps what it has read.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generate import write_pages


def run(command: list[str], folder: Path) -> tuple[float, float]:
    """The seconds and megabytes that a command takes."""
    program = (
        "import resource, subprocess, sys; "
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    began = time.perf_counter()
    done = subprocess.run(  # noqa: S603  (commands of this file)
        [sys.executable, "-c", program, *command],
        cwd=folder,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    unit = 1024 if resource.getpagesize() and sys.platform != "darwin" else 1024 * 1024
    return time.perf_counter() - began, int(done.stdout.split()[-1]) / unit


def report(name: str, pages: int, measured: tuple[float, float], base: float | None = None) -> None:
    """Print one line of the result."""
    seconds, megabytes = measured
    ratio = f"{seconds / base:6.1f} x" if base else ""
    sys.stdout.write(f"{name:28}{pages / seconds:10.1f} pages/s{megabytes:8.0f} MB  {ratio}\n")
    sys.stdout.flush()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--peers", type=Path, help="a Python with trafilatura and markitdown")
    options = parser.parse_args()
    ingest = [sys.executable, "-m", "projectkit", "ingest"]
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for kind, html in (("text", False), ("html", True)):
            catalogue = root / kind
            (catalogue / "data/structured").mkdir(parents=True)
            write_pages(catalogue / "data/raw", options.pages, html=html)
            measured = run(ingest, catalogue)
            report(f"projectkit ingest, {kind}", options.pages, measured)
            if not html:
                report("the same pages again", options.pages, run(ingest, catalogue))
        for peer in ("trafilatura", "markitdown") if options.peers else ():
            script = Path(__file__).with_name("peers.py").resolve()
            command = [str(options.peers), str(script), peer, str(root / "html/data/raw")]
            report(f"{peer}, html", options.pages, run(command, root), measured[0])


if __name__ == "__main__":
    main()
