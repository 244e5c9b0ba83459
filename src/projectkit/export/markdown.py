"""Markdown (CommonMark): a readable page of all projects."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from projectkit.export.format import Options
from projectkit.export.readable import facts
from projectkit.model.plain import PlainRecord

# What CommonMark reads as more than text: anywhere, and where a line begins.
_MARKS = re.compile(r"([\\`*_\[\]<>&|~#])")
_BEGINS = re.compile(r"^([^\S\n]*)(?:([=+-])(?!\S)|([=-]{2,})|(\d+)([.)]))", re.MULTILINE)
_LIST = re.compile(r"^(\s*)(- |\d+\. )")


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
    """Paragraphs and lists stay what they are; all else is text."""
    return "\n".join(_text_line(line) for line in text.splitlines())


def _text_line(line: str) -> str:
    listed = _LIST.match(line)
    start = listed[0] if listed else ""
    return start + escaped(line[len(start) :].strip())


def escaped(text: str) -> str:
    """A text of which CommonMark reads nothing as more than text."""
    marked = _MARKS.sub(r"\\\1", text)
    return _BEGINS.sub(
        lambda match: (
            f"{match[1]}\\{match[2] or match[3]}"
            if not match[4]
            else rf"{match[1]}{match[4]}\{match[5]}"
        ),
        marked,
    )


def _link(url: str, label: str | None) -> str:
    """An address of the web as a link; anything else, which may be a script, as text."""
    shown = _line(label or url)
    address = re.sub(r"[<>\s]", "", url)
    return f"[{shown}](<{address}>)" if re.match(r"https?://", url) else shown
