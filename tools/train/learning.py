"""Measure what corrections teach: correct some pages of a site, learn, and read the others.

    python -m tools.train.learning

For each folder of `training/sites`, pages of one site that no model has seen, one, two, three and
five pages are corrected as they are annotated, by turns, in a catalogue that holds the pages of all
sites. It prints macro F1 of the other pages of the site before and after, how many edits a person
still has to make on them, and how many pages of other sites are read differently.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from tools.train.annotated import AnnotatedPage, read_annotated
from tools.train.answers import answer_of, facts_of
from tools.train.corrections import corrected
from tools.train.score import Score, total

from projectkit.catalogue.ingest import Ingest, IngestOptions
from projectkit.catalogue.learn import keep, learn
from projectkit.catalogue.learned import cards
from projectkit.catalogue.page_reader import page_reader
from projectkit.catalogue.pages import find_pages
from projectkit.catalogue.root import Catalogue, init_catalogue
from projectkit.model.record_yaml import record_to_yaml
from projectkit.validation.shape import load_record

SITES = Path(__file__).parents[2] / "training/sites"
"""The folder of sites: one folder of annotated pages for each."""

CORRECTED = (1, 2, 3, 5)
_TURNS = 3


@dataclass(frozen=True)
class Outcome:
    """What learning from some corrected pages of a site gave.

    Attributes:
        site: the site.
        corrected: how many pages were corrected.
        before: how the other pages of the site were read before.
        after: how they are read after.
        elsewhere: pages of other sites that are read differently.
    """

    site: str
    corrected: int
    before: Score
    after: Score
    elsewhere: int


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.train.learning", description=__doc__.partition("\n")[0]
    )
    parser.parse_args()
    outcomes: list[Outcome] = []
    for site, pages in sites().items():
        found = list(outcomes_of(site, pages))
        outcomes += found
        sys.stdout.write(f"{_row(site, found)}\n")
        sys.stdout.flush()
    sys.stdout.write(f"{_row('all sites', outcomes)}\n")


def sites(folder: Path = SITES) -> dict[str, list[AnnotatedPage]]:
    """The annotated pages of each site, by its name."""
    return {
        site.name: [read_annotated(path) for path in sorted(site.glob("*.page"))]
        for site in sorted(folder.iterdir())
        if site.is_dir()
    }


def outcomes_of(
    site: str,
    pages: Sequence[AnnotatedPage],
    counts: Sequence[int] = CORRECTED,
    turns: int = _TURNS,
) -> Iterator[Outcome]:
    """What learning from some pages of a site gives, for each number of pages and each turn."""
    projects = [page for page in pages if page.is_project]
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder, "base")
        records = _ingested(base)
        plain = _scores(base, site, pages)
        for count in counts:
            for turn in range(turns):
                first = turn * len(projects) // turns
                chosen = [projects[(first + at) % len(projects)] for at in range(count)]
                root = Path(folder, f"{count}-{turn}")
                shutil.copytree(base, root)
                for page in chosen:
                    path = root / "data/structured" / records[_file(site, page)].name
                    _correct(path, page)
                yield _outcome(root, site, (chosen, pages), plain)


def _outcome(
    root: Path,
    site: str,
    pages: tuple[Sequence[AnnotatedPage], Sequence[AnnotatedPage]],
    plain: dict[str, Score],
) -> Outcome:
    chosen, every = pages
    catalogue = Catalogue(root)
    for lesson in learn(catalogue).lessons:
        if lesson.is_better:
            keep(catalogue, lesson)
    others = [page for page in every if page not in chosen]
    after = _scores(root, site, others)
    elsewhere = sum(
        len([page for page in card.pages if not page.startswith(f"data/raw/{site}-")])
        for card in cards(catalogue)
    )
    before = total(plain[page.name] for page in others)
    return Outcome(site, len(chosen), before, total(after.values()), elsewhere)


def _ingested(root: Path) -> dict[str, Path]:
    """Make a catalogue of all pages of all sites; gives the record of each page."""
    catalogue, _made = init_catalogue(root)
    for site, pages in sites().items():
        for page in pages:
            (root / _file(site, page)).write_text(page.text, "utf-8")
    options = IngestOptions(force=True)
    results = Ingest(catalogue, options).run(find_pages(catalogue, []))
    return {
        result.page: catalogue.structured / f"{result.id}.yaml" for result in results if result.id
    }


def _file(site: str, page: AnnotatedPage) -> str:
    return f"data/raw/{site}-{page.name}.txt"


def _correct(path: Path, page: AnnotatedPage) -> None:
    """Make a record what the annotations of its page say, as a person would."""
    loaded = load_record(path.read_text("utf-8"), path.name)
    if loaded.record is None:
        message = f"{path.name} is broken"
        raise AssertionError(message)
    path.write_text(record_to_yaml(corrected(loaded.record, page)), "utf-8")


def _scores(root: Path, site: str, pages: Sequence[AnnotatedPage]) -> dict[str, Score]:
    """The score of each of these pages, as the catalogue reads it now."""
    reader = page_reader(Catalogue(root))
    found: dict[str, Score] = {}
    for page in pages:
        record = reader.read(page.text.encode(), _file(site, page)).record
        score = found.setdefault(page.name, Score())
        answer = answer_of(page) if page.is_project else None
        score.add(page.name, answer, None if record is None else facts_of(record))
    return found


def _row(name: str, outcomes: Sequence[Outcome]) -> str:
    """The figures of a site, or of all: F1 and edits before and after, by pages corrected."""
    by_count: dict[int, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        by_count[outcome.corrected].append(outcome)
    cells = [
        f"{count}: F1 {mean(each.before.macro_f1 for each in found):.3f} → "
        f"{mean(each.after.macro_f1 for each in found):.3f}, "
        f"edits {mean(map(_edits_before, found)):.1f} → {mean(map(_edits_after, found)):.1f}"
        for count, found in by_count.items()
    ]
    elsewhere = sum(outcome.elsewhere for outcome in outcomes)
    return f"{name:14} {'; '.join(cells)}; elsewhere {elsewhere}"


def _edits_before(outcome: Outcome) -> float:
    return _edits(outcome.before)


def _edits_after(outcome: Outcome) -> float:
    return _edits(outcome.after)


def _edits(score: Score) -> float:
    """How many values a person has to add or take out on a page."""
    return (sum(score.wrong.values()) + sum(score.missed.values())) / max(1, score.pages)


if __name__ == "__main__":
    main()
