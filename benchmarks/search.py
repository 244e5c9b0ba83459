"""The cost of a whole search, compared with Python itself, ripgrep and SQLite FTS5.

    python benchmarks/search.py [--records 100 10000 100000] [--runs 11]

Run it with the interpreter of an environment in which projectkit is installed, not in editable
mode: the finder of an editable install costs some milliseconds. ripgrep is left out if it is not
installed. All of them search the same records, and times include the start of the process.
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from scale import make

from projectkit.store.folder import cache_folder

WORD = "energietransitie"
FTS = """
import sqlite3, sys
question = "SELECT file FROM t WHERE t MATCH ? ORDER BY rank LIMIT 20"
print(sqlite3.connect(sys.argv[1]).execute(question, (sys.argv[2],)).fetchall())
"""


def median(command: list[str], root: Path, runs: int) -> float:
    """The median time of a command, in milliseconds."""
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        subprocess.run(command, cwd=root, check=False, capture_output=True)  # noqa: S603  (commands of this file)
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def fts5(root: Path) -> Path:
    """The same records in a full-text table of SQLite."""
    file = root / "fts.sqlite"
    with sqlite3.connect(file) as database:
        database.execute("CREATE VIRTUAL TABLE t USING fts5(file, text)")
        rows = (
            (path.name, path.read_text("utf-8")) for path in root.glob("data/structured/*/*.yaml")
        )
        database.executemany("INSERT INTO t VALUES (?, ?)", rows)
    return file


def measure(root: Path, count: int, runs: int) -> dict[str, float]:
    """All figures of one catalogue, in milliseconds, including the time to build the index."""
    make(root, count, with_pages=False)
    search = [
        str(Path(sys.executable).with_name("projectkit")),
        "search",
        WORD,
        "--json",
        "--limit",
        "20",
    ]
    first = median(search, root, 1)
    record = next(root.glob("data/structured/*/*.yaml"))
    found = {
        "python -c pass": median([sys.executable, "-c", "pass"], root, runs),
        "projectkit search": median(search, root, runs),
        "SQLite FTS5 from Python": median(
            [sys.executable, "-c", FTS, str(fts5(root)), WORD], root, runs
        ),
    }
    if shutil.which("rg"):
        found["ripgrep -l over the records"] = median(
            ["rg", "-l", WORD, "data/structured"], root, runs
        )
    changed = record.with_suffix(".new")
    changed.write_text(record.read_text("utf-8").replace("title:", "title: Gewijzigd", 1), "utf-8")
    changed.replace(record)
    found["projectkit search, one record changed"] = median(search, root, 1)
    found["first search (makes the index)"] = first
    size = sum(path.stat().st_size for path in cache_folder(root).rglob("*") if path.is_file())
    found["cache and index, bytes a record"] = size / count
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--records", type=int, nargs="+", default=[100, 10_000, 100_000])
    parser.add_argument("--runs", type=int, default=11)
    arguments = parser.parse_args()
    for count in arguments.records:
        with tempfile.TemporaryDirectory() as name:
            found = measure(Path(name), count, arguments.runs)
        sys.stdout.write(f"{count:,} records\n")
        for what, taken in found.items():
            sys.stdout.write(f"  {what:40}{taken:12.0f}{taken / found['python -c pass']:10.1f}\n")


if __name__ == "__main__":
    main()
