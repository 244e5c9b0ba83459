"""The cost of queries on the parts of a crawl: the first, which builds the index, and later ones.

    python benchmarks/parts.py [--records 1000 1000000] [--runs 11]

Parts of a thousand records are made from 200 invented pages, each many times under another id. Run
it with the interpreter of an environment in which projectkit is installed, not in editable mode.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from generate import as_text
from scale import KINDS

from projectkit.bulk.parts import PartFiles, write_manifest
from projectkit.bulk.reader import answer
from projectkit.store.folder import cache_folder
from search import WORD, median

IN_PART = 1000


def make(dest: Path, count: int) -> None:
    """Write a number of records as parts."""
    kinds: list[dict[str, Any]] = []
    for number in range(KINDS):
        found = answer(f"{number}.txt", as_text(number).encode(), frozenset()).record
        kinds += [found] if found else []
    for start in range(0, count, IN_PART):
        part = PartFiles(str(dest), f"{start:024}")
        for number in range(start, min(start + IN_PART, count)):
            record = kinds[number % len(kinds)]
            source = record["source"] | {"file": f"{number}.txt"}
            part.add("records", record | {"id": f"project-{number}", "source": source})
        part.finish(IN_PART, "generated")
    write_manifest(str(dest), {"records": count})


def measure(root: Path, count: int, runs: int) -> None:
    """Print every figure of one crawl."""
    dest = root / f"parts-{count}"
    began = time.perf_counter()
    make(dest, count)
    size = sum(path.stat().st_size for path in dest.rglob("*") if path.is_file())
    say("Parquet", time.perf_counter() - began, f"{size / count:,.0f} bytes a record")
    command = [str(Path(sys.executable).with_name("projectkit"))]
    search = [*command, "search", WORD, "--json", "--limit", "20", "--from", str(dest)]
    first = median(search, root, 1) / 1000
    size = sum(path.stat().st_size for path in cache_folder(dest).rglob("*") if path.is_file())
    say(
        "first search, makes the index",
        first,
        f"{first / count * 1000:.2f} ms and {size / count:,.0f} bytes a record",
    )
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    say("most memory of a process", 0, f"{most / 1000:,.0f} MB")
    python = median([sys.executable, "-c", "pass"], root, runs)
    for name, question in {
        "search": search[1:],
        "filter, 20 lines": [
            "filter",
            "status:afgerond start:2015",
            "-n",
            "20",
            "--from",
            str(dest),
        ],
        "report": ["report", "--from", str(dest)],
        "export of one in seven": [
            "export",
            f"thema:{WORD}",
            "-o",
            str(root / "out.csv"),
            "--from",
            str(dest),
        ],
    }.items():
        took = median([*command, *question], root, runs if name == "search" else 1)
        say(name, took / 1000, f"{took / python:.1f}x python -c pass")
    one_part_more(root, dest, count, search)


def one_part_more(root: Path, dest: Path, count: int, search: list[str]) -> None:
    """Print what one new part costs the next search."""
    make(root / "more", IN_PART)
    for table, name in (("records", "parquet"), ("done", "json")):
        new = root / "more" / table / f"{0:024}.{name}"
        new.rename(dest / table / f"{count:024}.{name}")
    say("search after one part more", median(search, root, 1) / 1000)


def say(what: str, seconds: float, told: str = "") -> None:
    """Print a line."""
    sys.stdout.write(f"  {what:36}{seconds:10.3f} s  {told}\n")
    sys.stdout.flush()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--records", type=int, nargs="+", default=[1000, 1_000_000])
    parser.add_argument("--runs", type=int, default=11)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        for count in arguments.records:
            sys.stdout.write(f"{count:,} records\n")
            measure(Path(name), count, arguments.runs)


if __name__ == "__main__":
    main()
