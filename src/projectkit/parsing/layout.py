"""Site layouts: small data files that recognise a site and extend the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from projectkit.language.translate import _
from projectkit.model import yaml_text
from projectkit.model.record import SectionKind
from projectkit.parsing.vocabulary.lookup import Vocabulary, vocabulary
from projectkit.parsing.vocabulary.phrases import normalise, wildcards
from projectkit.reading.lines import Line

if TYPE_CHECKING:
    from projectkit.parsing.site.reader import SiteReader


@dataclass(frozen=True)
class Layout:
    """How a site lays out its pages.

    Attributes:
        name: the name of its file; `generic` for pages of unknown sites.
        recognise: the lines that must all be on a page, as the layout writes them, each with its
            pattern.
        vocabulary: the words of this package and of the site.
        own: the words of the site alone: what they say about a line is certain.
        identifier_scheme: the scheme of the project numbers on this site.
    """

    name: str
    recognise: tuple[tuple[str, re.Pattern[str]], ...]
    vocabulary: Vocabulary
    own: Vocabulary
    identifier_scheme: str = "project_number"
    reader: SiteReader | None = None

    def fits(self, lines: Sequence[str]) -> bool:
        """Whether every line that identifies the site is among these normalised lines."""
        return all(any(pattern.fullmatch(line) for line in lines) for _, pattern in self.recognise)

    def missing(self, lines: Iterable[Line]) -> tuple[str, ...]:
        """The lines that identify the site and are missing from a page."""
        texts = _normalised(lines)
        return tuple(
            line for line, pattern in self.recognise if not any(map(pattern.fullmatch, texts))
        )


class LayoutError(ValueError):
    """A layout file is invalid; the message says what is wrong and where."""


_MOST_ASTERISKS = 3
# The entries of a layout file and their types.
_KEYS: dict[str, type] = {
    "recognise": list,
    "labels": dict,
    "headings": dict,
    "noise": list,
    "noise_sections": list,
    "identifier_scheme": str,
}


def make_layout(name: str, text: str) -> Layout:
    """Make a layout from the text of its file.

    Raises:
        LayoutError: if the text is not a valid layout.
    """
    try:
        data = yaml_text.load_data(text)
    except ValueError as error:
        raise LayoutError(str(error)) from None
    _check(data)
    own = Vocabulary(
        labels={
            normalise(label): target
            for target, names in data.get("labels", {}).items()
            for label in names
        },
        heading_words={},
        heading_phrases=tuple(
            (kind, tuple(phrases)) for kind, phrases in data.get("headings", {}).items()
        ),
        noise=tuple(data.get("noise", ())),
        noise_sections=frozenset(map(normalise, data.get("noise_sections", ()))),
    )
    general = vocabulary()
    words = replace(
        general,
        labels={**general.labels, **own.labels},
        heading_phrases=(*own.heading_phrases, *general.heading_phrases),
        noise=(*general.noise, *own.noise),
    )
    recognise_by = tuple((line, wildcards([line])) for line in data["recognise"])
    return Layout(name, recognise_by, words, own, data.get("identifier_scheme", "project_number"))


def _check(data: Any) -> None:
    """Say what is wrong with a layout, in the order in which a person would fix it."""
    _check_spelling(data)
    if not isinstance(data, dict) or not data.get("recognise"):
        message = _(
            "a layout needs `recognise`: a list of lines that are on every page of the site"
        )
        raise LayoutError(message)
    _check_types(data)
    _check_phrases(data)
    _check_names(data)


def _check_spelling(data: Any) -> None:
    """Point out an entry that looks misspelled."""
    unknown = [key for key in data if key not in _KEYS] if isinstance(data, dict) else []
    close = get_close_matches(str(unknown[0]), _KEYS, 1) if unknown else []
    if close:
        message = _("`{entry}` is not an entry of a layout: did you mean `{close}`?").format(
            entry=unknown[0], close=close[0]
        )
        raise LayoutError(message)


def _check_types(data: dict[str, Any]) -> None:
    """Every entry should be known and have its type."""
    for key, value in data.items():
        if not isinstance(value, _KEYS.get(key, tuple)):
            wanted: dict[type, str] = {list: "a list", dict: "a mapping", str: "a text"}
            known = ", ".join(f"{name} ({wanted[kind]})" for name, kind in _KEYS.items())
            message = _(
                "`{key}` is not an entry of a layout, or of the wrong type; the entries are {known}"
            ).format(key=key, known=known)
            raise LayoutError(message)


def _check_phrases(data: dict[str, Any]) -> None:
    """Every phrase should be a text with few asterisks."""
    lists = [data["recognise"], data.get("noise", []), data.get("noise_sections", [])]
    lists += [names for key in ("labels", "headings") for names in data.get(key, {}).values()]
    for phrase in (phrase for names in lists if isinstance(names, list) for phrase in names):
        if not _is_phrase(phrase):
            message = _("`{phrase}` should be a text with at most {most} asterisks").format(
                phrase=phrase, most=_MOST_ASTERISKS
            )
            raise LayoutError(message)


def _is_phrase(phrase: Any) -> bool:
    if not isinstance(phrase, str) or not phrase:
        return False
    return phrase.count("*") <= _MOST_ASTERISKS


def _check_names(data: dict[str, Any]) -> None:
    """Labels and headings should be those of the vocabulary, each with a list of words."""
    names = {
        "labels": set(vocabulary().labels.values()),
        "headings": {str(kind) for kind in SectionKind},
    }
    for key, allowed in names.items():
        for name, phrases in data.get(key, {}).items():
            if name not in allowed or not isinstance(phrases, list):
                message = _(
                    "`{key}: {name}` should be one of {names}, with a list of words"
                ).format(key=key, name=name, names=", ".join(sorted(allowed)))
                raise LayoutError(message)


@cache
def layouts() -> tuple[Layout, ...]:
    """The layouts of this package, by name."""
    folder = files("projectkit.parsing").joinpath("layouts")
    entries = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".yaml")),
        key=lambda entry: entry.name,
    )
    return tuple(make_layout(entry.name[:-5], entry.read_text("utf-8")) for entry in entries)


@cache
def generic() -> Layout:
    """The layout of pages of unknown sites."""
    return Layout("generic", (), vocabulary(), Vocabulary({}, {}, (), ()))


def recognise(lines: Iterable[Line], own: Iterable[Layout] = ()) -> Layout:
    """The layout of a page: the user's own, else one of this package, else the generic one."""
    texts = _normalised(lines)
    return next((layout for layout in (*own, *layouts()) if layout.fits(texts)), generic())


def _normalised(lines: Iterable[Line]) -> list[str]:
    return [normalise(line.text) for line in lines if line.text]
