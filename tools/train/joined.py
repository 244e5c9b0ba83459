"""Annotated pages with the lines joined that were cut at a width, as pages are read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tools.train.annotated import AnnotatedLine, AnnotatedPage, Annotation

from projectkit.reading.lines import Line, clean, split_lines
from projectkit.reading.wrapped import unwrapped


def joined(page: AnnotatedPage) -> AnnotatedPage:
    """A page whose running text has one line for each paragraph, with what is marked in it."""
    lines = unwrapped(split_lines(page.text))
    if len(lines) == len(page.lines):
        return page
    cut = [[page.lines[number - 1] for number in line.numbers] for line in lines]
    return replace(
        page,
        lines=tuple(
            _joined(line, parts) if line.breaks else parts[0]
            for line, parts in zip(lines, cut, strict=True)
        ),
    )


def found_again(words: str, text: str, at: int) -> tuple[int, int] | None:
    """Where marked words stand in a text from a place on; a hyphen at the end may have gone."""
    for form in filter(None, (words, words.removesuffix("-"))):
        start = text.find(form, at)
        if start >= 0:
            return start, start + len(form)
    return None


def _joined(line: Line, parts: Iterable[AnnotatedLine]) -> AnnotatedLine:
    found: list[Annotation] = []
    for part, begin in zip(parts, (0, *line.breaks), strict=True):
        for each in part.annotations:
            words = clean(part.text[each.start : each.end])
            at = max(begin, found[-1].end) if found else begin
            place = found_again(words, line.text, at)
            if place is None:
                continue
            if each.continues and found:
                found[-1] = replace(found[-1], end=place[1])
            else:
                found.append(replace(each, start=place[0], end=place[1]))
    return AnnotatedLine(line.text, tuple(found))
