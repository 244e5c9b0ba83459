"""The context of the words of a line: the heading above it, and the label above or on it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from projectkit.parsing.lines.announced import Announcement, above, announcement
from projectkit.parsing.lines.marks import Mark, Role, is_prose
from projectkit.parsing.steps import step
from projectkit.parsing.vocabulary.lookup import Vocabulary
from projectkit.parsing.vocabulary.phrases import normalise
from projectkit.parsing.vocabulary.role_words import roles
from projectkit.parsing.words.tokens import Token
from projectkit.reading.blocks import list_item

CUE = 7
"""How many letters of a cue are kept: enough to recognise it in its other forms."""

LONG_WORDS = re.compile(r"\w{4,}")
"""The words of a line that carry meaning."""

_REMEMBERED = 20_000
# A label is at most this far above its value.
_MOST_LINES_BELOW_LABEL = 6
_LAST_TOKEN_OF_LABEL = 8


class LabelInside(NamedTuple):
    """A label on a line: where it ends, and its features for the words after and before that."""

    end: float
    after: tuple[str, ...]
    before: tuple[str, ...]


class LineContext:
    """What is above the current line: its heading, and the label whose value it may be."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._heading, self._heading_words, self._below_heading = "none", [""], 0
        self._label, self._label_word, self._below_label, self._label_block = "", "", 0, 0
        self._before = "top"
        self._announced: Announcement | None = None
        self._below_announcement = 0

    def of(self, mark: Mark, following: Mark | None) -> list[str]:
        """The features that all words of a line share; to be called for each line in order."""
        sort = f"{mark.role}"
        length = step(len(mark.text), (8, 16, 24, 36, 50, 80))
        self._below_heading += 1
        self._below_label += 1
        if mark.role is Role.HEADING:
            self._start_section(mark)
        features = [
            f"line={sort}",
            f"heading={self._heading}",
            f"line={sort}-heading={self._heading}",
            f"below-heading{step(self._below_heading, (0, 1, 2, 4, 8))}",
            f"line-1={self._before}",
            f"line+1={following.role if following else 'bottom'}",
            "prose" if is_prose(mark.text) else f"letters{length}",
        ]
        if self._below_heading:
            features += [f"heading-word={word}" for word in self._heading_words]
        features += ["item"] if list_item(mark.text) else []
        features += ["cells"] if mark.line.cells else []
        features += self._below(mark)
        features += self._announced_above(mark)
        self._note_label(mark)
        self._before = sort
        return features

    def _start_section(self, mark: Mark) -> None:
        self._heading, self._below_heading, self._label = mark.target, 0, ""
        self._heading_words = [word[:CUE] for word in LONG_WORDS.findall(mark.label.lower())[:3]]

    def _below(self, mark: Mark) -> list[str]:
        if not self._label or mark.role in {Role.LABEL, Role.HEADING}:
            return []
        if mark.block - self._label_block > 1 or self._below_label > _MOST_LINES_BELOW_LABEL:
            return []
        nearness = min(self._below_label, 2)
        return [
            f"label={self._label}",
            f"label-word={self._label_word}",
            f"label={self._label}-{nearness}",
        ]

    def _announced_above(self, mark: Mark) -> list[str]:
        """What a line above says about parts of the project that would follow."""
        self._below_announcement += 1
        said, below = self._announced, self._below_announcement
        here = announcement(mark.text)
        if here is not None:
            self._announced, self._below_announcement = here, 0
        told = above(said, below)
        return [*told, f"announced-line={mark.role}"] if told else []

    def _note_label(self, mark: Mark) -> None:
        if mark.role is not Role.LABEL:
            return
        self._label = "" if mark.rest else self._meaning(mark.label)
        self._label_word, self._label_block = _last_word(mark.label), mark.block
        self._below_label = 0

    def _meaning(self, label: str) -> str:
        """What a label asks for, as far as the vocabulary tells."""
        target = self._vocabulary.label(label)
        if target:
            return target
        role = roles(label)
        if role:
            return f"role-{role[0]}"
        kind = self._vocabulary.heading(label)
        return f"heading-{kind}" if kind else "unknown"

    def label_inside(self, mark: Mark, line: list[Token]) -> LabelInside | None:
        """The label on the line itself, before a colon or in the first cell of a row."""
        colon = next(
            (at for at, token in enumerate(line[:_LAST_TOKEN_OF_LABEL]) if token.text == ":"), None
        )
        if colon is not None:
            label, end = mark.text[: line[colon].start], float(colon)
        elif len(mark.line.cells) > 1:
            label = mark.line.cells[0]
            end = sum(token.end <= len(label) for token in line) - 0.5
        else:
            return None
        item = list_item(label)
        meaning = self._meaning(item.text if item else label)
        after = (f"inside={meaning}", f"inside-word={_last_word(label)}")
        return LabelInside(end, after, (f"before-colon={meaning}",))


@lru_cache(maxsize=_REMEMBERED)
def _last_word(label: str) -> str:
    return normalise(label).rpartition(" ")[2][:CUE]
