"""A record as the store gives it: plain data, whose texts are fetched when they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from projectkit.model.plain import PlainRecord, value_of

if TYPE_CHECKING:
    from projectkit.model.record import Record

TEXTS = ("sections", "subprojects")
"""The fields that hold running text, which is most of a record and which few questions need."""


class StoredRecord(dict[str, Any]):
    """A record from the store, which fetches its texts when they are asked for."""

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
        # As it was written: a number in JSON need not keep its last zero.
        item["amount"] = None if funding.amount is None else str(funding.amount)
    source = record.source
    data["source"] = {"file": source.file, "url": source.url} if source else None
    return cast("PlainRecord", data)


def whole(record: PlainRecord) -> dict[str, Any]:
    """A record with its texts, its fields in the order of the model."""
    texts = {name: value_of(record, name) for name in TEXTS}
    found: dict[str, Any] = {}
    for name, value in record.items():
        if name in texts:
            continue
        if name == "links":
            found |= texts
        found[name] = value
    return found
