"""The cost of a growing catalogue: listing, filtering, saving a record, reading pages again.

    python benchmarks/scale.py [--records 100 10000 100000]

Catalogues of invented pages with their records are made in a temporary folder. The records come
from 200 pages, each repeated under other ids and other pages, so that making them takes minutes
instead of hours.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generate import as_text

from projectkit.model.record import Record
from projectkit.model.record_yaml import record_to_yaml
from projectkit.parsing.page import parse_page

KINDS = 200


def _kinds() -> list[Record]:
    records = (parse_page(as_text(number).encode(), "x.txt").record for number in range(KINDS))
    return [record for record in records if record]


def make(root: Path, count: int, *, with_pages: bool = True) -> None:
    """Write a catalogue of a number of records, and their pages."""
    raw, structured = root / "data/raw", root / "data/structured"
    for folder in (raw, structured):
        folder.mkdir(parents=True)
    kinds = _kinds()
    for number in range(count):
        page = as_text(number % KINDS).replace("Over ons", f"Over ons {number}")
        if with_pages:
            (raw / f"{number:06}.txt").write_text(page, "utf-8")
        record = kinds[number % KINDS]
        digest = hashlib.sha256(page.encode()).hexdigest()
        source = record.source and record.source.model_copy(
            update={"file": f"data/raw/{number:06}.txt", "sha256": digest}
        )
        own = record.model_copy(update={"id": f"project-{number}", "source": source})
        folder = structured / f"{number // 1000:03}"
        folder.mkdir(exist_ok=True)
        (folder / f"project-{number}.yaml").write_text(record_to_yaml(own), "utf-8")


def seconds(root: Path, *arguments: str) -> float:
    """The seconds that a command takes, including its start."""
    command = [sys.executable, "-m", "projectkit", *arguments]
    began = time.perf_counter()
    subprocess.run(command, cwd=root, check=True, capture_output=True)  # noqa: S603  (commands of this file)
    return time.perf_counter() - began


def measure(root: Path, count: int) -> dict[str, float]:
    """Every figure of one catalogue, in seconds."""
    page = root / f"data/raw/{count // 2:06}.txt"
    found = {
        "list, nothing kept from before": seconds(root, "list"),
        "list": seconds(root, "list"),
        "list --sort -start -n 20": seconds(root, "list", "--sort", "-start", "-n", "20"),
        "list --facets thema,status,jaar": seconds(root, "list", "--facets", "thema,status,jaar"),
        "filter": seconds(root, "filter", "status:afgerond start:2015"),
        "ingest, records known, pages not": seconds(root, "ingest"),
        "ingest, no change": seconds(root, "ingest"),
    }
    page.write_text(page.read_text("utf-8") + "\nNog een regel.\n", "utf-8")
    found["ingest, one page changed"] = seconds(root, "ingest")
    page.write_text(page.read_text("utf-8") + "\nEn nog een.\n", "utf-8")
    found["ingest of that page alone"] = seconds(root, "ingest", str(page.relative_to(root)))
    found["set one record"] = seconds(root, "set", f"project-{count // 2}", "status=gestopt")
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--records", type=int, nargs="+", default=[100, 10_000, 100_000])
    sizes = parser.parse_args().records
    table: dict[str, list[float]] = {}
    for count in sizes:
        with tempfile.TemporaryDirectory() as name:
            make(Path(name), count)
            for what, taken in measure(Path(name), count).items():
                table.setdefault(what, []).append(taken)
    sys.stdout.write(f"{'seconds':36}" + "".join(f"{count:>12,}" for count in sizes) + "\n")
    for what, taken in table.items():
        sys.stdout.write(f"{what:36}" + "".join(f"{value:12.2f}" for value in taken) + "\n")


if __name__ == "__main__":
    main()
