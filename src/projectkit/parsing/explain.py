"""A page line by line: what each line became, how, and what is left over."""

from __future__ import annotations

from dataclasses import dataclass

from projectkit.language.translate import _, later
from projectkit.model.record import Record
from projectkit.model.source import How, State, numbers
from projectkit.parsing.findings.finding import Page
from projectkit.parsing.reasons import reasons
from projectkit.parsing.record.resolver import Resolved
from projectkit.parsing.suggestion import Suggestion, alternatives
from projectkit.reading.lines import Line

WAYS: dict[str, str] = {
    How.LABELLED: later("labelled"),
    How.POSITIONAL: later("positional"),
    How.DERIVED: later("derived"),
    How.LEARNED: later("learned"),
    How.MANUAL: later("manual"),
    State.EMPTY: later("empty"),
    State.WITHHELD: later("withheld"),
    State.CONFLICT: later("conflict"),
    State.ERASED: later("erased"),
}
"""How a value was found or why there is none, as it is said."""


@dataclass(frozen=True, slots=True)
class Use:
    """One value that a line went to.

    Attributes:
        field: the field as it is written in a query: `start_date`, `persons[0].email`.
        how: how the value was found.
        state: why there is no value, if there is none.
        certainty: how probable it is, in percent, if no label states it.
    """

    field: str
    how: How
    state: State | None = None
    certainty: int | None = None

    @property
    def told(self) -> str:
        """The use in words: `partner (learned, 83 %)`."""
        way = _(WAYS[self.state or self.how])
        return f"{self.field} ({way}, {self.certainty} %)" if self.certainty is not None else f"{self.field} ({way})"


@dataclass(frozen=True, slots=True)
class Explained:
    """One line and what became of it; without any use it is blank, boilerplate or left over.

    Attributes:
        line: the line.
        uses: the values that it went to.
        boilerplate: whether it belongs to the site.
        leftover: whether it was not understood, or says more than was read.
        because: what spoke for the values that the model found on it.
        maybe: values that lost, or are too uncertain for the record.
    """

    line: Line
    uses: tuple[Use, ...] = ()
    boilerplate: bool = False
    leftover: bool = False
    because: tuple[str, ...] = ()
    maybe: tuple[Suggestion, ...] = ()

    @property
    def told(self) -> str:
        """What became of the line, in words; empty for a blank one."""
        parts = [use.told for use in self.uses]
        parts += [_("boilerplate")] if self.boilerplate else []
        parts += [_("left over")] if self.leftover else []
        parts += [_("because of {reasons}").format(reasons=" · ".join(self.because))] if self.because else []
        parts += [suggestion.told for suggestion in self.maybe]
        return ", ".join(parts)


def explain(record: Record, lines: tuple[Line, ...], details: Details | None = None) -> list[Explained]:
    """Say of each line of a page what it became in the record that was made of it.

    Args:
        record: the record.
        lines: the lines of its page.
        details: what else was found on the page, if it was just read.
    """
    source = record.source
    uses: dict[int, list[Use]] = {}
    if source is None:
        return [Explained(line) for line in lines]
    for pointer, trace in source.fields.items():
        for number in numbers(trace.lines or ""):
            uses.setdefault(number, []).append(Use(_field(pointer), trace.how, trace.state, trace.certainty))
    noise = {number for span in source.boilerplate for number in numbers(span)}
    left = {number for span in source.leftover for number in numbers(span)}
    because = details.because if details else {}
    maybe = details.maybe if details else {}
    return [
        Explained(
            line,
            tuple(_most_precise(uses.get(line.number, []))),
            line.number in noise,
            line.number in left,
            because.get(line.number, ()),
            maybe.get(line.number, ()),
        )
        for line in lines
    ]


@dataclass(frozen=True)
class Details:
    """What was found on a page beside the record, by line.

    Attributes:
        because: what spoke for the values of the model.
        maybe: values that lost, or are too uncertain.
    """

    because: dict[int, tuple[str, ...]]
    maybe: dict[int, tuple[Suggestion, ...]]


def details(page: Page, resolved: Resolved) -> Details:
    """Gather what `explain` shows beside the record."""
    learned = [span for found in resolved.chosen if found.how is How.LEARNED for span in found.spans]
    because: dict[int, tuple[str, ...]] = {}
    for span, found in reasons(page, learned).items():
        known = because.get(span.mark.number, ())
        because[span.mark.number] = tuple(dict.fromkeys((*known, *found)))
    maybe: dict[int, tuple[Suggestion, ...]] = {}
    for suggestion in alternatives(resolved):
        for number in suggestion.lines:
            maybe[number] = (*maybe.get(number, ()), suggestion)
    return Details(because, maybe)


def _field(pointer: str) -> str:
    """`/persons/0/email` as `persons[0].email`."""
    first, *rest = pointer.strip("/").split("/")
    return first + "".join(f"[{part}]" if part.isdecimal() else f".{part}" for part in rest)


def _most_precise(uses: list[Use]) -> list[Use]:
    """Without the whole of which a part is named as well: the line of an e-mail address is that, not the person."""
    fields = [use.field for use in uses]
    return [use for use in uses if not any(other.startswith(f"{use.field}.") for other in fields)]
