"""Trains the three models: of lines, of words, and of whole pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pycrfsuite
from tools.train.examples import Example, line_labels
from tools.train.rounding import round_weights

from projectkit.learning.marked import word_tags
from projectkit.parsing.findings.finding import Page
from projectkit.parsing.judge import NO_PROJECT, page_features
from projectkit.parsing.lines.features import line_features
from projectkit.parsing.models import Tagger
from projectkit.parsing.words.features import word_items

Sequences = Iterable[tuple[Sequence[list[str]], Sequence[str]]]

# Penalties on weights (c1 makes them zero, c2 small), training rounds, and how often a feature must
# occur.
SETTINGS: dict[str, dict[str, float]] = {
    "lines": {"c1": 0.3, "c2": 0.03, "max_iterations": 80, "feature.possible_transitions": True},
    "words": {"c1": 0.1, "c2": 0.5, "max_iterations": 100, "feature.minfreq": 2},
    "pages": {"c1": 0.1, "c2": 6.0, "max_iterations": 100, "feature.minfreq": 2},
}


def train(name: str, sequences: Sequences, path: Path) -> Tagger:
    """Train one model, write it to a file, and load it."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(SETTINGS[name])
    for features, labels in sequences:
        trainer.append(features, labels)
    trainer.train(str(path))
    round_weights(path)
    return load_model(path)


def load_model(path: Path) -> Tagger:
    """A trained model."""
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    loaded: Tagger = tagger
    return loaded


def of_lines(examples: Iterable[Example]) -> Sequences:
    """What the model of lines learns from: projects, whose lines are fully annotated."""
    for example in examples:
        if example.page.is_project and example.lines:
            yield (
                line_features(example.lines, example.layout, example.saved.url),
                line_labels(example),
            )


@dataclass
class WordSequence:
    """What the model of words learns from one page."""

    features: list[list[str]]
    tags: list[str]


def of_words(example: Example, page: Page) -> WordSequence:
    """The words of a page whose lines were decided by a model that has not seen it."""
    items = word_items(page.marks, page.layout)
    return WordSequence([item.features for item in items], list(word_tags(example.marked, items)))


def of_page(example: Example, page: Page) -> tuple[list[list[str]], list[str]]:
    """What the model of whole pages learns from one page."""
    label = example.page.head["kind"] if example.page.is_project else NO_PROJECT
    return [page_features(page)], [label]
