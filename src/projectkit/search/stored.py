"""A record as plain data: what questions are asked of, without the model, and its texts only when they are needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, cast

from projectkit.model.plain import PlainRecord, value_of

if TYPE_CHECKING:
    from projectkit.model.record import Record

TEXTS = ("sections", "subprojects")
"""The fields that hold running text, which is most of a record and which few questions need."""

# How much a word counts in each part of a record: as if it stood there this often.
_TITLE, _THEME, _NAME, _TEXT = 4, 3, 2, 1


class StoredRecord(dict[str, Any]):
    """A record as it is kept, whose texts are fetched when they are asked for."""

    def __init__(self, data: dict[str, Any], texts: Callable[[], dict[str, Any]]) -> None:
        super().__init__(data)
        self._texts = texts

    def __missing__(self, name: str) -> Any:
        if name not in TEXTS:
            raise KeyError(name)
        texts = self._texts()
        self.update({each: texts.get(each, []) for each in TEXTS})
        return self[name]


def plain(record: Record) -> PlainRecord:
    """A record as plain data."""
    data = record.model_dump(mode="json", exclude={"source"})
    for item, funding in zip(data["funding"], record.funding, strict=True):
        # As it was written: a number of JSON need not keep its last zero.
        item["amount"] = None if funding.amount is None else str(funding.amount)
    source = record.source
    data["source"] = {"file": source.file, "url": source.url} if source else None
    return cast("PlainRecord", data)


def passages(record: PlainRecord) -> list[str]:
    """The texts of a record that a passage is taken from."""
    parts = (f"{part['title']}: {part['text']}" for part in record["subprojects"])
    return [*(section["text"] for section in record["sections"]), *parts]


def weighted_texts(record: PlainRecord) -> Iterator[tuple[str, int]]:
    """Every text of a record that a word is looked for in, with how much it counts."""
    for title in (record["title"] or "", *record["alternate_titles"]):
        yield title, _TITLE
    for theme in record["themes"]:
        yield theme, _THEME
    for organisation in record["organisations"]:
        yield f"{organisation['name']} {organisation['unit'] or ''}", _NAME
    for person in record["persons"]:
        yield person["name"], _NAME
    for funding in record["funding"]:
        yield (
            f"{funding['funder'] or ''} {funding['programme'] or ''} {funding['call'] or ''}",
            _TEXT,
        )
    for identifier in record["identifiers"]:
        yield identifier["value"], _TEXT
    for section in record["sections"]:
        yield f"{section['heading'] or ''} {section['text']}", _TEXT
    for part in record["subprojects"]:
        yield f"{part['title']} {part['text']}", _TEXT


def whole(record: PlainRecord) -> PlainRecord:
    """A record with its texts, its fields in the order of the model."""
    texts = {name: value_of(record, name) for name in TEXTS}
    found: dict[str, Any] = {}
    for name, value in record.items():
        if name in texts:
            continue
        if name == "links":
            found |= texts
        found[name] = value
    return cast("PlainRecord", found)
