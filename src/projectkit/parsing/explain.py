"""A page line by line: what each line became, how, and what is left over."""

from __future__ import annotations

from dataclasses import dataclass

from projectkit.language.translate import _, later
from projectkit.model.record import Record
from projectkit.model.source import How, State, numbers
from projectkit.reading.lines import Line

WAYS: dict[str, str] = {
    How.LABELLED: later("labelled"),
    How.POSITIONAL: later("positional"),
    How.DERIVED: later("derived"),
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
    """

    field: str
    how: How
    state: State | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """One line and what became of it; without any use it is blank, boilerplate or left over."""

    line: Line
    uses: tuple[Use, ...] = ()
    boilerplate: bool = False
    leftover: bool = False

    @property
    def told(self) -> str:
        """What became of the line, in words; empty for a blank one."""
        parts = [f"{use.field} ({_(WAYS[use.state or use.how])})" for use in self.uses]
        parts += [_("boilerplate")] if self.boilerplate else []
        parts += [_("left over")] if self.leftover else []
        return ", ".join(parts)


def explain(record: Record, lines: tuple[Line, ...]) -> list[Explained]:
    """Say of each line of a page what it became in the record that was made of it."""
    source = record.source
    uses: dict[int, list[Use]] = {}
    if source is None:
        return [Explained(line) for line in lines]
    for pointer, trace in source.fields.items():
        for number in numbers(trace.lines or ""):
            uses.setdefault(number, []).append(Use(_field(pointer), trace.how, trace.state))
    noise = {number for span in source.boilerplate for number in numbers(span)}
    left = {number for span in source.leftover for number in numbers(span)}
    return [
        Explained(line, tuple(_most_precise(uses.get(line.number, []))), line.number in noise, line.number in left)
        for line in lines
    ]


def _field(pointer: str) -> str:
    """`/persons/0/email` as `persons[0].email`."""
    first, *rest = pointer.strip("/").split("/")
    return first + "".join(f"[{part}]" if part.isdecimal() else f".{part}" for part in rest)


def _most_precise(uses: list[Use]) -> list[Use]:
    """Without the whole of which a part is named as well: the line of an e-mail address is that, not the person."""
    fields = [use.field for use in uses]
    return [use for use in uses if not any(other.startswith(f"{use.field}.") for other in fields)]
