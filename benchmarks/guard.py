"""Guards speed by counting function calls: those of whole commands must not grow unnoticed.

    python benchmarks/guard.py [--update]

Each command runs on the same invented catalogue under Python's own profiler, including its start.
What C and Rust do within a call is not counted, but a program that does more calls them more often.
The known counts are in `calls.toml`; a count over a tenth above them fails. `--update` writes the
current counts.
"""

from __future__ import annotations

import argparse
import compileall
import os
import pstats
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from generate import write_pages

import projectkit

KNOWN = Path(__file__).with_name("calls.toml")
SLACK = 1.1
PAGES = 100
# The order matters: the first commands make what the later ones query.
COMMANDS = {
    "ingest": ["ingest"],
    "ingest-unchanged": ["ingest"],
    "list-first": ["list"],
    "list": ["list"],
    "search-first": ["search", "energietransitie", "--json"],
    "search": ["search", "energietransitie", "--json"],
    "search-sorted": ["search", "schulden", "--sort", "-start"],
    "filter": ["filter", "status:afgerond start:2015.."],
    "facets": ["list", "--facets", "thema,status,jaar"],
    "explain": ["explain", "data/raw/project-000000.html"],
    "validate-first": ["validate"],
    "validate": ["validate"],
    "export-csv": ["export", "-o", "out.csv"],
    "export-jsonl": ["export", "-o", "out.jsonl"],
    "report": ["report"],
    "help": ["--help"],
}


def calls(root: Path, arguments: list[str]) -> int:
    """The number of function calls of a command."""
    counted = root / "profile"
    command = [sys.executable, "-m", "cProfile", "-o", str(counted), "-m", "projectkit", *arguments]
    # A fixed order of sets, so that two runs give the same count.
    own = {"PYTHONHASHSEED": "0", "XDG_CACHE_HOME": str(root / "cache"), "PROJECTKIT_LANG": "en"}
    subprocess.run(command, cwd=root, env=os.environ | own, check=False, capture_output=True)  # noqa: S603
    return int(pstats.Stats(str(counted)).total_calls)  # type: ignore[attr-defined]


def count() -> dict[str, int]:
    """The calls of each command."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        write_pages(root / "data/raw", PAGES, html=True)
        (root / "data/structured").mkdir()
        compileall.compile_dir(Path(projectkit.__file__).parent, quiet=1)
        return {name: calls(root, arguments) for name, arguments in COMMANDS.items()}


def main() -> int:
    """Count, compare and print; return 1 if a count grew."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--update", action="store_true")
    found = count()
    if parser.parse_args().update:
        lines = [f"{name} = {number}\n" for name, number in found.items()]
        KNOWN.write_text(
            "# Function calls of whole commands; `python benchmarks/guard.py --update`.\n"
            + "".join(lines)
        )
        return 0
    known = tomllib.loads(KNOWN.read_text("utf-8"))
    grown = [name for name, number in found.items() if number > known.get(name, 0) * SLACK]
    for name, number in found.items():
        mark = "GREW" if name in grown else ""
        sys.stdout.write(f"{name:20}{number:12,}{number / known.get(name, 1):8.2f}  {mark}\n")
    return 1 if grown else 0


if __name__ == "__main__":
    sys.exit(main())
