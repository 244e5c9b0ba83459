"""Reads the lines and words of a site with what a catalogue learned about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from projectkit.parsing.lines.marks import Mark
from projectkit.parsing.models import Tagger, model_in
from projectkit.parsing.site import evidence
from projectkit.parsing.site.landmarks import places
from projectkit.parsing.words.features import Item


@dataclass(frozen=True)
class SiteReader:
    """What a catalogue learned about one site.

    Each model takes what the general one says as evidence, beside where a line or word is between
    the landmarks. What its examples never showed, the general model decides: a page may state a
    theme though no corrected page does.

    Attributes:
        version: tells one state of what was learned from another.
        landmarks: what recurs on the pages of the site.
        lines: the model of lines, as the bytes of its file.
        words: the model of words.
        pages: the model of pages, if a person said which are not projects.
        seen: the labels of lines and the tags of words in its examples.
    """

    version: str
    landmarks: frozenset[str]
    lines: bytes = b""
    words: bytes = b""
    pages: bytes = b""
    seen: frozenset[str] = frozenset()

    def tag_lines(
        self, texts: Sequence[str], features: list[list[str]], general: Tagger
    ) -> tuple[list[str], Tagger]:
        """The label of each line, and the model that knows how probable it is."""
        said = _said(features, general)
        if not self.lines:
            return said.labels, general
        own = _Together(model_in(self.lines), self.seen, said)
        return own.tag(self.evidence_of_lines(texts, features, said)), own

    def evidence_of_lines(
        self, texts: Sequence[str], features: list[list[str]], said: evidence.Said
    ) -> list[list[str]]:
        """The evidence on the lines of a page."""
        return evidence.of_lines(places(texts, self.landmarks), features, said)

    def tag_words(
        self, items: Sequence[Item], marks: Sequence[Mark], general: Tagger
    ) -> tuple[list[str], Tagger]:
        """The tag of each word, and the model that knows how probable it is."""
        said = _said([item.features for item in items], general)
        if not self.words:
            return said.labels, general
        own = _Together(model_in(self.words), self.seen, said)
        return own.tag(self.evidence_of_words(items, marks, said)), own

    def evidence_of_words(
        self, items: Sequence[Item], marks: Sequence[Mark], said: evidence.Said
    ) -> list[list[str]]:
        """The evidence on the words of a page."""
        found = places([mark.text for mark in marks], self.landmarks)
        return evidence.of_words(items, marks, found, said, self.landmarks)

    def chance_of_project(
        self, texts: Iterable[str], features: Sequence[str], chance: float
    ) -> float:
        """The probability that a page describes a project, given what the general model says."""
        if not self.pages:
            return chance
        own = model_in(self.pages)
        own.tag([evidence.of_page(texts, features, chance, self.landmarks)])
        return own.marginal(PROJECT, 0)


PROJECT = "project"
"""The label of the model of pages for a page that describes a project."""

NO_PROJECT = "none"
"""Its label for any other page."""


def _said(features: list[list[str]], general: Tagger) -> evidence.Said:
    """What the general model says."""
    labels = general.tag(features)
    return evidence.Said(labels, [general.marginal(label, at) for at, label in enumerate(labels)])


class _Together:
    """The labels that a general model and the model of a site give together."""

    def __init__(self, own: Tagger, seen: frozenset[str], said: evidence.Said) -> None:
        self._own, self._seen, self._said = own, seen, said
        self._general: set[int] = set()

    def tag(self, features: list[list[str]]) -> list[str]:
        """The label of each item: that of the site, unless its examples never showed the other."""
        found = self._own.tag(features)
        labels = self._said.labels
        self._general = {
            at for at, label in enumerate(labels) if label not in self._seen and label != found[at]
        }
        return [labels[at] if at in self._general else label for at, label in enumerate(found)]

    def marginal(self, label: str, position: int) -> float:
        """The probability of a label at a position of what was tagged last."""
        if position not in self._general:
            return self._own.marginal(label, position)
        is_said = label == self._said.labels[position]
        return self._said.certainties[position] if is_said else 0.0
