"""The sentences of running text, each with the lines it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from projectkit.parsing.marks import Mark, Role, is_prose
from projectkit.parsing.table_rows import rows_of_tables
from projectkit.reading.blocks import list_item, paragraphs

_END = re.compile(r"[.!?][’”\"']?\s+(?=[A-Z‘“\"À-Ü€])")
# A full stop behind a title or an initial ends no sentence.
_NO_END = re.compile(r"(?:^|[.\s(])(?:[A-Za-z]|dr|ir|ing|drs|prof|mr)$", re.IGNORECASE)
_LONGEST_TITLE = 6
# Two runs of words with some spaces between them may be running text; more are the cells of a table.
_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and where its paragraph stands."""

    text: str
    lines: tuple[int, ...]


def sentences(marks: tuple[Mark, ...]) -> Iterator[Sentence]:
    """Every sentence of the running text, hard-wrapped lines joined."""
    rows = rows_of_tables(marks, _COLUMNS)
    text_marks = [mark for mark in marks if mark.role in {Role.TEXT, Role.ITEM} or _announces(mark)]
    text_marks = [mark for mark in text_marks if mark.number not in rows or any(map(is_prose, mark.line.cells))]
    for _, block in groupby(text_marks, key=lambda mark: mark.block):
        for paragraph in paragraphs(mark.line for mark in block):
            whole = " ".join(line.text for line in paragraph)
            item = list_item(whole)
            if not is_prose(whole) and not whole.endswith((".", ":")) and "@" not in whole:
                continue
            lines = tuple(line.number for line in paragraph)
            yield from (Sentence(text, lines) for text in _split(item.text if item else whole))


def _announces(mark: Mark) -> bool:
    """Whether a label is a sentence that announces the list below it."""
    return mark.role is Role.LABEL and not mark.rest and mark.text.endswith(":") and ". " in mark.text


def _split(text: str) -> Iterator[str]:
    start = 0
    for match in _END.finditer(text):
        if match[0][0] == "." and _NO_END.search(text[max(0, match.start() - _LONGEST_TITLE) : match.start()]):
            continue
        yield text[start : match.end()].strip()
        start = match.end()
    yield text[start:].strip()
