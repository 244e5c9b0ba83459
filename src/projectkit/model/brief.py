"""Two values of a field on one line each, as far as they tell the two apart."""

from __future__ import annotations

import json
from itertools import takewhile

from projectkit.model.digests import jsonable

_LONGEST = 60
# How much of what two values share stands before the first difference.
_BEFORE = 20


def brief_pair(one: object, other: object) -> tuple[str | None, str | None]:
    """Both values; None for one that says nothing.

    Long lists are told by the items that the other one has not, long texts from shortly before the
    first difference. A text is cut between words, so that no part of an address stays.
    """
    texts = (_text(one), _text(other))
    if max(len(text or "") for text in texts) > _LONGEST:
        texts = (_text(_own_items(one, other)), _text(_own_items(other, one)))
    letters = zip(texts[0] or "", texts[1] or "", strict=False)
    start = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], letters))
    return _cut(texts[0], start), _cut(texts[1], start)


def _text(value: object) -> str | None:
    if value in (None, ()):
        return None
    if isinstance(value, str):
        return " ".join(value.split())
    return json.dumps(jsonable(value), ensure_ascii=False)


def _own_items(value: object, other: object) -> object:
    if not (isinstance(value, tuple) and isinstance(other, tuple)):
        return value
    return tuple(item for item in value if item not in other) or value


def _cut(text: str | None, difference: int) -> str | None:
    """A text from shortly before the place where it differs from another."""
    if text is None or len(text) <= _LONGEST:
        return text
    start = max(0, difference - _BEFORE) if difference > _LONGEST - _BEFORE else 0
    words = text[start:].split(" ")
    if start and text[start - 1] != " ":
        del words[0]
    shown: list[str] = []
    while words and len(" ".join([*shown, words[0]])) < _LONGEST:
        shown.append(words.pop(0))
    if not shown and words and "@" not in words[0]:
        shown.append(words[0][: _LONGEST - 1])
    return " ".join([*(["…"] if start else []), *shown, *(["…"] if words else [])])
