"""Score what `projectkit ingest` makes of pages with a right answer beside them.

    python -m tools.train.measure FOLDER... [--errors] [--renamed]

A folder holds annotated pages (`NAME.page`), or pages of any kind with `NAME.gold.json` beside
each. All of them are ingested together, in a catalogue of their own.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tools.train.annotated import read_annotated
from tools.train.answers import Facts, answer_of, answer_of_json, facts_of
from tools.train.renamed import renamed
from tools.train.score import Score

from projectkit import Catalogue, load_records

Answers = dict[str, Facts | None]
"""What each page states, by the name of its file; nothing for a page that is no project."""


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.train.measure", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--errors", action="store_true", help="list every difference")
    parser.add_argument(
        "--renamed", action="store_true", help="annotated pages with other organisations and titles"
    )
    arguments = parser.parse_args()
    score = measure(arguments.folders, renaming=arguments.renamed)
    errors = [" ".join(map(str, error)) for error in score.errors] if arguments.errors else []
    sys.stdout.write("".join(f"{line}\n" for line in [*errors, *score.table()]))


def measure(folders: Iterable[Path], *, renaming: bool = False) -> Score:
    """The score of the pages of some folders.

    Args:
        folders: the folders.
        renaming: give annotated pages organisations and titles that no model has learned from.

    Raises:
        subprocess.CalledProcessError: the pages could not be ingested.
    """
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        answers: Answers = {}
        for folder in folders:
            answers |= _put_pages(folder, root / "data/raw", renaming=renaming)
        found = ingested(root)
    score = Score()
    for page, answer in sorted(answers.items()):
        score.add(page, answer, found.get(page))
    return score


def _put_pages(folder: Path, raw: Path, *, renaming: bool) -> Answers:
    """Copy the pages of a folder into a catalogue, and return their answers."""
    raw.mkdir(parents=True, exist_ok=True)
    answers: Answers = {}
    for path in folder.glob("*.page"):
        page = renamed(read_annotated(path), unseen=True) if renaming else read_annotated(path)
        name = f"{folder.name}-{page.name}.txt"
        (raw / name).write_text(page.text, "utf-8")
        answers[name] = answer_of(page) if page.is_project else None
    for path in folder.iterdir():
        gold = path.with_name(f"{path.stem}.gold.json")
        if path != gold and gold.exists() and path.suffix != ".json":
            shutil.copy(path, raw)
            answers[path.name] = answer_of_json(json.loads(gold.read_text("utf-8")))
    return answers


def ingested(root: Path) -> dict[str, Facts]:
    """What the records of ingested pages state, by the name of the page.

    Args:
        root: a folder with the pages in `data/raw`.

    Raises:
        subprocess.CalledProcessError: if they could not be ingested.
    """
    (root / "projectkit.toml").touch()
    command = [sys.executable, "-m", "projectkit", "ingest"]
    done = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", check=False)  # noqa: S603  (own code)
    if done.returncode not in {0, 1}:  # 1: some pages gave no record
        raise subprocess.CalledProcessError(done.returncode, command, done.stdout, done.stderr)
    records = (record for _, record in load_records(Catalogue(root)) if record)
    return {Path(record.source.file).name: facts_of(record) for record in records if record.source}


if __name__ == "__main__":
    main()
