"""Markdown (CommonMark): a readable page of all projects."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from projectkit.export.format import Options
from projectkit.export.page_text import web_address
from projectkit.export.readable import facts
from projectkit.model.plain import PlainRecord

# What CommonMark reads as markup: anywhere, and at the start of a line.
_MARKS = re.compile(r"([\\`*_\[\]<>&|~#])")
_BEGINS = re.compile(r"^([^\S\n]*)(?:([=+-])(?!\S)|([=-]{2,})|(\d+)([.)]))", re.MULTILINE)
# An item without a text would underline the line above it, which makes that a heading.
_LIST = re.compile(r"^(\s*)(- |\d+\. )(?=\s*\S)")


def write_markdown(records: Iterable[PlainRecord], file: BinaryIO, options: Options) -> None:
    """Write a heading per project, its facts as a list, and its texts."""
    before = ""
    for record in records:
        text = "\n\n".join(_project(record, options))
        file.write(f"{before}{text}\n".encode("utf-8", "backslashreplace"))
        before = "\n"


def _project(record: PlainRecord, options: Options) -> Iterator[str]:
    yield f"# {_line(record['title'] or record['id'])}"
    known = [
        f"- **{_line(fact.label)}**: {'; '.join(map(_line, fact.values))}"
        for fact in facts(record, options)
    ]
    if known:
        yield "\n".join(known)
    for section in record["sections"]:
        if section["heading"]:
            yield f"## {_line(section['heading'])}"
        if section["text"]:
            yield _text(section["text"])
    for part in record["subprojects"]:
        yield f"## {_line(part['title'])}"
        if part["text"]:
            yield _text(part["text"])
    if record["links"]:
        yield "\n".join(f"- {_link(link['url'], link['label'])}" for link in record["links"])


def _line(text: str) -> str:
    return escaped(" ".join(text.split()))


def _text(text: str) -> str:
    """A text that keeps its paragraphs and lists, with all other markup escaped."""
    return "\n".join(_text_line(line) for line in text.splitlines())


def _text_line(line: str) -> str:
    listed = _LIST.match(line)
    start = listed[0] if listed else ""
    return start + escaped(line[len(start) :].strip())


def escaped(text: str) -> str:
    """A text in which CommonMark finds no markup."""
    return _BEGINS.sub(_escaped_begin, _MARKS.sub(r"\\\1", text))


def _escaped_begin(begin: re.Match[str]) -> str:
    space, mark, rule, number, behind = begin.groups()
    if number:
        return rf"{space}{number}\{behind}"
    return rf"{space}\{mark or rule}"


def _link(url: str, label: str | None) -> str:
    """A web address as a link; anything else, which may be a script, as text."""
    shown = _line(label or url)
    known = web_address(url)
    if not known:
        return shown
    address = re.sub(r"[<>\s]", "", known)
    return f"[{shown}](<{address}>)"
