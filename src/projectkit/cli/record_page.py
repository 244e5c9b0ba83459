"""One record as a page that is pleasant to read on a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from projectkit.cli.screen import (
    GAP,
    Styled,
    beside,
    has_links,
    lines_of,
    screen_width,
    width_of,
    wrapped,
)
from projectkit.cli.terminal import safe
from projectkit.dutch.person_names import with_titles
from projectkit.language.figures import day, money
from projectkit.language.translate import _
from projectkit.model.labels import label, value_label

_ITEM = re.compile(r"(- |\d{1,2}\. )(.*)", re.DOTALL)
_ADDRESS = re.compile(r"https?://[!-~]+")
# What the label says already.
_USUAL_SCHEME = "project_number"
_STATUS = {"planned": "blue", "active": "green", "completed": "cyan", "cancelled": "red"}
_DATES = ("start_date", "end_date", "page_date")
_WITHHELD = "withheld"
_INDENT = 2
# The dot stays on the line of what stands before it.
_BETWEEN = "\u00a0· "


def record_page(record: Mapping[str, Any], language: str, root: Path) -> Iterator[str]:
    """The lines of the page.

    Args:
        record: all of a record, as plain data.
        language: of labels and values, `nl` or `en`.
        root: the root of its catalogue, where its page is.
    """
    width = screen_width()
    yield ""
    yield from lines_of(Styled(safe(record["title"] or record["id"]), "bold"), width)
    for title in record["alternate_titles"]:
        yield from lines_of(Styled(safe(title), "italic"), width)
    yield ""
    yield from _facts(record, language, root)
    for section in record["sections"]:
        yield from _passage(section["heading"], section["text"])
    if record["subprojects"]:
        yield from (
            "",
            *lines_of(Styled(label("subprojects", language).capitalize(), "bold"), width),
        )
    for subproject in record["subprojects"]:
        yield from _passage(subproject["title"], subproject["text"], "italic", _INDENT)
    yield ""


def _facts(record: Mapping[str, Any], language: str, root: Path) -> Iterator[str]:
    facts = [
        (label(name, language), cells)
        for name, cells in _cells(record, language, root)
        if any(cell.text for cell in cells)
    ]
    left = max(width_of(name) for name, _cells in facts) + GAP
    for name, cells in facts:
        for line in beside(Styled(name, "dim"), cells, left, screen_width() - _INDENT):
            yield f"{' ' * _INDENT}{line}"


def _cells(
    record: Mapping[str, Any], language: str, root: Path
) -> Iterator[tuple[str, list[Styled]]]:
    """Each field that is a fact, with what is shown of it."""
    status, progress = record["status"] or "", record["progress_percent"]
    yield "id", [Styled(record["id"], "cyan")]
    yield "kind", _texts([value_label("kind", record["kind"], language)])
    yield "status", [Styled(value_label("status", status, language), _STATUS.get(status, ""))]
    for name in _DATES:
        yield name, _texts([day(record[name], language) if record[name] else ""])
    yield "progress_percent", _texts(["" if progress is None else f"{progress}\u00a0%"])
    yield "themes", _texts([", ".join(record["themes"])])
    yield "identifiers", _texts(map(_identifier, record["identifiers"]))
    yield "funding", _texts(_funding(item, language) for item in record["funding"])
    yield "organisations", _texts(_organisation(item, language) for item in record["organisations"])
    yield "persons", _texts(_persons(record, language))
    yield "links", [_linked(link["url"]) for link in record["links"]]
    yield "source", list(_source(record["source"] or {}, root))


def _texts(texts: Iterable[str]) -> list[Styled]:
    return [Styled(safe(text)) for text in texts]


def _linked(address: str) -> Styled:
    """An address that can be followed, if it is one on the web."""
    return Styled(safe(address), link=address if _ADDRESS.fullmatch(address) else "")


def _source(source: Mapping[str, Any], root: Path) -> Iterator[Styled]:
    """The saved page and its address."""
    if file := source.get("file"):
        path = root / file
        can_link = has_links() and path.is_file() and path.resolve().is_relative_to(root)
        yield Styled(safe(file), link=path.as_uri() if can_link else "")
    if url := source.get("url"):
        yield _linked(url)


def _identifier(item: Mapping[str, Any]) -> str:
    scheme = item["scheme"]
    return item["value"] if scheme == _USUAL_SCHEME else f"{item['value']} ({scheme})"


def _funding(item: Mapping[str, Any], language: str) -> str:
    amount = item["amount"] and money(Decimal(item["amount"]), item["currency"], language)
    parts = (item["funder"], item["programme"], item["call"], amount or item["currency"])
    return _BETWEEN.join(filter(None, parts))


def _organisation(item: Mapping[str, Any], language: str) -> str:
    unit = f", {item['unit']}" if item["unit"] else ""
    role = value_label("organisation_role", item["role"], language)
    return f"{item['name']}{unit} ({role})"


def _persons(record: Mapping[str, Any], language: str) -> Iterator[str]:
    traces = (record["source"] or {}).get("fields") or {}
    for index, person in enumerate(record["persons"]):
        trace = traces.get(f"/persons/{index}/email") or {}
        is_withheld = trace.get("state") == _WITHHELD
        name = with_titles(person["name"], person["titles"])
        roles = (value_label("person_role", each, language) for each in person["roles"])
        role = person["role_text"] or ", ".join(roles)
        email = person["email"] or (_("e-mail withheld on the page") if is_withheld else None)
        parts = (name, role, person["organisation"], email, person["phone"], person["address"])
        yield _BETWEEN.join(filter(None, parts))


def _passage(heading: str | None, text: str, style: str = "bold", indent: int = 0) -> Iterator[str]:
    yield ""
    if heading:
        yield from lines_of(Styled(safe(heading), style), screen_width(), indent)
    yield from _lines(safe(text), indent + _INDENT)


def _lines(text: str, indent: int) -> Iterator[str]:
    """Paragraphs with a blank line between, list items with a hanging indent."""
    for at, paragraph in enumerate(text.split("\n\n")):
        if at:
            yield ""
        for line in filter(None, paragraph.split("\n")):
            mark, rest = item.groups() if (item := _ITEM.fullmatch(line)) else ("", line)
            first, *more = wrapped(rest, screen_width() - indent - len(mark))
            yield f"{' ' * indent}{mark}{first}"
            yield from (f"{' ' * (indent + len(mark))}{each}" for each in more)
