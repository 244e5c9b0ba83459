"""What the readers of values propose: a value for a field, and the lines that state it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from functools import cached_property
from typing import Any

from projectkit.model.source import FieldState, How
from projectkit.parsing.layout import Layout
from projectkit.parsing.lines.marks import Mark, Part, Role
from projectkit.parsing.models import threshold
from projectkit.parsing.words.spans import Span, Tag
from projectkit.parsing.words.table_rows import heads_of_rows

# How certain a value is that the page does not state, but that follows from what it does.
FOLLOWS = 0.3
# Below a heading that asks for such values, less certainty will do.
_LESS_IN_SECTION = 0.8


@dataclass(frozen=True)
class Detail:
    """The lines of a part of a value, and how it was found or why it is missing."""

    lines: tuple[int, ...]
    state: FieldState | None = None
    how: How | None = None


@dataclass(frozen=True)
class Finding:
    """A proposed value.

    Attributes:
        field: a field of the record.
        value: plain data for that field, or for one item of a list field; None if the page names
            the field without a value.
        lines: the lines that state it.
        how: how it was found.
        certainty: how probable it is, from 0 to 1; what a label states is certain.
        state: why there is no value.
        details: the parts of the value, such as the e-mail address of a person, by their key.
        in_section: whether it is on a line of facts below a heading that asks for such values.
        apart: whether it is an item of its own, not to be joined with other values of its field.
        spans: the words that it was read from, if the model found them.
    """

    field: str
    value: Any
    lines: tuple[int, ...]
    how: How
    certainty: float = 1.0
    state: FieldState | None = None
    details: Mapping[str, Detail] = dataclass_field(default_factory=dict)
    in_section: bool = False
    apart: bool = False
    spans: tuple[Span, ...] = ()

    @property
    def is_certain_enough(self) -> bool:
        """Whether it may enter the record, rather than be a suggestion."""
        if not self.spans or self.how is not How.LEARNED:
            return True
        least = threshold(self.spans[0].tag)
        return self.certainty >= (least * _LESS_IN_SECTION if self.in_section else least)


@dataclass(frozen=True)
class Page:
    """A page as the readers of values see it.

    Attributes:
        name: the name of the file.
        layout: its layout.
        marks: its lines that are not blank, in order.
        parts: its sections.
        answers: for each line the label that it answers, if any.
        spans: the words that the model takes for values, in order.
        region: its country, `NL` or `BE`.
        possible_titles: words that may be the title, but that the model did not take for it.
    """

    name: str
    layout: Layout
    marks: tuple[Mark, ...]
    parts: tuple[Part, ...]
    answers: tuple[Mark | None, ...]
    spans: tuple[Span, ...]
    region: str = "NL"
    possible_titles: tuple[Span, ...] = ()

    @cached_property
    def seen(self) -> tuple[Mark, ...]:
        """The lines that a reader sees."""
        return tuple(mark for mark in self.marks if not mark.line.unread)

    def asked(self, span: Span) -> str:
        """The target of the label that a span answers; empty if there is none."""
        label = self.answers[span.place]
        return label.target if label else ""

    def is_in_section(self, span: Span, kind: str) -> bool:
        """Whether a span is on a line of facts below a heading of this kind."""
        return span.mark.role in {Role.FACT, Role.ITEM} and self.section_of(span) == kind

    def section_of(self, span: Span) -> str:
        """The kind of section below whose heading a span stands; empty if there is none."""
        return self._kinds.get(span.mark.number, "")

    @cached_property
    def heads_read(self) -> frozenset[int]:
        """The numbers of the rows of column heads by which rows below them were read."""
        stated = {span.place for span in self.spans if span.stated}
        heads = heads_of_rows(self.marks)
        return frozenset(mark.number for place, mark in heads.items() if place in stated)

    @cached_property
    def lines_with_givers(self) -> frozenset[int]:
        """The numbers of the lines with a funder or programme."""
        return frozenset(
            span.mark.number for span in self.spans if span.tag in {Tag.FUNDER, Tag.PROGRAMME}
        )

    @cached_property
    def _kinds(self) -> dict[int, str]:
        """The kind of section of each line below a heading."""
        return {mark.number: part.kind for part in self.parts if part.heading for mark in part.body}
