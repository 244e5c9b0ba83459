"""The promise that nothing is lost, checked: the record of a page says where every word went.

A word is held by a value, by a section, or by a line that the source map names: of a field, of a
section, left over, or boilerplate.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from seen import seen_words, words

from projectkit.model.record import Record
from projectkit.model.source import Source, numbers
from projectkit.reading.page import read_page


def unheld_words(content: bytes, name: str, record: Record) -> tuple[str, ...]:
    """The words that a reader of a page can see and that its record holds nowhere.

    Args:
        content: the bytes of the page.
        name: its name; the ending says what it is.
        record: the record that was made of it.

    Raises:
        UnreadableError: if the bytes are not text.
    """
    named = _named_lines(record.source) if record.source else frozenset()
    texts = [*_strings(record.model_dump(mode="json", exclude={"source"}))]
    texts += [
        part
        for line in read_page(content, name).lines
        for number, part in zip(line.numbers, line.parts, strict=True)
        if number in named
    ]
    held = {word for text in texts for word in words(text)}
    missed = [word for word in dict.fromkeys(seen_words(content, name)) if word not in held]
    # A word that the markup cuts in pieces is whole in the record.
    whole = " ".join(held) if missed else ""
    return tuple(word for word in missed if word not in whole)


def _named_lines(source: Source) -> frozenset[int]:
    """The lines that a source map names."""
    fields = (trace.lines for trace in source.fields.values() if trace.lines)
    spans = (*fields, *source.leftover, *source.boilerplate)
    return frozenset(number for span in spans for number in numbers(span))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from _strings([*value.values()])
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif value is not None:
        yield str(value)
