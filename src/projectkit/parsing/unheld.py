"""The promise that nothing is lost, checked: every word of a page is somewhere in its record.

A word is held by a value, by a section, or by a line that is listed as left over or as boilerplate.
Labels, months and the like are held by what they stand for.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from projectkit.dutch.words import words as dutch_words
from projectkit.model.record import Record
from projectkit.model.source import numbers
from projectkit.parsing.vocabulary.phrases import load_vocabulary
from projectkit.reading.page import read_page
from projectkit.reading.seen import seen_words, words

# The lists of words that a record keeps in another form.
_LISTS = ("labels", "headings", "contact", "noise", "subprojects", "roles")
# `anna (at) hogeschool.example`
_OF_ADDRESSES = frozenset({"at", "apenstaartje"})


def unheld_words(content: bytes, name: str, record: Record) -> tuple[str, ...]:
    """The words that a reader of a page can see and that its record holds nowhere.

    Args:
        content: the bytes of the page.
        name: its name; the ending says what it is.
        record: the record that was made of it.

    Raises:
        UnreadableError: if the bytes are not text.
    """
    texts = [*_strings(record.model_dump(mode="json", exclude={"source"}))]
    texts += _listed_lines(content, name, record)
    held = {word for text in texts for word in words(text)} | _stood_for()
    missed = [word for word in dict.fromkeys(seen_words(content, name)) if word not in held]
    # A word in pieces is whole in the record.
    whole = " ".join(held) if missed else ""
    return tuple(word for word in missed if word not in whole)


def _listed_lines(content: bytes, name: str, record: Record) -> Iterator[str]:
    """The lines of a page that its record lists as left over or as boilerplate."""
    source = record.source
    spans = (*source.leftover, *source.boilerplate) if source else ()
    listed = {number for span in spans for number in numbers(span)}
    return (line.text for line in read_page(content, name).lines if line.number in listed)


@cache
def _stood_for() -> frozenset[str]:
    """Words that stand for what a record holds in another form: labels, months, notices."""
    lists = [*map(load_vocabulary, _LISTS), dutch_words()]
    return frozenset(word for text in _strings(lists) for word in words(text)) | _OF_ADDRESSES


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from _strings([*value, *value.values()])
    elif isinstance(value, (list, tuple, set, frozenset)):
        for item in value:
            yield from _strings(item)
    else:
        yield str(value)
