"""What finders propose: a value for a field, and the lines that say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from functools import cached_property
from typing import Any

from projectkit.model.source import How, State
from projectkit.parsing.layout import Layout
from projectkit.parsing.marks import Mark, Part
from projectkit.parsing.sentences import Sentence, sentences


@dataclass(frozen=True)
class Detail:
    """Where one part of a value stands, how it was found if not like the whole, or why it is missing."""

    lines: tuple[int, ...]
    state: State | None = None
    how: How | None = None


@dataclass(frozen=True)
class Finding:
    """A proposal.

    Attributes:
        field: a field of the record.
        value: plain data for that field, of a list field one item; None if the page names the field without a value.
        lines: the lines that say so.
        how: how it was found.
        weight: of two proposals for one value, the heavier wins; then the one that stands first.
        claims: whether these lines say nothing else, so that they are not repeated as running text.
        state: why there is no value.
        details: lines of parts of the value, such as the e-mail address of a person, by their key.
        apart: whether it is an item of its own, and not part of what else the page says of its field.
    """

    field: str
    value: Any
    lines: tuple[int, ...]
    how: How
    weight: float = 1.0
    claims: bool = True
    state: State | None = None
    details: Mapping[str, Detail] = dataclass_field(default_factory=dict)
    apart: bool = False


@dataclass(frozen=True)
class Page:
    """A page as finders see it.

    Attributes:
        name: the name of the file.
        layout: the layout it was recognised as.
        marks: its lines that are not blank, in order.
        parts: its sections.
        region: the country it is from, `NL` or `BE`.
    """

    name: str
    layout: Layout
    marks: tuple[Mark, ...]
    parts: tuple[Part, ...]
    region: str = "NL"

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of its running text."""
        return tuple(sentences(self.marks))
