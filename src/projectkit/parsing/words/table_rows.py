"""Reads rows of tables with organisations and persons: each cell is what its column says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from projectkit.dutch.words import is_abbreviated
from projectkit.parsing.lines.marks import Mark, cells_of
from projectkit.parsing.lines.rows import column_kind
from projectkit.parsing.vocabulary.lookup import Vocabulary
from projectkit.parsing.vocabulary.organisation_words import names_organisation
from projectkit.parsing.vocabulary.role_words import roles
from projectkit.parsing.words.people import is_evident_person
from projectkit.parsing.words.spans import ORGANISATIONS, Span, Tag

_LEADS = frozenset({"lead_applicant", "coordinator", "project_leader"})
_BY_TARGET = {"lead": Tag.LEAD, "partner": Tag.PARTNER, "funder": Tag.FUNDER}
# Longer rows are not those of a table of names.
_MOST_CELLS = 20
_ROLE_BEHIND = re.compile(r"\s\((?P<role>[^()]+)\)$")


def heads_of_rows(marks: Sequence[Mark]) -> dict[int, Mark]:
    """The row of column heads above each row of a table that names organisations or persons."""
    found: dict[int, Mark] = {}
    heads: Mark | None = None
    for place, mark in enumerate(marks):
        if mark.line.heads:
            heads = mark if names_columns(mark) else None
        elif heads is not None and 1 < len(mark.line.cells) <= len(heads.line.cells):
            found[place] = heads
        else:
            heads = None
    return found


def names_columns(mark: Mark) -> bool:
    """Whether one of the heads is that of names."""
    if len(mark.line.cells) > _MOST_CELLS:
        return False
    kinds = {column_kind(cell) for cell in mark.line.cells}
    return not kinds.isdisjoint({"organisation", "person", "name"})


class RowReader:
    """Reads one row; the model says who is who where the head of a column does not."""

    def __init__(self, mark: Mark, place: int, spans: Sequence[Span], words: Vocabulary) -> None:
        """Take a row, its place on the page, and the spans that the model found on it."""
        self._mark, self._place, self._spans, self._words = mark, place, spans, words

    def read(self, kinds: Sequence[str]) -> list[Span]:
        """The spans of a row by the kinds of its columns; other cells keep what the model found."""
        cells = list(cells_of(self._mark))
        # In a text file the last cells of a row may be missing.
        kinds = [self._exact(kind, *cell) for kind, cell in zip(kinds, cells, strict=False)]
        found: list[Span] = []
        for kind, (start, end) in zip(kinds, cells, strict=True):
            if start == end:
                continue
            tag = self._tag(kind, kinds, cells)
            # Several names in one cell are told apart by the model.
            if tag is None or "," in self._mark.text[start:end]:
                found += self._inside(start, end)
            else:
                last = _end_of_name(self._mark.text[start:end], start)
                found.append(Span(tag, self._mark, self._place, start, last, 1.0, stated=True))
        return found

    def _exact(self, kind: str, start: int, end: int) -> str:
        """The kind of a column of names by the name in it."""
        if kind != "name":
            return kind
        text = self._mark.text[start:end]
        is_person = is_evident_person(text) or any(
            span.tag is Tag.PERSON and span.start <= start for span in self._inside(start, end)
        )
        return "person" if is_person else "organisation"

    def _tag(self, kind: str, kinds: Sequence[str], cells: Sequence[tuple[int, int]]) -> Tag | None:
        if kind == "person":
            return Tag.PERSON
        if kind == "role":
            return Tag.ROLE if "person" in kinds and not self._role(kinds, cells) else None
        if kind != "organisation":
            return None
        return self._role(kinds, cells) or self._learned(cells[kinds.index(kind)], kinds)

    def _role(self, kinds: Sequence[str], cells: Sequence[tuple[int, int]]) -> Tag | None:
        """The role of the organisation in a row, by the cell that names it."""
        if "role" not in kinds or "organisation" not in kinds:
            return None
        start, end = cells[kinds.index("role")]
        text = self._mark.text[start:end]
        target = self._words.label(text)
        if target in _BY_TARGET:
            return _BY_TARGET[target]
        if "person" in kinds or not text:
            return None
        return Tag.LEAD if _LEADS.intersection(roles(text)[:1]) else Tag.PARTNER

    def _learned(self, cell: tuple[int, int], kinds: Sequence[str]) -> Tag | None:
        """The role that the model gives to an organisation, if no cell names one."""
        tags = [span.tag for span in self._inside(*cell) if span.tag in ORGANISATIONS]
        if tags:
            return tags[0]
        return Tag.OTHER_ORGANISATION if "person" in kinds else None

    def _inside(self, first: int, last: int) -> list[Span]:
        """The spans that begin in a cell, cut off at its end."""
        return [
            span if span.end <= last else replace(span, end=last)
            for span in self._spans
            if first <= span.start < last
        ]

    def kinds_by_content(self) -> list[str] | None:
        """The kinds of the cells of a row without heads that begins with a person, else None."""
        texts = self._mark.line.cells
        if not 1 < len(self._mark.line.filled) <= len(texts) <= _MOST_CELLS:
            return None
        if not is_evident_person(texts[0]):
            return None
        # A place may look like a person: `Lage Mierde`.
        if not any(span.tag is Tag.PERSON and span.start == 0 for span in self._spans):
            return None
        return ["person", *(_kind_by_content(text) for text in texts[1:])]


def _end_of_name(text: str, start: int) -> int:
    """Where the name in a cell ends: before a role in brackets and a full stop."""
    note = _ROLE_BEHIND.search(text)
    name = text[: note.start()] if note and roles(note["role"]) else text
    last = name.rpartition(" ")[2].rstrip(".")
    is_whole = "." in last or is_abbreviated(last)
    return start + len(name if is_whole else name.rstrip(" .,;"))


def _kind_by_content(text: str) -> str:
    if roles(text) and not is_evident_person(text):
        return "role"
    return "organisation" if names_organisation(text) else "other"
