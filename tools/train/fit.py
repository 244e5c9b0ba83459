"""Trains the models: of lines, headings, words, mentions, names, titles, and whole pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pycrfsuite
from tools.train.answers import answer_of, comparable
from tools.train.examples import Example, line_labels
from tools.train.rounding import round_weights

from projectkit.learning.marked import word_tags
from projectkit.parsing.findings import title_proposals
from projectkit.parsing.findings.finding import Page
from projectkit.parsing.judge import NO_PROJECT, page_features
from projectkit.parsing.lines.decide import tentative_labels
from projectkit.parsing.lines.features import line_features
from projectkit.parsing.lines.heading_kinds import NO_HEADING, heading_features, heading_places
from projectkit.parsing.lines.labels import HEADING
from projectkit.parsing.models import RIGHT, WRONG, Tagger
from projectkit.parsing.names import weigh
from projectkit.parsing.words.features import word_items
from projectkit.parsing.words.spans import Tag

Labelled = tuple[list[list[str]], list[str]]
"""The features of each item of a sequence, and its labels."""

_FIELD_OF = {
    Tag.LEAD: "lead",
    Tag.PARTNER: "partners",
    Tag.FUNDER: "funders",
}

# Penalties on weights (c1 makes them zero, c2 small), training rounds, and how often a feature must
# occur.
SETTINGS: dict[str, dict[str, float]] = {
    "lines": {"c1": 0.3, "c2": 0.03, "max_iterations": 80, "feature.possible_transitions": True},
    "headings": {"c1": 2.0, "c2": 4.0, "max_iterations": 120, "feature.minfreq": 6},
    "words": {"c1": 0.2, "c2": 0.5, "max_iterations": 100, "feature.minfreq": 2},
    "mentions": {"c1": 0.1, "c2": 0.5, "max_iterations": 80, "feature.minfreq": 3},
    "names": {"c1": 0.1, "c2": 2.0, "max_iterations": 120, "feature.minfreq": 7},
    "titles": {"c1": 0.1, "c2": 1.5, "max_iterations": 120, "feature.minfreq": 3},
    "pages": {"c1": 0.1, "c2": 6.0, "max_iterations": 100, "feature.minfreq": 3},
}

# In how many steps weights are rounded; lines and words have many features that say the same.
_STEPS, _FEW_STEPS = 256, 64


def train(name: str, sequences: Iterable[Labelled], path: Path) -> Tagger:
    """Train one model, write it to a file, and load it."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(SETTINGS[name])
    for features, labels in sequences:
        trainer.append(features, labels)
    trainer.train(str(path))
    round_weights(path, _FEW_STEPS if name in {"lines", "words"} else _STEPS)
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
        if example.teaches_lines and example.lines:
            yield (
                line_features(example.lines, example.layout, example.saved.url),
                line_labels(example),
            )


def of_headings(example: Example) -> Labelled:
    """What the model of headings learns from a page that a model of lines read unseen."""
    labels, lines_model = tentative_labels(example.lines, example.layout, example.saved.url)
    features = heading_features(example.lines, labels, lines_model, example.layout.vocabulary)
    wanted = line_labels(example)
    return list(features), [_kind_of(wanted[place]) for place in heading_places(labels)]


def _kind_of(label: str) -> str:
    return label.removeprefix(HEADING) if label.startswith(HEADING) else NO_HEADING


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

    names: list[Labelled]
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
    # A line or two say little of what a page is.
    of_whole = [] if example.is_phrase else [([page_features(page)], [label])]
    if not example.teaches_names:
        return PageSequences([], [], of_whole)
    stated = answer_of(example.page)
    return PageSequences(
        [judged(each, each.name, stated[_FIELD_OF[each.tag]]) for each in weigh.proposals(page)],
        [judged(each, each.text, stated["title"]) for each in title_proposals.proposals(page)],
        of_whole if example.is_original else [],
    )


def judged(
    proposal: weigh.NameProposal | title_proposals.TitleProposal, name: str, stated: set[Any]
) -> Labelled:
    """The evidence on a proposal, and whether it is among what the page states."""
    return [proposal.features], [RIGHT if comparable(name) in stated else WRONG]
