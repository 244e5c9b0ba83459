"""Reads each page with models that saw neither its author nor its site."""

from __future__ import annotations

import multiprocessing
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from tools.train.annotated import AnnotatedPage
from tools.train.answers import Facts, answer_of, facts_of
from tools.train.examples import Example
from tools.train.fit import (
    WHOLE_PAGES,
    Labelled,
    PageSequences,
    WordSequence,
    load_model,
    of_headings,
    of_lines,
    of_page,
    of_words,
    train,
)
from tools.train.headless import headless, titles_in_text
from tools.train.mentions import mentions_of, titles_of
from tools.train.score import Score

from projectkit.learning.marked import SINGLE
from projectkit.parsing import models
from projectkit.parsing.findings.finding import Page
from projectkit.parsing.judge import judge
from projectkit.parsing.lines.decide import decide
from projectkit.parsing.lines.marks import parts
from projectkit.parsing.names.weigh import with_names_weighed
from projectkit.parsing.names.whole import with_whole_names
from projectkit.parsing.page import parse_page, tagged
from projectkit.reading.blocks import split_blocks

LINE_MODELS = ("lines", "headings")
"""The models that say what each line is."""

_WORKERS = 2
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class ReadSpan:
    """A span that the model found: its tag, its probability, and whether the page marks it so."""

    tag: str
    certainty: float
    right: bool


class CrossValidation:
    """Models for each fold, and what they make of its pages.

    A fold is the pages of one or more authors. The models that read them were trained on all other
    pages, except those of the same sites.
    """

    def __init__(self, examples: list[Example], folds: dict[str, str], folder: Path) -> None:
        """Prepare the folds.

        Args:
            examples: all pages.
            folds: the fold of each author.
            folder: where models are written.
        """
        self._examples = examples
        self._fold_of = [folds[example.page.author] for example in examples]
        self._folder = folder
        self.folds = sorted(set(self._fold_of))
        self._headings: list[Labelled | None] = []
        self._words: list[WordSequence | None] = []
        self._mentions: list[list[Labelled] | None] = []
        self._pages: list[PageSequences | None] = []

    def train(self) -> None:
        """Train the models of all folds, each stage on what the last one made of unseen pages."""
        self._in_parallel(self._train_lines, self.folds)
        self._headings = self._in_order(self._in_parallel(self._headings_of, self.folds))
        self._in_parallel(self._train_headings, self.folds)
        words = self._in_parallel(self._words_of, self.folds)
        self._words = self._in_order(words)
        self._in_parallel(self._train_words, self.folds)
        self._mentions = self._in_order(self._in_parallel(self._mentions_of, self.folds))
        self._in_parallel(self._train_mentions, self.folds)
        self._pages = self._in_order(self._in_parallel(self._pages_of, self.folds))
        self._in_parallel(self._train_pages, self.folds)

    def spans(self) -> list[ReadSpan]:
        """The spans that were found on all pages, each text once a page."""
        return [span for found in self._in_parallel(self._spans_of, self.folds) for span in found]

    def projects(self) -> list[tuple[bool, float]]:
        """For each page, whether it is a project, and how probable that is to the models."""
        return [
            pair for found in self._in_parallel(self._projects_of, self.folds) for pair in found
        ]

    def scores(self, thresholds: dict[str, float]) -> dict[str, Score]:
        """The score of the pages of each author."""
        scores = self._in_parallel(lambda fold: self._scores_of(fold, thresholds), self.folds)
        return {author: score for of_fold in scores for author, score in of_fold.items()}

    def headings(self) -> list[Labelled]:
        """What the model of headings learns from all pages."""
        return [each for each in self._headings if each]

    def words(self) -> list[WordSequence]:
        """What the model of words learns from all pages."""
        return [word for word in self._words if word]

    def mentions(self) -> list[Labelled]:
        """What the model of mentions learns from all pages."""
        return [each for found in self._mentions if found for each in found]

    def sequences(self, name: str) -> list[Labelled]:
        """What a model of `WHOLE_PAGES` learns from all pages."""
        return [each for found in self._pages if found for each in found.of(name)]

    def _others(self, fold: str) -> Iterator[int]:
        """The pages that models of a fold may learn from."""
        sites = {self._examples[place].page.site for place in self._places(fold)}
        for place, example in enumerate(self._examples):
            if self._fold_of[place] != fold and example.page.site not in sites:
                yield place

    def _places(self, fold: str) -> list[int]:
        return [place for place, name in enumerate(self._fold_of) if name == fold]

    def _path(self, name: str, fold: str) -> Path:
        return self._folder / f"{fold}.{name}.crfsuite"

    def _train_lines(self, fold: str) -> None:
        train(
            "lines",
            of_lines(self._examples[place] for place in self._others(fold)),
            self._path("lines", fold),
        )

    def _train_headings(self, fold: str) -> None:
        others = (self._headings[place] for place in self._others(fold))
        train("headings", filter(None, others), self._path("headings", fold))

    def _train_words(self, fold: str) -> None:
        others = (self._words[place] for place in self._others(fold))
        sequences = ((found.features, found.tags) for found in others if found)
        train("words", sequences, self._path("words", fold))

    def _train_mentions(self, fold: str) -> None:
        others = (self._mentions[place] for place in self._others(fold))
        sequences = (each for found in others if found for each in found)
        train("mentions", sequences, self._path("mentions", fold))

    def _train_pages(self, fold: str) -> None:
        others = [self._pages[place] for place in self._others(fold)]
        for name in WHOLE_PAGES:
            sequences = (each for found in others if found for each in found.of(name))
            train(name, sequences, self._path(name, fold))

    def _use(
        self, fold: str, names: Iterable[str], thresholds: dict[str, float] | None = None
    ) -> None:
        models.use({name: load_model(self._path(name, fold)) for name in names}, thresholds or {})

    def _headings_of(self, fold: str) -> dict[int, Labelled]:
        self._use(fold, ["lines"])
        examples = ((place, self._examples[place]) for place in self._places(fold))
        found = {
            place: of_headings(example)
            for place, example in examples
            if example.teaches_lines and example.lines
        }
        return {place: each for place, each in found.items() if each[0]}

    def _words_of(self, fold: str) -> dict[int, WordSequence]:
        self._use(fold, LINE_MODELS)
        found: dict[int, WordSequence] = {}
        for place in self._places(fold):
            example = self._examples[place]
            if not example.teaches_words:
                continue
            marks = decide(split_blocks(example.saved.lines), example.layout, example.saved.url)
            page = Page(example.name, example.layout, marks, parts(marks), (), ())
            found[place] = of_words(example, page)
        return found

    def _mentions_of(self, fold: str) -> dict[int, list[Labelled]]:
        self._use(fold, [*LINE_MODELS, "words"])
        return {
            place: list(_mentions(self._examples[place]))
            for place in self._places(fold)
            if self._examples[place].is_original_project
        }

    def _pages_of(self, fold: str) -> dict[int, PageSequences]:
        self._use(fold, [*LINE_MODELS, "words", "mentions"])
        found: dict[int, PageSequences] = {}
        for place in self._places(fold):
            example = self._examples[place]
            found[place] = of_page(example, tagged(example.saved, example.name))
            if example.is_original_project:
                rest = headless(example)
                found[place].titles.extend(titles_in_text(example, tagged(rest.saved, rest.name)))
        return found

    def _spans_of(self, fold: str) -> list[ReadSpan]:
        self._use(fold, [*LINE_MODELS, "words", "names"])
        found: list[ReadSpan] = []
        for place in self._places(fold):
            example = self._examples[place]
            if example.is_original_project:
                page = with_names_weighed(tagged(example.saved, example.name))
                page = with_whole_names(page)
                found += _read_spans(example, page)
        return found

    def _projects_of(self, fold: str) -> list[tuple[bool, float]]:
        self._use(fold, [*LINE_MODELS, "words", "pages"])
        examples = [
            self._examples[place]
            for place in self._places(fold)
            if self._examples[place].is_original
        ]
        return [
            (example.page.is_project, judge(tagged(example.saved, example.name)).certainty)
            for example in examples
        ]

    def _scores_of(self, fold: str, thresholds: dict[str, float]) -> dict[str, Score]:
        self._use(fold, [*LINE_MODELS, "words", "mentions", *WHOLE_PAGES], thresholds)
        scores: dict[str, Score] = defaultdict(Score)
        for place in self._places(fold):
            example = self._examples[place]
            if example.is_original:
                add_page(scores[example.page.author], example.page, example)
        return scores

    def _in_order(self, found: list[dict[int, _T]]) -> list[_T | None]:
        by_place = {place: value for of_fold in found for place, value in of_fold.items()}
        return [by_place.get(place) for place in range(len(self._examples))]

    def _in_parallel(self, work: Callable[[str], _T], folds: list[str]) -> list[_T]:
        """Do the work of each fold in processes that share everything read so far."""
        _WORK["work"] = work
        with ProcessPoolExecutor(_WORKERS, mp_context=multiprocessing.get_context("fork")) as pool:
            return list(pool.map(_do, folds))


_WORK: dict[str, Callable[[str], Any]] = {}


def _do(fold: str) -> Any:
    return _WORK["work"](fold)


def _mentions(example: Example) -> Iterator[Labelled]:
    """Where a page names its project, with and without the lines that head it."""
    titles = titles_of(example.page)
    for form in (example, headless(example)):
        yield from mentions_of(titles, tagged(form.saved, form.name))


def add_page(score: Score, page: AnnotatedPage, example: Example) -> None:
    """Read a page and count what was read correctly."""
    record = parse_page(example.content, example.name).record
    found: Facts | None = None if record is None else facts_of(record)
    score.add(page.name, answer_of(page) if page.is_project else None, found)


def _read_spans(example: Example, page: Page) -> Iterator[ReadSpan]:
    stated: dict[str, set[str]] = defaultdict(set)
    for annotation, words in example.page.marked():
        stated[annotation.tag].add(words.casefold())
    best: dict[tuple[str, str], float] = {}
    for span in page.spans:
        key = (str(span.tag), span.text.casefold())
        best[key] = max(best.get(key, 0.0), span.certainty)
    for (tag, text), certainty in best.items():
        yield ReadSpan(tag, certainty, _is_stated(tag, text, stated[tag]))


def _is_stated(tag: str, text: str, stated: set[str]) -> bool:
    """Whether a text is marked so: with a date, words such as `eind` may be marked too."""
    if tag in SINGLE:
        return any(text in other or other in text for other in stated)
    return text in stated
