"""The cost of checking records, compared with general YAML checkers on the same files.

    python benchmarks/validate.py [--records 10000] [--peers PYTHON]

PYTHON is an interpreter that has check-jsonschema and yamllint; without it, only projectkit is
measured.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from scale import make

SCHEMA = Path(__file__).resolve().parent.parent / "schema/record.schema.json"
# check-jsonschema and yamllint take file names; more than this many do not fit on a command line.
AT_ONCE = 2000
FIRST = "projectkit validate"


def seconds(command: list[str], root: Path) -> float:
    """The seconds that a command takes, including its start."""
    began = time.perf_counter()
    subprocess.run(command, cwd=root, check=False, capture_output=True)  # noqa: S603  (commands of this file)
    return time.perf_counter() - began


def by_parts(command: list[str], files: list[str], root: Path) -> float:
    """The seconds that a command takes for all files, a group of names at a time."""
    parts = (files[start : start + AT_ONCE] for start in range(0, len(files), AT_ONCE))
    return sum(seconds([*command, *part], root) for part in parts)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--peers", help="an interpreter that has check-jsonschema and yamllint")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        make(root, arguments.records)
        files = [str(path) for path in sorted(root.rglob("data/structured/**/*.yaml"))]
        validate = [sys.executable, "-m", "projectkit", "validate"]
        found = {
            FIRST: seconds(validate, root),
            "projectkit validate, again": seconds(validate, root),
            "projectkit validate, one file named": seconds([*validate, files[0]], root),
        }
        with Path(files[0]).open("a", encoding="utf-8") as file:
            file.write("# Read again.\n")
        found["projectkit validate, after one edit"] = seconds(validate, root)
        if arguments.peers:
            schema = [arguments.peers, "-m", "check_jsonschema", "--schemafile", str(SCHEMA)]
            found["check-jsonschema (shape only)"] = by_parts(schema, files, root)
            found["yamllint (YAML only)"] = by_parts(
                [arguments.peers, "-m", "yamllint", "-d", "relaxed"], files, root
            )
    for what, taken in found.items():
        sys.stdout.write(f"{what:40}{taken:8.1f} s{taken / found[FIRST]:8.2f}\n")


if __name__ == "__main__":
    main()
