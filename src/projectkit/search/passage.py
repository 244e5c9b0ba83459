"""The passage of a record that answers a question, and the words in it that do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from projectkit.model.labels import column_label
from projectkit.search.analysis import grams, stem
from projectkit.search.fold import WRITTEN_WORD, fold

if TYPE_CHECKING:
    from projectkit.model.plain import PlainRecord

_LENGTH = 160
_LONGEST_WORD = 80
# How well a word fits: it is asked for, has the stem that is, has in it what is, or has a part of
# it. What only looks like it fits by the share of its pieces, at most 1.
_SAME, _STEM, _CONTAINS, _PART = 8.0, 6.0, 3.0, 2.0
_SHORTEST_PART = 4
# Matches of a text that are compared.
_MOST_MATCHES = 200


class Passage(NamedTuple):
    """A piece of running text on one line.

    Attributes:
        text: the piece, with … where it was cut.
        marks: where the words begin and end in it that answer the question.
    """

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def passages(record: PlainRecord, language: str) -> list[str]:
    """The texts of a record that a passage is taken from: running text first, then its fields.

    Args:
        record: the record.
        language: the language of the labels of fields, `nl` or `en`.
    """
    parts = (f"{part['title']}: {part['text']}" for part in record["subprojects"])
    running = [*(section["text"] for section in record["sections"]), *parts]
    fields = (f"{column_label(name, language)}: {text}" for name, text in _fields(record))
    headings = (section["heading"] for section in record["sections"] if section["heading"])
    return [*running, *fields, *headings]


def _fields(record: PlainRecord) -> Iterator[tuple[str, str]]:
    """The texts of fields, each with the name of its field."""
    if record["title"]:
        yield "title", record["title"]
    many = {
        "alternate_titles": record["alternate_titles"],
        "themes": record["themes"],
        "organisations": [
            ", ".join(filter(None, (one["name"], one["unit"]))) for one in record["organisations"]
        ],
        "persons": [person["name"] for person in record["persons"]],
        "identifiers": [identifier["value"] for identifier in record["identifiers"]],
    }
    for name, values in many.items():
        if values:
            yield name, "; ".join(values)
    for funding in record["funding"]:
        named = {
            "funder": funding["funder"],
            "programme": ", ".join(filter(None, (funding["programme"], funding["call"]))),
        }
        yield from ((name, text) for name, text in named.items() if text)


def passage(texts: Iterable[str], wanted: Iterable[str], parts: Iterable[str] = ()) -> Passage:
    """The passage with most of the words, or the word that fits best, or else the first text.

    Args:
        texts: the texts of a record.
        wanted: the folded words of the question.
        parts: the parts of these words that count as well.
    """
    asked = _Asked(list(wanted), list(parts))
    flat = [" ".join(text.split()) for text in texts]
    if not asked.words:
        return Passage(_piece(flat[0], 0)) if flat else Passage("")
    for pattern in (r"\b(?:{})\b", r"(?:{})"):
        # The words as they are asked for, then as parts of others: most answers have them so.
        alternatives = "|".join(map(re.escape, asked.words))
        place = _most_words(re.compile(pattern.format(alternatives), re.IGNORECASE), flat)
        if place:
            return _marked(*place, asked)
    return _marked(*_best_word(flat, asked), asked)


class _Asked:
    """The words of a question, and how well others fit them."""

    def __init__(self, words: list[str], parts: list[str]) -> None:
        self.words = words
        self.parts = parts
        self._stems = set(map(stem, words))
        self._part_stems = set(map(stem, parts))
        self.pieces = [set(grams(word)) for word in words]

    def fit(self, word: str) -> float:
        """How well a folded word fits."""
        if word in self.words:
            return _SAME
        found = stem(word)
        if found in self._stems:
            return _STEM
        if any(contains_word(word, each) for each in self.words):
            return _CONTAINS
        if found in self._part_stems or any(contains_word(word, each) for each in self.parts):
            return _PART
        there = set(grams(word))
        return max(len(pieces & there) / len(pieces) for pieces in self.pieces)


def contains_word(word: str, asked: str) -> bool:
    """Whether a word is a compound with another in it."""
    return len(asked) >= _SHORTEST_PART and asked in word


def _most_words(pattern: re.Pattern[str], texts: list[str]) -> tuple[str, int] | None:
    """The text and the place in it with most different matches near each other."""
    best, most = None, 0
    for text in texts:
        matches = []
        for match in pattern.finditer(text):
            matches.append((match.start(), match[0].lower()))
            if len(matches) == _MOST_MATCHES:
                break
        for at, (start, _) in enumerate(matches):
            near = {word for place, word in matches[at:] if place < start + _LENGTH * 2 // 3}
            if len(near) > most:
                best, most = (text, start), len(near)
    return best


def _best_word(texts: list[str], asked: _Asked) -> tuple[str, int]:
    """The text and the place in it of the word that fits best; the first text if none does."""
    best, place, score = texts[0] if texts else "", 0, 0.0
    # Only words that have a piece of one that is asked for can fit; with an accent they may not
    # show it.
    pieces = sorted({piece.lstrip("_") for each in asked.pieces for piece in each})
    likely = re.compile("|".join([*map(re.escape, pieces), r"[^\x00-\x7f]"]), re.IGNORECASE)
    for text in texts:
        for start, end in _words_with(likely, text):
            fits = asked.fit(fold(text[start:end]))
            if fits > score:
                best, place, score = text, start, fits
    return best, place


def _words_with(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Where the words that contain a match begin and end."""
    reached = 0
    for match in pattern.finditer(text):
        if match.start() >= reached:
            before = text.rfind(" ", max(0, match.start() - _LONGEST_WORD), match.start()) + 1
            start = before or max(0, match.start() - _LONGEST_WORD)
            space = text.find(" ", match.end(), match.end() + _LONGEST_WORD)
            reached = space if space >= 0 else min(len(text), match.end() + _LONGEST_WORD)
            yield from (word.span() for word in WRITTEN_WORD.finditer(text, start, reached))


def _marked(text: str, place: int, asked: _Asked) -> Passage:
    """The piece around a place, with marks: words that only look alike if there are no others."""
    shown = _piece(text, place)
    fits = [(match.span(), asked.fit(fold(match[0]))) for match in WRITTEN_WORD.finditer(shown)]
    best = max((fit for _, fit in fits), default=0.0)
    least = min(best, _PART)
    return Passage(shown, tuple(span for span, fit in fits if fit >= least > 0))


def _piece(text: str, place: int) -> str:
    start = max(0, place - _LENGTH // 3)
    start = text.find(" ", start, place) + 1 if start else 0
    piece = text[start : start + _LENGTH]
    if start + _LENGTH < len(text):
        piece = piece.rsplit(" ", 1)[0] + " …"
    return ("… " if start else "") + piece
