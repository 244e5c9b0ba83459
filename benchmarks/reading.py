"""How many pages are read per second on one core.

    python benchmarks/reading.py [FOLDER ...]

Reads every page of the folders (default: the demo pages) until five seconds of processor time have
passed. Also prints how many pages per second the `json` module writes: the ratio of the two allows
runs on different machines to be compared.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from projectkit.parsing.page import parse_page
from projectkit.reading.kinds import ENDINGS

SECONDS = 5.0


def per_second(work: Callable[[bytes, str], object], pages: list[tuple[bytes, str]]) -> float:
    """Pages per second of processor time."""
    done, began = 0, time.process_time()
    while time.process_time() - began < SECONDS:
        for content, name in pages:
            work(content, name)
        done += len(pages)
    return done / (time.process_time() - began)


def main() -> None:
    """Measure and print."""
    folders = [Path(name) for name in sys.argv[1:]] or [Path("data/raw")]
    files = [
        path for folder in folders for path in sorted(folder.iterdir()) if path.suffix in ENDINGS
    ]
    pages = [(path.read_bytes(), path.name) for path in files]
    reading = per_second(lambda content, name: parse_page(content, name, force=True), pages)
    peer = per_second(lambda content, _: json.dumps(content.decode("latin-1")), pages)
    sys.stdout.write(
        f"{len(pages)} pages\nread      {reading:10.1f} pages/s\npeer      {peer:10.1f} pages/s\n"
    )
    sys.stdout.write(f"ratio     {peer / reading:10.1f}\n")


if __name__ == "__main__":
    main()
