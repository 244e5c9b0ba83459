"""The page of fields: those of queries, and those of the record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markdown import code, codes, page, table
from projectkit.model.schema import record_schema
from projectkit.search.fields import FIELDS, Field, Sort
from projectkit.search.query_items import CHOICES, ITEMS, SECTION_KINDS

_COMPARED = {
    Sort.TEXT: "contains the words of the value, next to each other",
    Sort.CHOICE: "has the value that the word stands for",
    Sort.DATE: "overlaps the day, month, year or range (`..`)",
    Sort.NUMBER: "is the number, or is in the range (`..`)",
}
_PLAIN = {"string": "text", "integer": "whole number", "number": "number"}
# The schema describes dates and amounts by their JSON types; people know them by these names.
_DATE = "date: a year, a month or a day"
# Explained in docs/reading-pages.md, with an example.
_OF_SOURCE = {"Source", "Trace", "How", "State", "JoinedPage"}


def fields_page() -> str:
    """The page of fields."""
    return page(
        "Fields",
        "The fields of [queries](../queries.md), `--columns`, `--sort` and `--facets`, "
        "then those of the record.",
        "## In queries",
        "You can write a field by its name or by its other names, in upper or lower case, "
        "whatever the language of the labels.",
        table(("field", "other names", "in Dutch", "in English", "compared as"), map(_row, FIELDS)),
        "How values are compared:",
        table(
            ("compared as", "`field:value` matches a record if the field"),
            ((s.value, text) for s, text in _COMPARED.items()),
        ),
        "Words for the values of choices, in Dutch and English:",
        table(
            ("field", "words"),
            ((code(each.name), _words(each.choices)) for each in FIELDS if each.choices),
        ),
        "### Sections of one kind",
        "`section.KIND:` and `sectie.SOORT:` ask for sections of one kind: "
        + _words(SECTION_KINDS | {kind: kind for kind in SECTION_KINDS.values()}),
        "### Conditions on one item",
        "`FIELD[part:value part:value]` asks for an item of a list that meets all conditions:",
        table(("field", "parts", "words for values"), map(_items, ITEMS)),
        "## In the record",
        "The keys of a file in `data/structured`, in order, as in the "
        "[JSON Schema](../../schema/record.schema.json). "
        "An empty field is `null` or an empty list.",
        *_record(record_schema()),
    )


def _row(each: Field) -> tuple[str, ...]:
    return code(each.name), codes(each.aliases), each.label("nl"), each.label("en"), each.sort.value


def _words(choices: dict[str, str]) -> str:
    """The words for each value, the value itself first."""
    values = dict.fromkeys(choices.values())
    return ", ".join(
        _same(value, [word for word in choices if choices[word] == value]) for value in values
    )


def _same(value: str, words: list[str]) -> str:
    others = [word for word in words if word != value]
    return f"{code(value)} ({codes(others)})" if others else code(value)


def _items(name: str) -> tuple[str, str, str]:
    words = [_words(choices) for (items, _), choices in CHOICES.items() if items == name]
    return code(name), codes(ITEMS[name]), "".join(words)


def _record(schema: dict[str, Any]) -> Iterator[str]:
    parts = {
        name: part
        for name, part in schema["$defs"].items()
        if "properties" in part and name not in _OF_SOURCE
    }
    yield _properties(schema, schema)
    for name, part in parts.items():
        yield from (f"### {name}", part["description"], _properties(part, schema))


def _properties(part: dict[str, Any], schema: dict[str, Any]) -> str:
    rows = (
        (code(name), each["label_nl"], _type(each, schema), _note(name, each, part))
        for name, each in part["properties"].items()
    )
    return table(("field", "in Dutch", "what", ""), rows)


def _note(name: str, each: dict[str, Any], part: dict[str, Any]) -> str:
    notes = [each["description"]] if "description" in each else []
    notes += ["Required."] if name in part.get("required", ()) else []
    notes += [f"Default: `{each['default']}`."] if each.get("default") else []
    return " ".join(notes)


def _type(each: dict[str, Any], schema: dict[str, Any]) -> str:
    """What a value is, in words."""
    if "$ref" in each:
        return _named(each["$ref"].rpartition("/")[2], schema)
    if "anyOf" in each:
        kinds = [kind for kind in each["anyOf"] if kind.get("type") != "null"]
        # A JSON number and a text with its digits are the same amount.
        return (
            "amount"
            if "max_digits" in each or "max_digits" in kinds[0]
            else _type(kinds[0], schema)
        )
    if each["type"] == "array":
        return f"list of {_type(each['items'], schema)}"
    return _DATE if each.get("format") == "partial-date" else _PLAIN[each["type"]] + _bounds(each)


def _named(name: str, schema: dict[str, Any]) -> str:
    if name in _OF_SOURCE:
        return "[where each value was read](../reading-pages.md#what-source-says)"
    values = schema["$defs"][name].get("enum")
    return codes(values) if values else f"[{name}](#{name.lower()})"


def _bounds(each: dict[str, Any]) -> str:
    if "pattern" in each:
        return f" {code(each['pattern'])}"
    return f" from {each['ge']} to {each['le']}" if "ge" in each else ""
