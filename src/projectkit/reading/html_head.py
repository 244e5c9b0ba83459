"""Turns the metadata of a web page, JSON-LD (schema.org) and meta tags, into labelled lines.

Sources: schema.org for the names of types and properties, ogp.me for `og:` and `article:`.
"""

from __future__ import annotations

import json
import re
from collections import ChainMap
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from projectkit.model import yaml_text
from projectkit.reading.lines import clean

_MAX_DEPTH = 20
_MAX_VALUE = 300
_MAX_FACTS = 40
# The time of day and time zone after a date say nothing about a project.
_TIME = re.compile(r"^(\d{4}-\d{2}-\d{2})[T ].*$")


@cache
def _data() -> dict[str, Any]:
    text = files("projectkit.reading").joinpath("data/html_head.yaml").read_text("utf-8")
    data: dict[str, Any] = yaml_text.load_data(text)
    return data


def head_lines(tree: Any) -> list[str]:
    """Facts such as `Startdatum: 2021-09-01`, each once, in the order of the page."""
    found = dict.fromkeys([*_json_ld(tree), *_meta(tree)])
    published, modified = _data()["published"], _data()["modified"]
    if any(label == published for label, _ in found):
        # The date of a page is the day of its publication; the other stands in only where it lacks.
        found = dict.fromkeys(fact for fact in found if fact[0] != modified)
    return [f"{label}: {value}" for label, value in list(found)[:_MAX_FACTS]]


def head_title(tree: Any) -> str | None:
    """What the page calls itself, perhaps followed by the name of the site."""
    for selector in (
        "meta[property='og:title']",
        "meta[name='dcterms.title']",
        "meta[name='DC.title']",
    ):
        node = tree.css_first(selector)
        if node is not None and (title := clean(node.attributes.get("content") or "")):
            return title
    node = tree.css_first("head title")
    return (clean(re.sub(r"\s+", " ", node.text())) or None) if node is not None else None


def _meta(tree: Any) -> Iterator[tuple[str, str]]:
    for name, label in _data()["meta"].items():
        # Governments write `DCTERMS.issued`, others `dcterms.issued`.
        keys = ("property", "name", "itemprop")
        for node in tree.css(", ".join(f"meta[{key}='{name}' i]" for key in keys)):
            yield from _fact(label, node.attributes.get("content"))


def _json_ld(tree: Any) -> Iterator[tuple[str, str]]:
    items = [
        item
        for node in tree.css("script[type='application/ld+json']")
        for item in _items(_loaded(node.text()), 0)
    ]
    title = (head_title(tree) or "").casefold()
    for kind, properties in _data()["json_ld"].items():
        fitting = [item for item in items if _types(item) & set(_data()["types"][kind])]
        # A page may describe other projects as well: its own has no name, or the name of the page.
        own = [item for item in fitting if kind != "project" or _is_called(item, title)]
        # Several objects may describe the page itself; of each property the first counts.
        told = ChainMap(*(own if kind == "page" else own[:1]))
        for name, label in properties.items():
            yield from _fact(label, told.get(name))


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        # Many sites write malformed JSON-LD; what a reader sees is still read.
        return None


def _types(item: dict[str, Any]) -> set[str]:
    types = item.get("@type")
    return {
        name for name in (types if isinstance(types, list) else [types]) if isinstance(name, str)
    }


def _is_called(item: dict[str, Any], title: str) -> bool:
    """Whether an item may have the title of the page as its name."""
    name = item.get("name")
    plain = name.casefold().strip() if isinstance(name, str) else ""
    return plain in title or title in plain


def _items(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Every object in JSON-LD, however deeply nested in lists and graphs."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(data, list):
        for part in data:
            yield from _items(part, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "about"):
            if key in data:
                yield from _items(data[key], depth + 1)


def _fact(label: str, value: Any) -> Iterator[tuple[str, str]]:
    """Pair a label with each value of a property: a text, an object with a name, or a list."""
    if isinstance(value, list):
        for part in value:
            yield from _fact(label, part) if not isinstance(part, list) else ()
        return
    if isinstance(value, dict):
        value = None if value.get("@type") == "Person" else value.get("name") or value.get("value")
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        # JSON may contain lone surrogates.
        plain = str(value).encode("utf-8", "replace").decode("utf-8")
        text = _TIME.sub(r"\1", clean(re.sub(r"\s+", " ", plain)))
        if text and len(text) <= _MAX_VALUE:
            yield label, text
