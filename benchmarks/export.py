"""The cost of exports and reports as a catalogue grows: seconds and peak memory.

    python benchmarks/export.py [--records 1000 100000] [--formats csv jsonl xlsx sqlite]

The first question, which reads every record, is not counted. The web page of `report` is measured
for catalogues of at most 1,000 records.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from scale import make, seconds

# The web page is meant for as many projects as a person can look at.
MOST_IN_PAGE = 1000
# A process that runs a command and prints its peak memory in megabytes (Linux counts in kilobytes).
PEAK = """\
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, capture_output=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
"""


def measure(root: Path, *arguments: str) -> tuple[float, float]:
    """The seconds and megabytes that a command takes."""
    began = time.perf_counter()
    command = [sys.executable, "-c", PEAK, sys.executable, "-m", "projectkit", *arguments]
    done = subprocess.run(command, cwd=root, check=True, capture_output=True)  # noqa: S603  (commands of this file)
    return time.perf_counter() - began, float(done.stdout)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--records", type=int, nargs="+", default=[1000, 100_000])
    parser.add_argument(
        "--formats", nargs="+", default=["csv", "jsonl", "xlsx", "sqlite", "parquet", "cerif"]
    )
    arguments = parser.parse_args()
    for count in arguments.records:
        with tempfile.TemporaryDirectory() as name:
            root = Path(name)
            make(root, count, with_pages=False)
            seconds(root, "list", "--limit", "1")
            for format_ in arguments.formats:
                took, peak = measure(
                    root, "export", "--format", format_, "--output", f"out.{format_}"
                )
                size = (root / f"out.{format_}").stat().st_size / 1e6
                cost = f"{took:8.1f} s{peak:8.0f} MB peak{size:8.1f} MB written"
                sys.stdout.write(f"{count:>9,} {format_:8}{cost}\n")
            for what in (("report", "--format", "json"), ("report", "--html", "out.html")):
                if count <= MOST_IN_PAGE or what[1] != "--html":
                    took, peak = measure(root, *what)
                    sys.stdout.write(
                        f"{count:>9,} {' '.join(what):24}{took:8.1f} s{peak:8.0f} MB peak\n"
                    )


if __name__ == "__main__":
    main()
