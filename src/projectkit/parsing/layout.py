"""Site layouts: small data files that recognise a site and add words to the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from projectkit.model import yaml_text
from projectkit.parsing.vocabulary import Vocabulary, normalise, vocabulary, wildcards
from projectkit.reading.lines import Line


@dataclass(frozen=True)
class Layout:
    """One site's way of laying out its pages.

    Attributes:
        name: the name of its file; `generic` if the page is of no known site.
        recognise: patterns of lines that must all be on the page.
        vocabulary: the words of this package and those of the site.
        identifier_scheme: who gives the project numbers on this site.
    """

    name: str
    recognise: tuple[re.Pattern[str], ...]
    vocabulary: Vocabulary
    identifier_scheme: str = "project_number"

    def fits(self, lines: Sequence[str]) -> bool:
        """Whether every line that the site is recognised by is among these."""
        return all(any(pattern.fullmatch(line) for line in lines) for pattern in self.recognise)


def _layout(name: str, data: dict[str, Any]) -> Layout:
    words = vocabulary()
    words = replace(
        words,
        labels=dict(words.labels)
        | {normalise(n): target for target, names in data.get("labels", {}).items() for n in names},
        noise=(*words.noise, *data.get("noise", ())),
        noise_sections=frozenset(map(normalise, data.get("noise_sections", ()))),
    )
    return Layout(
        name,
        tuple(wildcards([line]) for line in data["recognise"]),
        words,
        data.get("identifier_scheme", "project_number"),
    )


@cache
def layouts() -> tuple[Layout, ...]:
    """The layouts of this package, by name."""
    folder = files("projectkit.parsing").joinpath("layouts")
    entries = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".yaml")), key=lambda entry: entry.name
    )
    return tuple(_layout(entry.name[:-5], yaml_text.load_data(entry.read_text("utf-8"))) for entry in entries)


@cache
def generic() -> Layout:
    """What a page of no known site is read with."""
    return Layout("generic", (), vocabulary())


def recognise(lines: Iterable[Line]) -> Layout:
    """The layout of a page."""
    texts = [normalise(line.text) for line in lines if line.text]
    return next((layout for layout in layouts() if layout.fits(texts)), generic())
