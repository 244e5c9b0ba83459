"""A page line by line: what each line became, how, and what is left over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

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
        value: the words of the value, if the model found them.
        because: what spoke for it, the heaviest first.
    """

    field: str
    how: How
    state: State | None = None
    certainty: int | None = None
    value: str = ""
    because: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """The use in words: `organisations[1] De Spade (learned, 83 %: “samen met…” before it)`."""
        way = _(WAYS[self.state or self.how])
        way = f"{way}, {self.certainty} %" if self.certainty is not None else way
        way = f"{way}: {', '.join(self.because)}" if self.because else way
        return f"{self.field} {self.value} ({way})" if self.value else f"{self.field} ({way})"


@dataclass(frozen=True, slots=True)
class Explained:
    """One line and what became of it; without any use it is blank, boilerplate or left over.

    Attributes:
        line: the line.
        uses: the values that it went to.
        boilerplate: whether it belongs to the site.
        leftover: whether it was not understood, or says more than was read.
        maybe: values that lost, or are too uncertain for the record.
    """

    line: Line
    uses: tuple[Use, ...] = ()
    boilerplate: bool = False
    leftover: bool = False
    maybe: tuple[Suggestion, ...] = ()

    @property
    def told(self) -> tuple[str, ...]:
        """What became of the line, in words, one for each value; none for a blank one."""
        parts = [use.told for use in self.uses]
        parts += [_("boilerplate")] if self.boilerplate else []
        parts += [_("left over")] if self.leftover else []
        return (*parts, *(suggestion.told for suggestion in self.maybe))


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
    data = record.model_dump(mode="json")
    for pointer, trace in source.fields.items():
        read = details.read_of(pointer, _at(data, pointer)) if details else {}
        for number in numbers(trace.lines or ""):
            value, because = read.get(number, ("", ()))
            use = Use(_field(pointer), trace.how, trace.state, trace.certainty, value, because)
            uses.setdefault(number, []).append(use)
    noise = {number for span in source.boilerplate for number in numbers(span)}
    left = {number for span in source.leftover for number in numbers(span)}
    maybe = details.maybe if details else {}
    return [
        Explained(
            line,
            tuple(_most_precise(uses.get(line.number, []))),
            line.number in noise,
            line.number in left,
            maybe.get(line.number, ()),
        )
        for line in lines
    ]


@dataclass(frozen=True, slots=True)
class Read:
    """Words that the model found: the field and line that they went to, and what spoke for them."""

    field: str
    number: int
    text: str
    because: tuple[str, ...]


@dataclass(frozen=True)
class Details:
    """What was found on a page beside the record.

    Attributes:
        read: the values of the model.
        maybe: values that lost, or are too uncertain, by line.
    """

    read: tuple[Read, ...]
    maybe: dict[int, tuple[Suggestion, ...]]

    def read_of(self, pointer: str, value: Any) -> dict[int, tuple[str, tuple[str, ...]]]:
        """The words that a value was read from and what spoke for them, by line."""
        field = pointer.split("/")[1]
        texts = _texts(value)
        return {
            read.number: (read.text, read.because)
            for read in reversed(self.read)
            if read.field == field and any(text in read.text for text in texts)
        }


def details(page: Page, resolved: Resolved) -> Details:
    """Gather what `explain` shows beside the record."""
    learned = [(found.field, span) for found in resolved.chosen if found.how is How.LEARNED for span in found.spans]
    because = reasons(page, [span for _field_name, span in learned])
    read = tuple(Read(field, span.mark.number, span.text, because[span]) for field, span in learned)
    maybe: dict[int, tuple[Suggestion, ...]] = {}
    for suggestion in alternatives(resolved):
        for number in suggestion.lines:
            maybe[number] = (*maybe.get(number, ()), suggestion)
    return Details(read, maybe)


def _at(data: Any, pointer: str) -> Any:
    """What stands in plain data at a pointer; nothing if the record was changed by hand since."""
    for part in pointer.strip("/").split("/"):
        if isinstance(data, list):
            data = data[int(part)] if int(part) < len(data) else None
        else:
            data = data.get(part) if isinstance(data, dict) else None
    return data


def _texts(value: Any) -> list[str]:
    """The texts of a value: of an item of a list those of its parts."""
    found = value.values() if isinstance(value, dict) else [value]
    return [text for text in found if isinstance(text, str) and text]


def _field(pointer: str) -> str:
    """`/persons/0/email` as `persons[0].email`."""
    first, *rest = pointer.strip("/").split("/")
    return first + "".join(f"[{part}]" if part.isdecimal() else f".{part}" for part in rest)


def _most_precise(uses: list[Use]) -> list[Use]:
    """Without the whole of which a part is named as well: the line of an e-mail address is that, not the person.

    The whole stays where the model found its words.
    """
    fields = [use.field for use in uses]
    return [use for use in uses if use.value or not any(other.startswith(f"{use.field}.") for other in fields)]
