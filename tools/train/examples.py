"""Annotated pages as training examples: each line with its label, each word with its tag."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from pathlib import Path

from tools.train.annotated import AnnotatedPage, read_annotated
from tools.train.joined import found_again

from projectkit.learning.marked import Marked, line_label
from projectkit.parsing.layout import Layout, recognise
from projectkit.parsing.lines.rows import PlacedLine, placed_lines
from projectkit.reading.blocks import split_blocks
from projectkit.reading.lines import Line, clean
from projectkit.reading.page import SavedPage, read_page

PAGES = Path(__file__).parents[2] / "training/pages"
"""The folder of annotated pages."""

PHRASES = PAGES.with_name("phrases")
"""The folder of annotated phrases: a few lines in which people say one thing."""

KINDS = PAGES.with_name("kinds")
"""The folder of pages of which only their kind is annotated, and whether they are a project."""

THIN = PAGES.with_name("thin")
"""The folder of pages as thin as real ones: little more than running text."""

_ENOUGH = 0.9


class Form(StrEnum):
    """The form in which an example holds its page."""

    ORIGINAL = "original"
    STUB = "stub"
    WEB = "web"
    EXCERPT = "excerpt"
    RENAMED = "renamed"
    HEADLESS = "headless"
    PHRASE = "phrase"
    KIND = "kind"
    THIN = "thin"


_FORMS = {PHRASES: Form.PHRASE, KINDS: Form.KIND, THIN: Form.THIN}


@dataclass
class Example:
    """An annotated page as it is read.

    Attributes:
        page: the page with its right answer.
        name: the file name under which it is read; its ending determines the format.
        content: the bytes of that file.
        form: whether it is the page as it was saved, or another form derived from it.
        saved: its lines.
        layout: its recognised layout.
        lines: its lines that are not blank.
        marked: what is marked on each of these lines.
    """

    page: AnnotatedPage
    name: str
    content: bytes
    form: Form = Form.ORIGINAL
    saved: SavedPage = field(init=False)
    layout: Layout = field(init=False)
    lines: tuple[PlacedLine, ...] = field(init=False)
    marked: list[list[Marked]] = field(init=False)

    def __post_init__(self) -> None:
        """Read the page, and find what is marked on the lines as they were read."""
        self.saved = read_page(self.content, self.name)
        self.layout = recognise(self.saved.lines)
        self.lines = placed_lines(split_blocks(self.saved.lines), self.layout)
        self.marked = _marked(self)

    @property
    def is_whole(self) -> bool:
        """Whether nearly all that is marked was found again on the lines as they were read."""
        marked = sum(not each.continues for line in self.page.lines for each in line.annotations)
        return sum(map(len, self.marked)) >= _ENOUGH * marked

    @property
    def is_original(self) -> bool:
        """Whether it is a page as it was saved, rather than something that is only learned from."""
        return self.form in {Form.ORIGINAL, Form.THIN}

    @property
    def is_phrase(self) -> bool:
        """Whether it is a phrase, or another form of one."""
        return self.page.name in _phrases()

    @property
    def teaches_lines(self) -> bool:
        """Whether the model of lines learns from it: a renamed page has the lines of another."""
        return self.page.is_project and self.form not in {Form.KIND, Form.RENAMED}

    @property
    def teaches_words(self) -> bool:
        """Whether the model of words learns from it.

        The sentences of an excerpt again would only make those of others count for less, and thin
        pages make the model less sure of pages that state facts.
        """
        left_out = {Form.KIND, Form.EXCERPT, Form.THIN}
        return self.page.is_project and self.form not in left_out

    @property
    def teaches_names(self) -> bool:
        """Whether the models of names and titles learn from it: whole pages of projects."""
        return self.page.is_project and (self.is_original or self.form is Form.RENAMED)

    @property
    def is_original_project(self) -> bool:
        """Whether it is a page of a project as it was saved."""
        return self.page.is_project and self.is_original


@cache
def _phrases() -> frozenset[str]:
    return frozenset(path.stem for path in PHRASES.glob("*.page"))


def load(folder: Path = PAGES) -> list[Example]:
    """The annotated pages of a folder, by name."""
    form = _FORMS.get(folder, Form.ORIGINAL)
    pages = map(read_annotated, sorted(folder.glob("*.page")))
    return [Example(page, f"{page.name}.txt", page.text.encode(), form) for page in pages]


def _marked(example: Example) -> list[list[Marked]]:
    """What is marked on each line that is not blank, found again in its cleaned text."""
    places: dict[int, list[int]] = defaultdict(list)
    for place, placed in enumerate(example.lines):
        for number in placed.line.numbers:
            places[number].append(place)
    found: list[list[Marked]] = [[] for _ in example.lines]
    if example.form is Form.WEB:  # its lines have other numbers, but the same order
        places = _places_in_order(example)
    for number, line in enumerate(example.page.lines, 1):
        here = list(places.get(number, ()))
        for annotation in line.annotations:
            words = clean(line.text[annotation.start : annotation.end])
            for place in here:
                at = _begin(example.lines[place].line, number)
                at = max(at, found[place][-1].end) if found[place] else at
                words_at = found_again(words, example.lines[place].line.text, at)
                if words_at is not None:
                    value = annotation.values[0] if annotation.values else ""
                    _add(found[place], Marked(annotation.tag, value, *words_at))
                    break
    return found


def _begin(line: Line, number: int) -> int:
    """Where a line of the file begins in the line that it was joined to."""
    return (0, *line.breaks)[line.numbers.index(number)] if line.breaks else 0


def _add(found: list[Marked], piece: Marked) -> None:
    """Add what is marked to that of a line, as one piece with what it continues there."""
    before = found[-1] if found else None
    if piece.value == "+" and before is not None and before.tag == piece.tag:
        found[-1] = replace(before, end=piece.end)
    else:
        found.append(piece)


def _places_in_order(example: Example) -> dict[int, list[int]]:
    """For each line of the annotated page, the place of the next read line with the same text."""
    found: dict[int, list[int]] = {}
    place = 0
    for number, line in enumerate(example.page.lines, 1):
        text = clean(line.text)
        there = next(
            (
                at
                for at in range(place, min(place + 3, len(example.lines)))
                if example.lines[at].line.text == text
            ),
            None,
        )
        if text and there is not None:
            found[number] = [there]
            place = there + 1
    return found


def line_labels(example: Example) -> list[str]:
    """The label of each line: what the model of lines learns to predict."""
    return [
        line_label(placed.line.text, marked)
        for placed, marked in zip(example.lines, example.marked, strict=True)
    ]
