"""Looks words up: those of this package, and those that a site layout adds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

from projectkit.dutch.words import words
from projectkit.parsing.vocabulary.phrases import load_vocabulary, normalise, wildcards

_SEPARATORS = re.compile(r"[\s/,&-]+")
_MAX_HEADING_WORDS = 12
_SHORTEST_GLUED = 5
_MOST_REMEMBERED = 4096
_SHORTEST_MONTH = 4
# Behind a label, that it is about the project.
_OF_PROJECT = (" onderzoek", " programma", " project", " studie", " traject")
_OF_THE_PROJECT = re.compile(r"\s(?:(?:van\s)?(?:het|dit)\s)?\w+$")


@dataclass(frozen=True)
class Vocabulary:
    """What words mean; made by `vocabulary()`, extended by site layouts.

    Attributes:
        labels: the target of each label, by its normalised name.
        heading_words: the kind of section by word.
        heading_phrases: the kinds of section, each with its phrases.
        noise: phrases of lines that belong to the site.
        noise_sections: normalised headings that belong to the site, with the text below them.
    """

    labels: Mapping[str, str]
    heading_words: Mapping[str, str]
    heading_phrases: tuple[tuple[str, tuple[str, ...]], ...]
    noise: tuple[str, ...]
    noise_sections: frozenset[str] = field(default_factory=frozenset)

    def label(self, text: str) -> str | None:
        """The target of a label, or None if the text is not a known label."""
        plain = normalise(text)
        target = self.labels.get(plain)
        if target or not (plain.startswith("project ") or plain.endswith(_OF_PROJECT)):
            return target
        return self.labels.get(_without_project(plain))

    def heading(self, text: str, subject: frozenset[str] = frozenset()) -> str | None:
        """The kind of section that a heading announces, or None if no word of it is known.

        Args:
            text: the heading.
            subject: words of the title, which say nothing about the kind (`De aanpak van
                Buurtbakkers`).
        """
        if (text, subject) not in self._known_headings:
            if len(self._known_headings) >= _MOST_REMEMBERED:
                self._known_headings.clear()
            self._known_headings[text, subject] = self._heading(text, subject)
        return self._known_headings[text, subject]

    def _heading(self, text: str, subject: frozenset[str]) -> str | None:
        plain = normalise(text)
        if not plain or len(plain.split()) > _MAX_HEADING_WORDS:
            return None
        phrase = self._phrase_pattern.fullmatch(plain)
        if phrase:
            return self.heading_phrases[int(phrase.lastgroup[1:])][0] if phrase.lastgroup else None
        rest = [
            word for word in _SEPARATORS.split(plain) if word and word not in _fillers() | subject
        ]
        if rest and all(word in self.heading_words for word in rest):
            return self.heading_words[rest[0]]
        return None

    def glued_label(self, text: str) -> tuple[str, str, str] | None:
        """Target, label and value of `StatusLopend` or `Startdatum1 januari 2022`, or None."""
        match = self._glued_pattern.match(text)
        if match is None:
            return None
        return self.labels.get(normalise(match[1]), "person"), match[1], text[match.end() :]

    def is_noise(self, text: str) -> bool:
        """Whether a line belongs to the site rather than the project."""
        return bool(self._noise_pattern.fullmatch(normalise(text)))

    def starts_noise_section(self, text: str) -> bool:
        """Whether a heading and the text below it belong to the site."""
        return normalise(text) in self.noise_sections

    @cached_property
    def _known_headings(self) -> dict[tuple[str, frozenset[str]], str | None]:
        """Headings that were looked up before: several steps ask about each line."""
        return {}

    @cached_property
    def _phrase_pattern(self) -> re.Pattern[str]:
        """One pattern for all kinds; the group that matches gives the index in the list."""
        alternatives = (
            f"(?P<k{index}>{wildcards(phrases).pattern})"
            for index, (_, phrases) in enumerate(self.heading_phrases)
        )
        return re.compile("|".join(alternatives))

    @cached_property
    def _glued_pattern(self) -> re.Pattern[str]:
        known = [
            *self.labels,
            *(name for names in load_vocabulary("roles").values() for name in names),
        ]
        names = sorted(
            (name[0].upper() + name[1:] for name in known if len(name) >= _SHORTEST_GLUED), key=len
        )
        return re.compile(
            f"({'|'.join(map(re.escape, reversed(names)))})(?=[A-ZÀ-Ý0-9€]|(?:{_months()})\\b)"
        )

    @cached_property
    def _noise_pattern(self) -> re.Pattern[str]:
        return wildcards(self.noise)


def _without_project(label: str) -> str:
    """A label without what says that it is about the project: `einddatum van het onderzoek`.

    >>> _without_project("project verantwoordelijke")
    'projectverantwoordelijke'
    """
    if label.startswith("project "):
        return label.replace(" ", "", 1)
    return _OF_THE_PROJECT.sub("", label, count=1)


@cache
def _months() -> str:
    return "|".join(
        name
        for names in words()["months"].values()
        for name in names
        if len(name) >= _SHORTEST_MONTH
    )


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of this package, without any site layout."""
    headings = {
        kind: entry for kind, entry in load_vocabulary("headings").items() if kind != "fillers"
    }
    return Vocabulary(
        labels={
            normalise(name): target
            for target, names in load_vocabulary("labels").items()
            for name in names
        },
        heading_words={
            word: kind for kind, entry in reversed(headings.items()) for word in entry["words"]
        },
        heading_phrases=tuple((kind, tuple(entry["phrases"])) for kind, entry in headings.items()),
        noise=tuple(load_vocabulary("noise")["lines"]),
    )


@cache
def _fillers() -> frozenset[str]:
    return frozenset(load_vocabulary("headings")["fillers"])
