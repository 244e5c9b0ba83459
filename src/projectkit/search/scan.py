"""Full-text search by reading every record: best first, with the passage that fits."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from projectkit.model.record import Record
from projectkit.search.fold import fold, words
from projectkit.search.query import And, Or, Query, Words

_WEIGHTS = {"title": 8.0, "themes": 5.0, "organisations": 3.0, "persons": 3.0, "text": 1.0}
_PART_OF_WORD = 0.6
_SNIPPET = 160


@dataclass(frozen=True)
class Hit:
    """A record that fits, how well, and why."""

    record: Record
    score: float
    snippet: str


def search(records: Iterable[Record], query: Query) -> list[Hit]:
    """The records that fit a query, best first; equal ones by id."""
    wanted = [part for text in _bare_words(query) for part in words(text)]
    hits = [_hit(record, wanted) for record in records if query.match(record)]
    return sorted(hits, key=lambda hit: (-hit.score, hit.record.id))


def _bare_words(query: Query) -> list[str]:
    if isinstance(query, Words):
        return [query.text]
    return [text for part in query.parts for text in _bare_words(part)] if isinstance(query, And | Or) else []


def _hit(record: Record, wanted: list[str]) -> Hit:
    texts = [section.text for section in record.sections] + [f"{s.title}: {s.text}" for s in record.subprojects]
    fields = {
        "title": [record.title or "", *record.alternate_titles],
        "themes": record.themes,
        "organisations": [organisation.name for organisation in record.organisations],
        "persons": [person.name for person in record.persons],
        "text": texts,
    }
    score = sum(_WEIGHTS[name] * _field_score(values, wanted) for name, values in fields.items())
    return Hit(record, round(score, 3), _snippet(texts, wanted) or (record.title or ""))


def _field_score(values: Iterable[str], wanted: list[str]) -> float:
    found = words("\n".join(values))
    score = 0.0
    for word in wanted:
        whole = found.count(word)
        part = sum(word in other for other in found) - whole
        score += math.log1p(whole + _PART_OF_WORD * part)
    return score / math.sqrt(1 + math.log1p(len(found)))


def _snippet(texts: Iterable[str], wanted: list[str]) -> str:
    """The passage around the first word that fits, on one line."""
    for text in texts:
        flat = " ".join(text.split())
        for match in re.finditer(r"\S+", flat):
            if any(word in fold(match[0]) for word in wanted):
                return _cut(flat, match.start())
    return _cut(" ".join(next(iter(texts), "").split()), 0)


def _cut(text: str, position: int) -> str:
    start = max(0, position - _SNIPPET // 3)
    start = text.find(" ", start) + 1 if start else 0
    piece = text[start : start + _SNIPPET]
    if start + _SNIPPET < len(text):
        piece = piece.rsplit(" ", 1)[0] + " …"
    return ("… " if start else "") + piece
