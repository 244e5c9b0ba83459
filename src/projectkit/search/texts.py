"""The texts of a record that words are looked for in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from projectkit.model.labels import column_label

if TYPE_CHECKING:
    from projectkit.model.plain import PlainRecord

# How much a word counts in each part of a record: as if it occurred this often.
_TITLE, _THEME, _NAME, _TEXT = 4, 3, 2, 1


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
