"""Explains a page line by line: what each line became, how, and what is left over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from projectkit.language.translate import _, later
from projectkit.model.record import Record
from projectkit.model.source import FieldState, How, numbers, ranges
from projectkit.parsing.called import value_called
from projectkit.parsing.findings.finding import Page
from projectkit.parsing.record.resolver import LIST_FIELDS, Resolved
from projectkit.parsing.site.landmarks import NOWHERE, Place, places
from projectkit.parsing.suggestion import Suggestion, alternatives
from projectkit.parsing.unread import unread_parts
from projectkit.parsing.value_reasons import reasons
from projectkit.reading.lines import Line

WAYS: dict[str, str] = {
    How.LABELLED: later("labelled"),
    How.POSITIONAL: later("positional"),
    How.DERIVED: later("derived"),
    How.LEARNED: later("learned"),
    How.MANUAL: later("manual"),
    FieldState.EMPTY: later("empty"),
    FieldState.WITHHELD: later("withheld"),
    FieldState.CONFLICT: later("conflict"),
    FieldState.ERASED: later("erased"),
}
"""How a value was found or why there is none, in words."""

# The keys whose values identify an item.
_NAMING = ("name", "role", "value", "title", "url", "funder", "programme", "call")


@dataclass(frozen=True, slots=True)
class Use:
    """A value that a line went to.

    Attributes:
        field: the place of the value in the record: `start_date`, `persons[0].email`.
        called: what a reader calls the value: `start`, `e-mail of Anna de Groot`.
        how: how the value was found.
        state: why there is no value, if so.
        certainty: how probable it is, in percent, unless a label states it.
        value: the words of the value, if the model found them.
        because: the evidence for it, the heaviest first.
        site: the site whose pages the catalogue learned to read so, if it is not read in general.
    """

    field: str
    called: str
    how: How
    state: FieldState | None = None
    certainty: int | None = None
    value: str = ""
    because: tuple[str, ...] = ()
    site: str = ""

    @property
    def told(self) -> str:
        """The use in words: `partner De Spade (learned, 83%: “samen met…” before it)`."""
        way = _(WAYS[self.state or self.how])
        way = f"{way}, {self.certainty}%" if self.certainty is not None else way
        way = f"{way}, {self._learned_here}" if self.site else way
        way = f"{way}: {', '.join(self.because)}" if self.because else way
        return f"{self.called} ({way})"

    @property
    def _learned_here(self) -> str:
        return _("learned from corrections of {site}").format(site=self.site)


@dataclass(frozen=True, slots=True)
class Explained:
    """A line and what became of it; without any use it is blank, boilerplate or left over.

    Attributes:
        line: the line.
        uses: the values that it went to.
        boilerplate: whether it belongs to the site.
        leftover: whether it was not understood, or says more than was read.
        maybe: values that lost, or are too uncertain for the record.
        unread: the parts that are left over, if the rest of the line was read.
    """

    line: Line
    uses: tuple[Use, ...] = ()
    boilerplate: bool = False
    leftover: bool = False
    maybe: tuple[Suggestion, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Its number in the file, or the first and last if it was joined from several lines."""
        return "".join(ranges([*self.line.numbers]))

    @property
    def told(self) -> tuple[str, ...]:
        """What became of the line, in words, one for each value; none for a blank line."""
        parts = [use.told for use in self.uses]
        parts += [_("boilerplate")] if self.boilerplate else []
        parts += [self._left_over] if self.leftover else []
        return (*parts, *(suggestion.told for suggestion in self.maybe))

    @property
    def _left_over(self) -> str:
        """What is left over, in words: the whole line, or parts of it."""
        if not self.unread:
            return _("left over")
        quoted = ", ".join(f"“{part}”" for part in self.unread)
        return _("left over: {parts}").format(parts=quoted)


def explain(
    record: Record, lines: tuple[Line, ...], details: Details | None = None
) -> list[Explained]:
    """Say what each line of a page became in the record that was made of it.

    Args:
        record: the record.
        lines: the lines of its page.
        details: what else was found on the page, if it was just read.
    """
    source = record.source
    if source is None:
        return [Explained(line) for line in lines]
    data = record.model_dump()
    line_of = {number: line.number for line in lines for number in line.numbers}
    uses: dict[int, list[Use]] = {}
    values: dict[int, list[Any]] = {}
    for pointer, trace in source.fields.items():
        read = details.read_of(pointer, data) if details else {}
        for number in _lines_at(trace.lines or "", line_of):
            words = read.get(number, ExplainedWords())
            certainty = trace.certainty if trace.certainty is not None else words.certainty
            site = details.site_of(pointer, data) if details else ""
            because = details.around.get(number, ()) if details and site else words.because
            use = Use(
                _field(pointer),
                value_called(pointer, data, words.text),
                trace.how,
                trace.state,
                certainty,
                words.text,
                because,
                site,
            )
            uses.setdefault(number, []).append(use)
            values.setdefault(number, []).append(_value_at(pointer, data))
    noise = {number for span in source.boilerplate for number in _lines_at(span, line_of)}
    left = {number for span in source.leftover for number in _lines_at(span, line_of)}
    maybe = details.maybe if details else {}
    labels = details.labels if details else {}
    unread = {
        line.number: unread_parts(line.text, labels.get(line.number, ""), values[line.number])
        for line in lines
        if line.number in left & values.keys()
    }
    return [
        Explained(
            line,
            tuple(_most_precise(uses.get(line.number, []))),
            line.number in noise,
            line.number in left,
            maybe.get(line.number, ()),
            unread.get(line.number, ()),
        )
        for line in lines
    ]


def _lines_at(span: str, line_of: dict[int, int]) -> list[int]:
    """The lines at some numbers of the file, of which several may be joined to one."""
    return list(dict.fromkeys(line_of.get(number, number) for number in numbers(span)))


@dataclass(frozen=True, slots=True)
class ExplainedWords:
    """Words that the model took for a value, its certainty in percent, and the evidence."""

    text: str = ""
    certainty: int | None = None
    because: tuple[str, ...] = ()


@dataclass(frozen=True)
class Details:
    """What was found on a page besides the record.

    Attributes:
        read: the words of each value that the model found, by what identifies the value, and by
            line.
        maybe: values that lost, or are too uncertain, by line.
        labels: the words of the label or heading on each line that has one.
        site: the site that the catalogue learned about, if the page is one of it.
        general: what is read without that, by what identifies it.
        around: the lines that recur on the site around each line.
    """

    read: dict[tuple[str, ...], dict[int, ExplainedWords]]
    maybe: dict[int, tuple[Suggestion, ...]]
    labels: dict[int, str]
    site: str = ""
    general: frozenset[tuple[str, ...]] = frozenset()
    around: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def site_of(self, pointer: str, data: dict[str, Any]) -> str:
        """The site whose corrections taught a value; empty if it is read without them."""
        if not self.site:
            return ""
        field, *rest = pointer.strip("/").split("/")
        return "" if _identity(field, _item(field, rest, data)) in self.general else self.site

    def read_of(self, pointer: str, data: dict[str, Any]) -> dict[int, ExplainedWords]:
        """The words that a value of a record was read from, by line.

        Args:
            pointer: the place of the value in the record: `/start_date`, `/persons/0`,
                `/funding/0/funder`.
            data: the record as plain data.
        """
        field, *rest = pointer.strip("/").split("/")
        value = _item(field, rest, data)
        return self.read.get((*_naming(field, value), *rest[1:]), {})


def details(page: Page, resolved: Resolved, general: Record | None = None) -> Details:
    """Gather what `explain` shows besides the record.

    Args:
        page: the page.
        resolved: the values that were chosen on it, and those that were not.
        general: what is read without what the catalogue learned about the site, if it did.
    """
    learned = [found for found in resolved.chosen if found.how is How.LEARNED]
    because = reasons(page, [span for found in learned for span in found.spans])
    read: dict[tuple[str, ...], dict[int, ExplainedWords]] = {}
    for found in learned:
        for span in found.spans:
            # The parts of funding, such as funder and amount, have words of their own.
            part = (str(span.tag),) if found.field == "funding" else ()
            words = ExplainedWords(span.text, round(100 * span.certainty), because[span])
            read.setdefault((*_naming(found.field, found.value), *part), {}).setdefault(
                span.mark.number, words
            )
    maybe: dict[int, tuple[Suggestion, ...]] = {}
    line_of = {number: mark.number for mark in page.marks for number in mark.line.numbers}
    for suggestion in alternatives(resolved):
        for number in {line_of[number] for number in suggestion.lines}:
            maybe[number] = (*maybe.get(number, ()), suggestion)
    labels = {mark.number: mark.label for mark in page.marks if mark.label}
    if general is None:
        return Details(read, maybe, labels)
    known = frozenset(_identities(general.model_dump()))
    return Details(read, maybe, labels, page.layout.name, known, _around(page))


def _around(page: Page) -> dict[int, tuple[str, ...]]:
    """The landmarks of the site around each line of a page, in words."""
    landmarks = page.layout.reader.landmarks if page.layout.reader else frozenset()
    found = places([mark.text for mark in page.marks], landmarks)
    return {
        mark.number: tuple(_landmarks_told(place))
        for mark, place in zip(page.marks, found, strict=True)
    }


def _landmarks_told(place: Place) -> Iterator[str]:
    if place.own != NOWHERE:
        yield _("on the line: “{words}”").format(words=place.own)
        return
    if place.above != NOWHERE:
        yield _("above it: “{words}”").format(words=place.above)
    if place.below != NOWHERE:
        yield _("below it: “{words}”").format(words=place.below)


def _identities(data: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    for name, value in data.items():
        for item in value if isinstance(value, tuple) else (value,):
            yield _identity(name, item)


def _identity(field: str, value: Any) -> tuple[str, ...]:
    """What identifies a value among those of another reading: its name, or all that it says."""
    if isinstance(value, dict):
        return (field, *(str(value.get(key)) for key in ("heading", *_NAMING)))
    return field, str(value)


def _item(field: str, rest: list[str], data: dict[str, Any]) -> Any:
    return data[field][int(rest[0])] if rest else data[field]


def _naming(field: str, value: Any) -> tuple[str, ...]:
    """What identifies a value: its field, and its name if the field has several values."""
    if isinstance(value, dict):
        return (field, *(str(value[key]) for key in _NAMING if value.get(key)))
    return (field, value) if field in LIST_FIELDS and isinstance(value, str) else (field,)


def _value_at(pointer: str, data: Any) -> Any:
    """The value at a place in a record; empty if there is none."""
    for key in pointer.strip("/").split("/"):
        data = data.get(key) if isinstance(data, dict) else data[int(key)]
    return "" if data is None else data


def _field(pointer: str) -> str:
    """`/persons/0/email` as `persons[0].email`."""
    first, *rest = pointer.strip("/").split("/")
    return first + "".join(f"[{part}]" if part.isdecimal() else f".{part}" for part in rest)


def _most_precise(uses: list[Use]) -> list[Use]:
    """Drop a whole if a part of it is named too: the e-mail address of a person, not the person.

    The whole stays if the model found its words on the line.
    """
    fields = [use.field for use in uses]
    return [
        use
        for use in uses
        if use.value or not any(other.startswith(f"{use.field}.") for other in fields)
    ]
