"""The source map of a record as it grows: which lines of the page each value was read from."""

from __future__ import annotations

from collections.abc import Iterable

from projectkit.model.source import FieldState, How, Trace, ranges
from projectkit.parsing.lines.marks import Mark
from projectkit.parsing.words.spans import Span


class Ledger:
    """Which lines have been accounted for, and the source map as it grows.

    Attributes:
        accounted: the lines that are accounted for.
        fields: of each value, by its place in the record, the lines that it was read from, how, why
            it is missing, and how certain it is in percent.
        first: the first value that was read from each line.
    """

    def __init__(self, marks: Iterable[Mark]) -> None:
        """Begin with the lines of a page."""
        self._joined = {mark.number: mark.line for mark in marks if mark.line.breaks}
        self._words: dict[tuple[str, int], set[int]] = {}
        self.accounted: set[int] = set()
        self.fields: dict[str, tuple[set[int], How, FieldState | None, int | None]] = {}
        self.first: dict[int, str] = {}

    def put(
        self,
        pointer: str,
        lines: Iterable[int],
        how: How,
        state: FieldState | None = None,
        certainty: int | None = None,
    ) -> None:
        """Note that a value was read from these lines."""
        known, *_ = self.fields.setdefault(pointer, (set(), how, state, certainty))
        for line in lines:
            known.add(line)
            self.first.setdefault(line, pointer)

    def put_words(self, pointer: str, spans: Iterable[Span]) -> None:
        """Note that a value was read from these words of its lines."""
        for span in spans if self._joined else ():
            self._words.setdefault((pointer, span.mark.number), set()).update(span.numbers)

    def put_text(self, pointer: str, text: object) -> None:
        """Note that a value was read from this text, where it stands only once on a line."""
        for number in self.fields[pointer][0] & self._joined.keys():
            line, words = self._joined[number], str(text or "")
            if words and line.text.count(words) == 1:
                at = line.text.index(words)
                on = line.numbers_of(at, at + len(words))
                self._words.setdefault((pointer, number), set()).update(on)

    def traces(self, leftover: set[int]) -> dict[str, Trace]:
        """The source map, with the numbers that lines have in the file.

        Args:
            leftover: the numbers of lines of which something is left over.
        """
        numbers = {
            pointer: self.numbers(lines, pointer) for pointer, (lines, *_) in self.fields.items()
        }
        named = leftover.union(*numbers.values())
        for number, line in self._joined.items():
            # What stands between the words of values is of the first of them.
            if number in self.first:
                numbers[self.first[number]] |= {*line.numbers} - named
        return {
            pointer: Trace(
                lines=" ".join(ranges(numbers[pointer])), how=how, certainty=certainty, state=state
            )
            for pointer, (_, how, state, certainty) in self.fields.items()
        }

    def numbers(self, lines: Iterable[int], pointer: str = "") -> set[int]:
        """The numbers that lines have in the file.

        Of a line that was joined from several, those on which the words of the value stand.
        """
        if not self._joined:
            return set(lines)
        return {
            number
            for line in lines
            for number in self._words.get((pointer, line)) or self._all_numbers(line)
        }

    def _all_numbers(self, line: int) -> Iterable[int]:
        joined = self._joined.get(line)
        return joined.numbers if joined else (line,)
