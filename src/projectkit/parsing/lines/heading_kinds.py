"""Weighs what each section is about by its text as well as by its heading.

The model of lines sees a heading and the lines beside it. What a section below `Met laarzen aan` is
about only its text says, and the sections around it: pages first tell why, then how, then what came
of it. The model of headings weighs that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from projectkit.model.record import SectionKind
from projectkit.parsing.layout import Layout
from projectkit.parsing.lines.labels import HEADING
from projectkit.parsing.lines.rows import PlacedLine
from projectkit.parsing.models import Tagger, model, threshold
from projectkit.parsing.steps import CHANCES, step
from projectkit.parsing.vocabulary.lookup import Vocabulary

FEATURES_VERSION = 1
"""Raised when features change, so that no model is used with features it was not trained on."""

NO_HEADING = "none"
"""The label of the model for a line that only looks like a heading."""

_OTHER = f"{HEADING}{SectionKind.OTHER}"
_KINDS = frozenset(map(str, SectionKind))
# A heading whose kind a reader of its site gives less than this probability is some other.
_SURE_OF_SITE = 0.76
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|[€?]")
_AFFIX = 5
# How much of a section is looked at.
_MOST_LINES, _MOST_LETTERS = 12, 700
_LENGTHS = (0, 50, 120, 250, 500, _MOST_LETTERS - 1)
_MOST_KINDS = 3
_FAR_FROM_TOP, _FAR_FROM_BOTTOM, _MANY_LINES = 8, 6, 6


def with_kinds(
    lines: Sequence[PlacedLine], labels: Sequence[str], lines_model: Tagger, layout: Layout
) -> list[str]:
    """The labels of lines, with the kind of each section that is certain enough.

    What the examples of a site say of its headings stands, whatever the text below them.

    Args:
        lines: the lines of the page that are not blank.
        labels: the label of each.
        lines_model: the model that tagged them last.
        layout: how the site is read.
    """
    if layout.reader is None or not layout.reader.lines:
        return _weighed(lines, labels, lines_model, layout.vocabulary)
    return [
        _sure(label, lines_model.marginal(label, place), placed.line.text, layout.vocabulary)
        for place, (label, placed) in enumerate(zip(labels, lines, strict=True))
    ]


def _sure(label: str, certainty: float, text: str, vocabulary: Vocabulary) -> str:
    """The label of a heading if it is certain enough or the vocabulary agrees, else some other."""
    if not label.startswith(HEADING) or certainty >= _SURE_OF_SITE:
        return label
    is_known = _vocabulary_agrees(label.removeprefix(HEADING), text, vocabulary)
    return label if is_known else _OTHER


def _weighed(
    lines: Sequence[PlacedLine], labels: Sequence[str], lines_model: Tagger, vocabulary: Vocabulary
) -> list[str]:
    """The labels of lines, with the kinds that the model of headings finds.

    A heading on which the vocabulary and the model of lines agree stands. One that is too
    uncertain, or that is none to the model of headings, is some other.
    """
    weighed = list(labels)
    places = heading_places(labels)
    if not places:
        return weighed
    headings = model("headings")
    kinds = headings.tag(list(heading_features(lines, labels, lines_model, vocabulary)))
    for at, (place, kind) in enumerate(zip(places, kinds, strict=True)):
        text = lines[place].line.text
        if _stands(labels[place], text, vocabulary):
            continue
        is_known = _vocabulary_agrees(kind, text, vocabulary)
        is_sure = is_known or headings.marginal(kind, at) >= threshold("heading")
        weighed[place] = f"{HEADING}{kind}" if is_sure and kind != NO_HEADING else _OTHER
    return weighed


def _stands(label: str, text: str, vocabulary: Vocabulary) -> bool:
    """Whether it is known what a heading announces: people and parts are no kinds of sections."""
    known = vocabulary.heading(text)
    is_other = known is not None and known not in _KINDS
    return is_other or _vocabulary_agrees(label.removeprefix(HEADING), text, vocabulary)


def _vocabulary_agrees(kind: str, text: str, vocabulary: Vocabulary) -> bool:
    """Whether a heading, or what stands before its colon, is known to announce this kind."""
    return kind in {vocabulary.heading(text), vocabulary.heading(text.partition(":")[0])}


def heading_places(labels: Sequence[str]) -> list[int]:
    """The places of the headings among the labels of lines."""
    return [place for place, label in enumerate(labels) if label.startswith(HEADING)]


def heading_features(
    lines: Sequence[PlacedLine], labels: Sequence[str], lines_model: Tagger, vocabulary: Vocabulary
) -> Iterator[list[str]]:
    """The evidence on the kind of each section, as names of features; see `with_kinds`."""
    places = heading_places(labels)
    for order, (place, end) in enumerate(pairwise([*places, len(lines)])):
        text = lines[place].line.text
        body = [lines[at].line.text for at in range(place + 1, end) if labels[at] != "noise"]
        yield [
            *_of_line(place, lines_model),
            f"known={vocabulary.heading(text)}",
            *_of_heading(text),
            *_of_body(body),
            f"from-first{min(order, _FAR_FROM_TOP)}",
            f"from-last{min(len(places) - 1 - order, _FAR_FROM_BOTTOM)}",
        ]


def _of_line(place: int, lines_model: Tagger) -> Iterator[str]:
    """The kinds that are most probable to the model of lines."""
    chances = {kind: lines_model.marginal(f"{HEADING}{kind}", place) for kind in SectionKind}
    best = sorted(chances, key=lambda kind: -chances[kind])
    whole = sum(chances.values()) or 1.0
    yield f"best={best[0]}"
    for kind in best[:_MOST_KINDS]:
        yield f"{kind}{step(chances[kind] / whole, CHANCES)}"


def _of_heading(text: str) -> Iterator[str]:
    words = _words(text)
    for word in dict.fromkeys(words):
        yield f"heading:{word}"
        if len(word) > _AFFIX + 1:
            yield f"heading-begins:{word[:_AFFIX]}"
            yield f"heading-ends:{word[-_AFFIX:]}"
    if words:
        yield f"heading-first:{words[0]}"
        yield f"heading-last:{words[-1]}"


def _of_body(texts: Sequence[str]) -> Iterator[str]:
    text = " ".join(texts[:_MOST_LINES])[:_MOST_LETTERS]
    words = _words(text)
    yield f"letters{step(len(text), _LENGTHS)}"
    yield f"lines{min(len(texts), _MANY_LINES)}"
    for word in dict.fromkeys(words):
        yield f"body:{word}"
    if words:
        yield f"body-first:{words[0]}"
    if len(words) > 1:
        yield f"body-begins:{words[0]} {words[1]}"


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]
