"""Markdown to the lines that a reader sees."""

from __future__ import annotations

import re
from collections.abc import Iterable

from projectkit.reading.lines import Line

_HEADING = re.compile(r"(#{1,6})\s+(.*?)(?:\s+#+)?")
_LINK = re.compile(r"\[([^\]\n]{1,300})\]\((\S{1,500}?)(?:\s\"[^\"]*\")?\)")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)?[^<>\s]{3,300})>")
_EMPHASIS = re.compile(r"(?<![\w*`_])(\*\*|__|\*|`)(?=\S)(.{1,400}?)(?<=\S)\1(?![\w*`_])")
_RULE = re.compile(r"(?:[-*_]\s?){3,}|={3,}")


def read_markdown(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Lines without the marks of Markdown; headings keep their level."""
    return tuple(_line(line) for line in lines)


def _line(line: Line) -> Line:
    heading = _HEADING.fullmatch(line.text)
    text = heading[2] if heading else line.text
    if _RULE.fullmatch(text):
        text = ""
    text = _LINK.sub(_shown, text)
    text = _AUTOLINK.sub(lambda match: match[1].removeprefix("mailto:"), text)
    text = _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", text))
    cells = tuple(part.strip() for part in text.strip("|").split("|")) if text.startswith("|") else line.cells
    if cells and all(re.fullmatch(r":?-{2,}:?", cell) for cell in cells):
        text, cells = "", ()
    return Line(line.number, text.strip("|").strip(), cells, line.noise, len(heading[1]) if heading else 0)


def _shown(match: re.Match[str]) -> str:
    label, target = match[1], match[2].removeprefix("mailto:").removeprefix("tel:")
    return label if target in label or target.startswith("#") else f"{label} ({target})"
