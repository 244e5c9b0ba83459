"""The model card: what the models were trained on, and how well they read unseen pages."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tools.train.examples import KINDS, PAGES, PHRASES, THIN, Example, Form
from tools.train.renamed import ORGANISATIONS, TITLES
from tools.train.score import Score, total

from projectkit.parsing import judge
from projectkit.parsing.findings import title_in_text, title_proposals
from projectkit.parsing.lines import features as line_features
from projectkit.parsing.lines import heading_kinds
from projectkit.parsing.names import weigh
from projectkit.parsing.words import features as word_features

MODEL = Path(__file__).parents[2] / "src/projectkit/parsing/model"
"""Where the models and their card are kept."""

NAMES = ("lines", "headings", "words", "mentions", "names", "titles", "pages")

FIRST_AUTHORS = frozenset("abcdefh")
"""Their pages never change, so that their figures can be compared with those of earlier models."""


def write_card(
    examples: list[Example], thresholds: dict[str, float], scores: dict[str, Score]
) -> None:
    """Write the card of newly trained models."""
    pages = [example for example in examples if example.is_original]
    projects = [example for example in pages if example.page.is_project]
    card: dict[str, Any] = {
        "made_of": {
            "date": (PAGES.parent / "DATE").read_text("utf-8").strip(),
            "pages": len(pages),
            "projects": len(projects),
            "authors": len({example.page.author for example in pages}),
            "sites": len({example.page.site for example in pages}),
            "digest": digest_of(learned_from()),
        },
        "features": features_versions(),
        "models": {name: digest_of([MODEL / f"{name}.crfsuite"]) for name in NAMES},
        "thresholds": thresholds,
        **{f"unseen{name}": _figures(score) for name, score in by_group(examples, scores).items()},
    }
    (MODEL / "card.json").write_text(f"{json.dumps(card, indent=1)}\n", "utf-8")


def learned_from() -> list[Path]:
    """The files that the models learn from."""
    folders = (PAGES, PHRASES, KINDS, THIN)
    pages = [path for folder in folders for path in sorted(folder.glob("*.page"))]
    return [*pages, ORGANISATIONS, TITLES]


def by_group(examples: list[Example], scores: dict[str, Score]) -> dict[str, Score]:
    """The score of all pages but thin ones, of those of the first authors, and of thin ones."""
    thin = {example.page.author for example in examples if example.form is Form.THIN}
    groups = {"": scores.keys() - thin, "_of_first_authors": FIRST_AUTHORS, "_of_thin_pages": thin}
    return {
        name: total(score for author, score in scores.items() if author in authors)
        for name, authors in groups.items()
    }


def _figures(score: Score) -> dict[str, Any]:
    return {
        "macro_f1": round(score.macro_f1, 3),
        "invented_per_100_projects": round(100 * score.invented / score.projects, 1),
        "projects_lost": round(score.lost / score.projects, 3),
        "no_projects_skipped": round(score.skipped / score.none, 3),
        "fields": {
            name: {
                "precision": round(score.precision(name), 3),
                "recall": round(score.recall(name), 3),
                "f1": round(score.f1(name), 3),
            }
            for name in score.fields()
        },
    }


def features_versions() -> dict[str, int]:
    """The version of the features of each model."""
    return {
        "lines": line_features.FEATURES_VERSION,
        "headings": heading_kinds.FEATURES_VERSION,
        "words": word_features.FEATURES_VERSION,
        "mentions": title_in_text.FEATURES_VERSION,
        "names": weigh.FEATURES_VERSION,
        "titles": title_proposals.FEATURES_VERSION,
        "pages": judge.FEATURES_VERSION,
    }


def digest_of(files: Iterable[Path]) -> str:
    """A digest of the names and bytes of files."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
