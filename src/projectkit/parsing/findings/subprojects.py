"""Reads named parts of the project: below a heading of their own, in a list or in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from projectkit.model.source import How
from projectkit.parsing.findings.finding import Finding, Page
from projectkit.parsing.lines.marks import Mark, Role
from projectkit.parsing.vocabulary.programme_words import subproject_item, subproject_numbering
from projectkit.parsing.words.spans import Span, Tag
from projectkit.reading.blocks import flow, list_item

# What separates the name of a part from what is said about it.
_BETWEEN = re.compile(r"\s{0,3}[–—:;.,-]+\s{1,3}|\s{1,3}(?=\()")


def find_subprojects(page: Page) -> Iterator[Finding]:
    """Propose sections such as `Werkgroep 1: MijnPad`, and parts named in lists and sentences."""
    named = {span.place: span for span in page.spans if span.tag is Tag.SUBPROJECT}
    places = {mark.number: place for place, mark in enumerate(page.marks)}
    for part in page.parts:
        if part.heading and part.kind == "subproject":
            body = [mark for mark in part.body if mark.role is not Role.NOISE]
            lines = (part.heading.number, *(mark.number for mark in body))
            span = named.get(places[part.heading.number])
            texts = [_rest_of_heading(span), flow(mark.line for mark in body)]
            value = {
                "title": _title(part.heading, span),
                "text": "\n\n".join(filter(None, texts)),
            }
            yield Finding("subprojects", value, lines, How.POSITIONAL)
    quoted = {mark.number: match for mark in page.marks if (match := _quoted(mark))}
    for number, match in quoted.items():
        value = {"title": match["title"], "text": match["text"].lstrip(" .,;:–-")}
        yield Finding("subprojects", value, (number,), How.POSITIONAL)
    for span in page.spans:
        is_part = span.tag is Tag.SUBPROJECT and span.mark.role is not Role.HEADING
        if is_part and span.mark.number not in quoted:
            value = {"title": _unnumbered(span.text), "text": _said_behind(span)}
            yield Finding(
                "subprojects",
                value,
                (span.mark.number,),
                How.LEARNED,
                span.certainty,
                spans=(span,),
            )


def _quoted(mark: Mark) -> re.Match[str] | None:
    """Match a list item that quotes the name of a part."""
    item = list_item(mark.text) if mark.role in {Role.ITEM, Role.FACT} else None
    return subproject_item().fullmatch(item.text) if item else None


def _title(heading: Mark, span: Span | None) -> str:
    """The name of a part, without its number and a word such as `Werkgroep`."""
    return _unnumbered(span.text if span else heading.label)


def _rest_of_heading(span: Span | None) -> str:
    """What a heading says behind the name of a part: `(maart – december 2024)`."""
    if span is None:
        return ""
    rest = span.mark.text[span.end :].strip(" :;.,–—-")
    return rest if any(map(str.isalnum, rest)) else ""


def _unnumbered(title: str) -> str:
    return subproject_numbering().sub("", title, count=1) or title


def _said_behind(span: Span) -> str:
    """What a line of facts or a list item says after the name of a part."""
    if span.mark.role not in {Role.FACT, Role.ITEM}:
        return ""
    between = _BETWEEN.match(span.mark.text, span.end)
    return span.mark.text[between.end() :].strip() if between else ""
