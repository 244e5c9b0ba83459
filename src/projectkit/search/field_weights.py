"""The texts of a record that words are looked for in, and how much a word in each counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from projectkit.model.plain import PlainRecord

# How much a word counts in each part of a record: as if it occurred this often. The index keeps
# words that often: who changes a weight raises `_VERSION` in `store/store.py`, and it is made anew.
_TITLE, _THEME, _NAME, _TEXT = 4, 3, 2, 1


def weighted_texts(record: PlainRecord) -> Iterator[tuple[str, int]]:
    """Every text of a record that words are looked for in, with how much a word in it counts."""
    for title in (record["title"] or "", *record["alternate_titles"]):
        yield title, _TITLE
    for theme in record["themes"]:
        yield theme, _THEME
    for organisation in record["organisations"]:
        yield f"{organisation['name']} {organisation['unit'] or ''}", _NAME
    for person in record["persons"]:
        yield person["name"], _NAME
    for funding in record["funding"]:
        names = (funding["funder"], funding["programme"], funding["call"])
        yield " ".join(filter(None, names)), _TEXT
    for identifier in record["identifiers"]:
        yield identifier["value"], _TEXT
    for section in record["sections"]:
        yield f"{section['heading'] or ''} {section['text']}", _TEXT
    for part in record["subprojects"]:
        yield f"{part['title']} {part['text']}", _TEXT
