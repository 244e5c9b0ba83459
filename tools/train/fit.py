"""Trains the four models: of lines, of words, of titles, and of whole pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pycrfsuite
from tools.train.answers import answer_of, comparable
from tools.train.examples import Example, line_labels
from tools.train.rounding import round_weights

from projectkit.learning.marked import word_tags
from projectkit.parsing.findings.finding import Page
from projectkit.parsing.findings.title_proposals import proposals
from projectkit.parsing.judge import NO_PROJECT, page_features
from projectkit.parsing.lines.features import line_features
from projectkit.parsing.models import RIGHT, WRONG, Tagger
from projectkit.parsing.words.features import word_items

Labelled = tuple[list[list[str]], list[str]]
"""The features of each item of a sequence, and its labels."""

# Penalties on weights (c1 makes them zero, c2 small), training rounds, and how often a feature must
# occur.
SETTINGS: dict[str, dict[str, float]] = {
    "lines": {"c1": 0.3, "c2": 0.03, "max_iterations": 80, "feature.possible_transitions": True},
    "words": {"c1": 0.1, "c2": 0.5, "max_iterations": 100, "feature.minfreq": 2},
    "titles": {"c1": 0.1, "c2": 1.5, "max_iterations": 120, "feature.minfreq": 3},
    "pages": {"c1": 0.1, "c2": 6.0, "max_iterations": 100, "feature.minfreq": 2},
}


def train(name: str, sequences: Iterable[Labelled], path: Path) -> Tagger:
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


def of_lines(examples: Iterable[Example]) -> Iterator[Labelled]:
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


class PageSequences(NamedTuple):
    """What the models of `WHOLE_PAGES` learn from one page."""

    titles: list[Labelled]
    pages: list[Labelled]

    def of(self, name: str) -> list[Labelled]:
        """What one of them learns from it."""
        found: list[Labelled] = getattr(self, name)
        return found


WHOLE_PAGES = PageSequences._fields
"""The models that learn from pages whose lines and words were read."""


def of_page(example: Example, page: Page) -> PageSequences:
    """What is learned from a page that models read which have not seen it."""
    label = example.page.head["kind"] if example.page.is_project else NO_PROJECT
    of_whole = [([page_features(page)], [label])]
    if not (example.page.is_project and example.is_original):
        return PageSequences([], of_whole)
    stated = answer_of(example.page)["title"]
    of_titles = [
        ([each.features], [RIGHT if comparable(each.text) in stated else WRONG])
        for each in proposals(page)
    ]
    return PageSequences(of_titles, of_whole)
