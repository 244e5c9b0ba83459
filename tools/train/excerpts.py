"""Excerpts of annotated pages: what remains of a page where only its text was saved.

Programs that save the text of a page leave out its menu and footer, and many also boxes of facts
and contact cards. What they keep is thin, begins with the address and is cut off somewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from tools.train.annotated import AnnotatedLine, AnnotatedPage, Annotation

from projectkit.model.slug import plain_words, slug

_BLANK = AnnotatedLine("", ())
_SHORTEST_PROSE = 70
_SHORTEST_EXCERPT = 500
# Lengths spread over 1,700 letters: a prime step visits all of them.
_LENGTHS, _STEP = 1700, 577
_FOLDERS = ("projecten", "onderzoek/projecten", "nl/project", "nieuws", "wat-we-doen", "artikel")
_FIRST_WORDS = 4
_LONGEST_SMALL_WORD = 3


def excerpt(page: AnnotatedPage, place: int) -> AnnotatedPage:
    """An excerpt of a page.

    Args:
        page: the page.
        place: its place among all pages, which decides how much is left of it.
    """
    lines = [line for line in page.lines if line.text.strip() and "noise" not in _tags(line)]
    if place % 2:
        lines = list(_main_text(lines))
    least = _SHORTEST_EXCERPT + place * _STEP % _LENGTHS
    kept: list[AnnotatedLine] = []
    for line in lines:
        kept += [_BLANK, line]
        least -= len(line.text)
        if least < 0:
            break
    return replace(page, lines=(_address(page, lines, place), *kept))


def _main_text(lines: list[AnnotatedLine]) -> Iterator[AnnotatedLine]:
    """The title, the running text, and the headings right above it."""
    for line, following in pairwise([*lines, _BLANK]):
        is_heading = "h" in _tags(line) and _is_prose(following)
        if is_heading or _is_prose(line) or _tags(line) & {"title", "alt"}:
            yield line


def _is_prose(line: AnnotatedLine) -> bool:
    return len(line.text) >= _SHORTEST_PROSE


def _tags(line: AnnotatedLine) -> set[str]:
    return {found.tag for found in line.annotations}


def _address(page: AnnotatedPage, lines: list[AnnotatedLine], place: int) -> AnnotatedLine:
    """The address of a page, made of its title as sites do it, or of a number."""
    titles = [words for found, words in page.marked() if found.tag == "title"]
    named = [*titles, *(line.text for line in lines), page.name][0]
    folder = _FOLDERS[place // 2 % len(_FOLDERS)]
    text = f"https://www.{slug(page.site)}.example/{folder}/{_last_part(named, place)}"
    return AnnotatedLine(text, (Annotation("noise", (), 0, len(text)),))


def _last_part(title: str, place: int) -> str:
    words = plain_words(title)
    long_words = [word for word in words if len(word) > _LONGEST_SMALL_WORD]
    forms = (
        slug(title),
        slug(" ".join(long_words)),
        slug(" ".join(words[:_FIRST_WORDS])),
        slug(title),
        f"detail-{place}",
    )
    return forms[place // 3 % len(forms)]
