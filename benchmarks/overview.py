"""One table of the cost of start-up, ingest and questions, compared with other programs.

    python benchmarks/overview.py [--sizes 100 10000 100000] [--peers PYTHON] [--runs 7]

Run it with the interpreter of an environment in which projectkit is installed, not in editable
mode. PYTHON is an interpreter that has trafilatura, check-jsonschema and papis; without it these
are left out, as is ripgrep if it is missing. Core milliseconds are the sum over all processes of a
command, so that they show the cost whatever else the machine does; memory is the largest resident
set of any of them.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import yaml
from generate import write_pages
from scale import make
from validate import AT_ONCE, SCHEMA

from search import FTS, WORD, fts5

PROJECTKIT = str(Path(sys.executable).with_name("projectkit"))
# Runs a command and prints its cost: seconds, core seconds, megabytes (Linux counts kilobytes).
MEASURE = """
import os, resource, sys, time
began = time.perf_counter()
process = os.fork()
if not process:
    null = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(null, stream)
    os.execvp(sys.argv[1], sys.argv[1:])
_, status = os.waitpid(process, 0)
if status:
    # The cost of a failed command means nothing.
    sys.exit(f"{sys.argv[1:4]} failed")
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""
PASS = [sys.executable, "-c", "pass"]
STARTS = {
    "--help": ["--help"],
    "search": ["search", WORD, "--json"],
    "list": ["list"],
    "filter": ["filter", "status:afgerond"],
    "validate": ["validate", "--format", "concise", "--fail-on", "never"],
    "export": ["export", "-o", "out.csv"],
    "report": ["report"],
    "ingest, nothing new": ["ingest"],
    "schema": ["schema"],
}
QUESTIONS = {
    "first question": ["list", "-n", "20"],
    "list": ["list", "-n", "20"],
    "search, first": ["search", WORD, "--json", "-n", "20"],
    "search": ["search", WORD, "--json", "-n", "20"],
    "filter": ["filter", "status:afgerond start:2015", "--format", "tsv"],
    "validate, first": ["validate", "--format", "concise", "--fail-on", "never"],
    "validate": ["validate", "--format", "concise", "--fail-on", "never"],
    "export to csv": ["export", "-o", "out.csv"],
}


class Cost(NamedTuple):
    """The cost of a command: seconds, core seconds and megabytes."""

    seconds: float
    cores: float
    memory: float


def cost(command: list[str], root: Path) -> Cost:
    """The cost of running a command."""
    # In a small process: the memory of this one would count as memory of the command.
    measured = [sys.executable, "-S", "-c", MEASURE, *command]
    told = subprocess.run(measured, cwd=root, check=True, capture_output=True)  # noqa: S603  (commands of this file)
    return Cost(*map(float, told.stdout.split()))


def best(command: list[str], root: Path, runs: int) -> Cost:
    """The cheapest of some runs: what else the machine does only ever adds."""
    return min((cost(command, root) for _ in range(runs)), key=lambda each: each.cores)


def row(name: str, found: Cost, per: str = "") -> None:
    """Print a row."""
    figures = f"{found.seconds:,.2f} s | {found.cores * 1000:,.0f} ms | {found.memory:,.0f} MB"
    sys.stdout.write(f"| {name} | {figures} | {per} |\n")
    sys.stdout.flush()


def head(title: str) -> None:
    """Print the head of a part of the table."""
    sys.stdout.write(f"\n| {title} | time | cores | memory | |\n|---|---|---|---|---|\n")


def starts(root: Path, runs: int) -> None:
    """The cost of commands that have next to nothing to do."""
    make(root, 20)
    cost([PROJECTKIT, "ingest"], root)
    cost([PROJECTKIT, *STARTS["search"]], root)
    head("start-up, a catalogue of 20")
    bare = best(PASS, root, runs)
    row("`python -c pass`", bare, "1.0")
    for name, arguments in STARTS.items():
        found = best([PROJECTKIT, *arguments], root, runs)
        row(f"`projectkit {name}`", found, f"{found.cores / bare.cores:.1f}")


def ingest(root: Path, count: int, peers: str | None) -> None:
    """The cost of reading web pages, compared with a program that only extracts their text."""
    write_pages(root / "data/raw", count, html=True)
    (root / "data/structured").mkdir()
    found = cost([PROJECTKIT, "ingest"], root)
    row(f"ingest {count:,} web pages", found, f"{count / found.cores:,.0f} pages a core second")
    if peers:
        script = str(Path(__file__).with_name("peers.py"))
        found = cost([peers, script, "trafilatura", str(root / "data/raw")], root)
        row(
            f"trafilatura, the text of {count:,}",
            found,
            f"{count / found.cores:,.0f} pages a core second",
        )


def questions(root: Path, count: int, peers: str | None, runs: int) -> None:
    """The cost of questions, compared with programs that answer part of them."""
    make(root, count, with_pages=False)
    bare = best(PASS, root, runs)
    for name, arguments in QUESTIONS.items():
        once = name.endswith("first") or name.startswith("first") or count * runs > AT_ONCE * 10
        found = best([PROJECTKIT, *arguments], root, 1 if once else runs)
        row(f"{name}, {count:,}", found, f"{found.cores / bare.cores:,.1f}x python -c pass")
    if shutil.which("rg"):
        row(f"ripgrep, {count:,}", best(["rg", "-l", WORD, "data/structured"], root, runs))
    file = str(fts5(root))
    row(
        f"SQLite FTS5 from Python, {count:,}",
        best([sys.executable, "-c", FTS, file, WORD], root, runs),
    )
    if peers:
        _peers(root, count, peers)


def _peers(root: Path, count: int, peers: str) -> None:
    """General tools on the same records."""
    records = sorted(map(str, root.glob("data/structured/*/*.yaml")))
    check = [str(Path(peers).with_name("check-jsonschema")), "--schemafile", str(SCHEMA)]
    row(
        f"check-jsonschema, {count:,}",
        together(cost([*check, *part], root) for part in parts(records)),
    )
    library = root / "papis"
    for path in records:
        folder = library / Path(path).stem
        folder.mkdir(parents=True)
        data = yaml.load(Path(path).read_text("utf-8"), yaml.CSafeLoader)
        told = {
            "title": data["title"],
            "ref": data["id"],
            "tags": data.get("themes", []),
            "year": data["start_date"][:4],
        }
        (folder / "info.yaml").write_text(yaml.dump(told, allow_unicode=True), "utf-8")
    papis = [str(Path(peers).with_name("papis")), "-l", str(library), "list", "--all", WORD]
    row(f"papis list, first, {count:,}", cost(papis, root), "titles only")
    row(f"papis list, {count:,}", cost(papis, root), "titles only")


def parts(files: list[str]) -> Iterable[list[str]]:
    """The files in groups that fit on a command line."""
    return (files[start : start + AT_ONCE] for start in range(0, len(files), AT_ONCE))


def together(found: Iterable[Cost]) -> Cost:
    """The cost of commands that run one after another."""
    all_of = list(found)
    return Cost(
        sum(c.seconds for c in all_of), sum(c.cores for c in all_of), max(c.memory for c in all_of)
    )


def in_folder(measure: Callable[[Path], None]) -> None:
    """Measure in a temporary folder that has its own cache."""
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_CACHE_HOME"] = f"{name}/cache"
        root = Path(name) / "catalogue"
        root.mkdir()
        measure(root)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 10_000, 100_000])
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--peers")
    options = parser.parse_args()
    in_folder(lambda root: starts(root, options.runs))
    head("ingest")
    for count in options.sizes:
        in_folder(partial(ingest, count=count, peers=options.peers))
    head("questions")
    for count in options.sizes:
        in_folder(partial(questions, count=count, peers=options.peers, runs=options.runs))


if __name__ == "__main__":
    main()
