"""Explains why the model took words for a value: the heaviest evidence, in words for people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file
from pathlib import Path
from tempfile import TemporaryDirectory

from projectkit.language.translate import _, later
from projectkit.parsing.findings.finding import Page
from projectkit.parsing.models import model_file
from projectkit.parsing.words.features import word_items
from projectkit.parsing.words.spans import Span

_MOST = 3
# `a word that ends in “eke”` tells people nothing.
_SHORTEST_ENDING = 4
# A line in a dump of the model: "  (0) word=zonmw --> B-funder: 1.25".
_WEIGHT = re.compile(r"^ {2}\(\d+\) (.+) --> (\S+): (\S+)$", re.MULTILINE)
# How each kind of feature is described to people.
_SAID: dict[str, str] = {
    "word": later("the word “{value}”"),
    "begins": later("a word that begins with “{value}”"),
    "ends": later("a word that ends in “{value}”"),
    "cue": later("“{value}…” before it"),
    "cues": later("“{value}…” before it"),
    "cue2": later("“{value}…” before it"),
    "cue-behind": later("“{value}…” after it"),
    "says": later("“{value}…” in the sentence"),
    "heading": later("the heading above: {value}"),
    "heading-word": later("“{value}…” in the heading above"),
    "label": later("the label above: {value}"),
    "label-word": later("the label above: “{value}…”"),
    "inside": later("the label on the line: {value}"),
    "inside-word": later("the label on the line: “{value}…”"),
    "-1:word": later("“{value}” before it"),
    "-2:word": later("“{value}” before it"),
    "+1:word": later("“{value}” after it"),
    "+2:word": later("“{value}” after it"),
    "-1:is": later("before it: {value}"),
    "+1:is": later("after it: {value}"),
    "row-after": later("in a row of names behind “{value}”"),
}
_KINDS: dict[str, str] = {
    "date": later("the form of a date"),
    "amount": later("the form of an amount"),
    "url": later("the form of a web address"),
    "email": later("the form of an e-mail address"),
    "phone": later("the form of a phone number"),
}
_SORTS: dict[str, str] = {
    "given": later("a given name"),
    "proper": later("a proper name"),
    "surname": later("the form of a surname"),
    "initials": later("initials"),
    "particle": later("a name particle"),
    "title": later("a title"),
    "organisation": later("a word in names of organisations"),
    "known-organisation": later("a known organisation"),
    "unit": later("a word for a department"),
    "programme": later("a word in names of programmes"),
    "month": later("a month"),
    "status": later("a word for a status"),
}


def reasons(page: Page, spans: Sequence[Span]) -> dict[Span, tuple[str, ...]]:
    """The heaviest evidence for each span, the heaviest first."""
    weights = _weights()
    at = {
        (item.mark, item.token.start): item.features
        for item in word_items(page.marks, page.layout)
        if item.token
    }
    return {span: _of_span(span, at.get((span.place, span.start), []), weights) for span in spans}


def _of_span(
    span: Span, features: list[str], weights: dict[tuple[str, str], float]
) -> tuple[str, ...]:
    tag = f"B-{span.tag}"
    weighed = sorted(
        ((weights.get((feature, tag), 0.0), feature) for feature in set(features)), reverse=True
    )
    said = (_said(feature) for weight, feature in weighed if weight > 0)
    return tuple(dict.fromkeys(words for words in said if words))[:_MOST]


def _said(feature: str) -> str:
    """A feature in words; empty for one that means little to people, such as the form of a word."""
    name, _equals, value = feature.partition("=")
    if value in {"none", "unknown"} or not any(map(str.isalpha, value)):
        return ""
    if name == "ends" and len(value) < _SHORTEST_ENDING:
        return ""
    if name == "kind":
        return _(_KINDS[value]) if value in _KINDS else ""
    if name in {"is", "-1:is", "+1:is"}:
        value = _sort(value)
    if name == "is" or not value:
        return value
    return _(_SAID[name]).format(value=value) if name in _SAID else ""


def _sort(sort: str) -> str:
    """What a word may be, in words; empty if that is not worth mentioning."""
    if sort.startswith("role-"):
        return _("a word for a role")
    return _(_SORTS[sort]) if sort in _SORTS else ""


@cache
def _weights() -> dict[tuple[str, str], float]:
    """The weight of each feature for each tag, from a dump of the model.

    One pattern reads it in a third of the time that the library's own parser takes.
    """
    import pycrfsuite  # noqa: PLC0415  (only for an explanation)

    tagger = pycrfsuite.Tagger()
    with as_file(model_file("words")) as path, TemporaryDirectory() as folder:
        tagger.open(str(path))
        written = Path(folder, "weights.txt")
        tagger.dump(str(written))
        _head, _equals, features = written.read_text("utf-8").partition("STATE_FEATURES = {")
    return {(feature, tag): float(weight) for feature, tag, weight in _WEIGHT.findall(features)}
