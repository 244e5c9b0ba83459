"""Finds the values among the words of a page: runs of words with the same tag."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import repeat
from typing import NamedTuple

from projectkit.dutch.words import is_abbreviated
from projectkit.parsing.layout import Layout
from projectkit.parsing.lines.marks import Mark, cells_of
from projectkit.parsing.models import Tagger, model
from projectkit.parsing.words.features import Item, word_items
from projectkit.parsing.words.tokens import Token


class Tag(StrEnum):
    """What a span is, in the terms of annotated pages; see `tools/train/annotated.py`."""

    TITLE = "title"
    ALTERNATE_TITLE = "alt"
    STATUS = "status"
    START = "start"
    END = "end"
    PAGE_DATE = "pagedate"
    THEME = "theme"
    IDENTIFIER = "id"
    PROGRAMME = "programme"
    SUBPROJECT = "sub"
    FUNDER = "funder"
    LEAD = "lead"
    PARTNER = "partner"
    UNIT = "unit"
    OTHER_ORGANISATION = "org"
    AMOUNT = "amount"
    OTHER_MONEY = "money"
    PERSON = "per"
    ROLE = "role"
    OTHER_PERSON = "who"
    LINK = "link"
    LABEL = "l"


OUTSIDE = "O"
"""The tag of words that are not a value."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of words on one line, and what it is.

    Attributes:
        tag: what it is.
        mark: the line.
        place: the index of the line among the marks of the page.
        start: where it begins in the text of the line.
        end: where it ends.
        certainty: the probability of the tag, from 0 to 1.
        stated: whether the form of the page states it for certain, like a column or a label.
        chances: of a name, the probability of each tag that a name may have, and of none, for its
            first word; empty if a rule or what the catalogue learned about the site decides.
    """

    tag: Tag
    mark: Mark
    place: int
    start: int
    end: int
    certainty: float
    stated: bool = False
    chances: Mapping[str, float] = field(default_factory=dict, hash=False, compare=False)

    @property
    def text(self) -> str:
        """Its words as the page writes them."""
        return self.mark.text[self.start : self.end]

    @property
    def numbers(self) -> range:
        """The numbers of the lines of the file on which its words stand."""
        return self.mark.line.numbers_of(self.start, self.end)


PERIOD = frozenset({Tag.START, Tag.END})
GIVERS = frozenset({Tag.FUNDER, Tag.PROGRAMME})
ORGANISATIONS = frozenset({Tag.FUNDER, Tag.LEAD, Tag.PARTNER, Tag.UNIT, Tag.OTHER_ORGANISATION})
"""The tags of organisations, in whatever role."""

TAGS_OF_NAMES = (
    *(Tag.LEAD, Tag.PARTNER, Tag.FUNDER, Tag.OTHER_ORGANISATION, Tag.UNIT, Tag.PROGRAMME),
    *(Tag.THEME, Tag.SUBPROJECT, Tag.PERSON, Tag.OTHER_PERSON, Tag.ROLE, Tag.TITLE),
)
"""The tags that a name may have; the same name often has another elsewhere."""

_NAMED = frozenset(TAGS_OF_NAMES) - {Tag.ROLE}
_NAMES = ORGANISATIONS | {Tag.PERSON, Tag.OTHER_PERSON, Tag.PROGRAMME, Tag.THEME}
_IN_CELLS = _NAMES | {Tag.SUBPROJECT}
# Words are a possible title from this probability on.
_LEAST_TITLE = 0.04
# A title has at most so many words.
_MOST_WORDS = 25
# What separates names is no part of them.
_SEPARATORS = frozenset("/|·•,;")
_BEFORE_NAME = _SEPARATORS | {":"}
# What no name runs over, like the border of a cell.
_BETWEEN_ITEMS = re.compile(r"\s?[|;]|\s[·•]\s")


def comparable_name(text: str) -> str:
    """A name as names of a page are compared: without case."""
    return " ".join(text.casefold().split())


class FoundSpans(NamedTuple):
    """What the model of words finds on a page.

    Attributes:
        spans: the values, in order.
        possible_titles: words that may be the title, but were not taken for it.
    """

    spans: tuple[Span, ...]
    possible_titles: tuple[Span, ...]


def find_spans(marks: Sequence[Mark], layout: Layout) -> FoundSpans:
    """The spans of a page."""
    items = word_items(marks, layout)
    if not items:
        return FoundSpans((), ())
    tags, words_model = _tag(items, marks, layout)
    spans = tuple(_spans(items, tags, words_model, marks))
    return FoundSpans(spans, tuple(_possible_titles(items, tags, words_model, marks)))


def _tag(items: Sequence[Item], marks: Sequence[Mark], layout: Layout) -> tuple[list[str], Tagger]:
    """The most probable tag of each item, and the model that knows how probable."""
    general = model("words")
    if layout.reader is None:
        return general.tag([item.features for item in items]), general
    return layout.reader.tag_words(items, marks, general)


def _spans(
    items: Sequence[Item], tags: Sequence[str], words_model: Tagger, marks: Sequence[Mark]
) -> Iterator[Span]:
    known = _known_to(words_model)
    for at, words in _runs(items, tags, marks):
        tag, place = Tag(tags[at][2:]), items[at].mark
        bare = _bare(words) if tag in _IN_CELLS else words
        start, end = bare[0].start, bare[-1].end
        if tag in _NAMES and not any(map(str.isalpha, marks[place].text[start:end])):
            continue
        certainty = min(
            words_model.marginal(tags[each], each) for each in range(at, at + len(words))
        )
        chances = {
            name: sum(map(words_model.marginal, labels, repeat(at)))
            for name, labels in (known.items() if tag in _NAMED else ())
        }
        yield Span(tag, marks[place], place, start, end, certainty, chances=chances)


def _runs(
    items: Sequence[Item], tags: Sequence[str], marks: Sequence[Mark]
) -> Iterator[tuple[int, Sequence[Token]]]:
    """The runs of words with one tag on one line: where each begins among the items, its words."""
    at = 0
    while at < len(items):
        first, end = items[at], at + 1
        if first.token is None or tags[at] == OUTSIDE:
            at = end
            continue
        tag = tags[at][2:]
        while end < len(items) and tags[end] == f"I-{tag}" and items[end].mark == first.mark:
            end += 1
        words: Sequence[Token] = [item.token for item in items[at:end] if item.token]
        if tag in _NAMES:
            words = _before_sign(words, marks[first.mark].text)
            end = at + len(words)
        if tag in _IN_CELLS:
            words = _in_cell(words, marks[first.mark])
        yield at, words
        at = end


def _possible_titles(
    items: Sequence[Item], tags: Sequence[str], words_model: Tagger, marks: Sequence[Mark]
) -> Iterator[Span]:
    """Words that may begin a title but were not taken for one, each with what may follow."""
    if words_model is not model("words"):
        return  # what was learned about the site decides
    for at, item in enumerate(items):
        if item.token is None or item.token.text.islower() or tags[at] == f"B-{Tag.TITLE}":
            continue
        certainty = words_model.marginal(f"B-{Tag.TITLE}", at)
        if certainty >= _LEAST_TITLE:
            last = item.token
            for following in _following(items, at):
                if words_model.marginal(f"I-{Tag.TITLE}", following) < certainty / 2:
                    break
                last = items[following].token or last
            yield Span(
                Tag.TITLE, marks[item.mark], item.mark, item.token.start, last.end, certainty
            )


def _following(items: Sequence[Item], at: int) -> Iterator[int]:
    """The places of the words that follow on the same line, as many as a title may have."""
    for place in range(at + 1, min(len(items), at + _MOST_WORDS)):
        if items[place].token is None or items[place].mark != items[at].mark:
            return
        yield place


def _known_to(words_model: Tagger) -> dict[str, list[str]]:
    """The labels of each tag of names, and of none, if the general model decides alone."""
    general = model("words")
    if words_model is not general:
        return {}
    known = frozenset(general.labels())
    of_tags = {
        str(tag): [label for label in (f"B-{tag}", f"I-{tag}") if label in known]
        for tag in TAGS_OF_NAMES
    }
    return {**of_tags, OUTSIDE: [OUTSIDE]}


def _before_sign(words: Sequence[Token], text: str) -> Sequence[Token]:
    """The words up to the sign between two items, if they run over one: the rest is another."""
    start = words[_first_of_name(words)].end
    sign = _BETWEEN_ITEMS.search(text, start, words[-1].start)
    return [word for word in words if word.end <= sign.start()] if sign else words


def _in_cell(words: Sequence[Token], mark: Mark) -> Sequence[Token]:
    """The words in the first cell of a row, if they run over its border."""
    start = words[_first_of_name(words)].end
    borders = [end for _, end in cells_of(mark) if start <= end <= words[-1].start]
    return [word for word in words if word.end <= min(borders)] if borders else words


def _first_of_name(words: Sequence[Token]) -> int:
    return next((at for at, word in enumerate(words) if word.text not in _BEFORE_NAME), 0)


def _bare(tokens: Sequence[Token]) -> Sequence[Token]:
    """The words of a name, without what separates names, precedes them or ends a sentence."""
    start, end = 0, len(tokens)
    while end > 1 and _is_behind_name(tokens[end - 2].text, tokens[end - 1].text):
        end -= 1
    while start + 1 < end and tokens[start].text in _BEFORE_NAME:
        start += 1
    return tokens[start:end]


def _is_behind_name(before: str, text: str) -> bool:
    # The end of a sentence, not of a name such as `Bos & Zn.`
    return text in _SEPARATORS or (text == "." and not is_abbreviated(before))
